"""An administrator says who asks; until that is complete no letter leaves."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from surveys.company.models import Company, ExchangeRate
from tests.factories import complete_company

PAGE = "/setup/company/"
FORM = {
    "name": "Example Subscriptions",
    "postal_address": "1 Example Street\nExampletown",
    "sender_name": "Example Subscriptions",
    "sender_email": "surveys@company.example",
    "reply_to_email": "hello@company.example",
    "reporting_currency": "SEK",
    "time_zone": "Europe/Stockholm",
    "languages": ["en", "sv"],
    "first_language": "sv",
    "privacy_en": "We ask because we want to learn.",
    "privacy_sv": "Vi frågar för att lära oss.",
}


def test_on_first_start_an_administrator_is_led_to_a_page_that_says_what_is_missing(administrator_client: Client):
    answer = administrator_client.get("/", follow=True)
    assert answer.redirect_chain == [(PAGE, 302)]
    page = answer.content.decode()
    assert "No letter leaves before this is complete" in page
    for words in ("postal address", "reply address", "reporting currency", "privacy text in English"):
        assert f"<li>{words}</li>" in page


def test_filling_it_in_completes_it(administrator_client: Client):
    page = administrator_client.post(PAGE, FORM, follow=True).content.decode()
    company = Company.current()
    assert company.is_complete
    assert "letters may leave" in page
    assert (company.time_zone, company.default_language, company.languages) == ("Europe/Stockholm", "sv", ["sv", "en"])
    assert company.privacy_words("sv") == "Vi frågar för att lära oss."


def test_half_of_it_can_be_saved(administrator_client: Client):
    empty = dict.fromkeys(FORM, "")
    some = empty | {"name": "Example", "languages": ["en"], "first_language": "en", "time_zone": "UTC"}
    assert administrator_client.post(PAGE, some).status_code == 302
    assert Company.current().name == "Example"
    assert "postal_address" in Company.current().missing()


def test_the_privacy_text_begins_with_words_whose_gaps_must_be_filled(administrator_client: Client):
    form = administrator_client.get(PAGE).context["form"]
    starting = {f"privacy_{language}": form[f"privacy_{language}"].value() for language in ("en", "sv")}
    assert "legitimate interest" in starting["privacy_en"]
    assert "berättigade intresse" in starting["privacy_sv"]

    page = administrator_client.post(PAGE, FORM | starting, follow=True).content.decode()
    assert Company.current().missing() == ["privacy_text"]
    assert "privacy text in Swedish: words in [brackets] are left" in page
    assert "[number of months]" in page  # and what was written is kept


def test_a_text_is_needed_only_in_the_languages_that_are_asked_in(administrator_client: Client):
    administrator_client.post(
        PAGE, FORM | {"languages": ["sv"], "first_language": "sv", "privacy_en": "Still [a gap]."}
    )
    assert Company.current().is_complete


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("sender_email", "not an address", "valid email"),
        ("reporting_currency", "XYZ", "valid choice"),
        ("time_zone", "Mars/Olympus", "valid choice"),
        ("languages", ["xx"], "valid choice"),
        ("languages", [], "required"),
    ],
)
def test_a_wrong_value_is_refused_and_nothing_is_lost(administrator_client: Client, field: str, value, words: str):
    complete_company(name="Before")
    answer = administrator_client.post(PAGE, FORM | {field: value})
    assert any(words in error for error in answer.context["form"].errors[field])
    assert "Example Subscriptions" in answer.content.decode()
    assert Company.current().name == "Before"


def test_the_first_language_is_one_of_those_asked_in(administrator_client: Client):
    answer = administrator_client.post(PAGE, FORM | {"languages": ["en"], "first_language": "sv"})
    assert "do not ask in this language" in answer.content.decode()


def test_the_reporting_currency_stays_while_rates_are_in_it(administrator_client: Client):
    complete_company(reporting_currency="EUR")
    ExchangeRate.objects.create(currency="SEK", rate="0.09", valid_from_on="2026-01-01")
    answer = administrator_client.post(PAGE, FORM)
    assert "exchange rates are in EUR" in answer.content.decode()
    assert Company.current().reporting_currency == "EUR"


@pytest.mark.parametrize(
    ("role", "tabs"),
    [
        ("agent", {"accounts:roles"}),
        ("manager", {"accounts:roles", "analysis:recorded-reasons", "surveys:letter-list"}),
        (
            "administrator",
            {
                "surveys:company",
                "surveys:exchange-rates",
                "accounts:people",
                "accounts:roles",
                "accounts:api-keys",
                "analysis:recorded-reasons",
                "surveys:letter-list",
            },
        ),
    ],
)
def test_the_tabs_of_setup_are_those_that_a_role_may_open(role: str, tabs: set[str], request):
    client: Client = request.getfixturevalue(f"{role}_client")
    page = client.get(reverse("accounts:roles")).content.decode()
    nav = page.partition('<nav class="tabs"')[2].partition("</nav>")[0]
    assert set(re.findall(r'href="([^"]+)"', nav)) == {reverse(name) for name in tabs}
