import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from churnvoice.accounts.models import User
from tests.conftest import client_of
from tests.factories import make_follow_up

PAGE = "/account/"  # any page that every colleague may open


def entries(response) -> list[str]:
    return [str(entry.label) for entry in response.context["navigation"]]


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        ("agent", ["Desk", "Answers", "People"]),
        ("manager", ["Desk", "Answers", "Reasons", "Surveys", "People", "Setup"]),
        ("administrator", ["Desk", "Answers", "Reasons", "Surveys", "People", "Setup"]),
    ],
)
def test_the_navigation_holds_what_the_role_may_open(role, expected, request):
    client = client_of(request.getfixturevalue(role))
    response = client.get(PAGE)
    assert entries(response) == expected
    for entry in response.context["navigation"]:
        assert client.get(entry.url).status_code == 200


def test_the_entry_of_the_page_is_marked(manager_client: Client, company):
    marked = [(e.url, e.is_current) for e in manager_client.get(reverse("surveys:survey-list")).context["navigation"]]
    assert ("/surveys/", "page") in marked
    assert [current for url, current in marked if url != "/surveys/"] == [""] * 5
    below = [(e.url, e.is_current) for e in manager_client.get(reverse("surveys:survey-create")).context["navigation"]]
    assert ("/surveys/", "true") in below


def test_the_title_is_heading_and_browser_title(manager_client: Client):
    page = manager_client.get(PAGE).content.decode()
    heading = page.split("<h1>")[1].split("</h1>")[0]
    assert heading
    assert f"<title>{heading} · ChurnVoice</title>" in page
    assert page.count("<h1") == 1


def test_pages_hold_no_inline_script_or_style(manager_client: Client):
    page = manager_client.get(PAGE).content.decode()
    assert "style=" not in page
    assert "<style" not in page
    assert "onclick" not in page
    assert page.count("<script") == page.count('<script src="') + page.count("<script\n")


def test_the_sign_in_page_has_the_frame_without_navigation(db):
    page = Client().get(reverse("account_login"))
    assert entries(page) == []
    assert "with-side" not in page.content.decode()


def test_an_agent_starts_at_the_desk(agent_client: Client):
    assert agent_client.get("/").url == reverse("analysis:desk")


def test_a_manager_starts_at_the_reasons(manager_client: Client):
    assert manager_client.get("/").url == reverse("analysis:breakdown")


def test_an_administrator_starts_at_the_company_until_it_is_complete(administrator_client: Client, db):
    assert administrator_client.get("/").url == reverse("surveys:company")


def test_an_administrator_of_a_complete_company_starts_at_the_reasons(administrator_client: Client, company):
    assert administrator_client.get("/").url == reverse("analysis:breakdown")


def test_a_chosen_theme_is_kept_and_shown(manager_client: Client):
    response = manager_client.post(reverse("theme"), {"theme": "dark", "next": PAGE})
    assert response.url == PAGE
    assert 'data-theme="dark"' in manager_client.get(PAGE).content.decode()
    manager_client.post(reverse("theme"), {"theme": "auto", "next": PAGE})
    assert "data-theme" not in manager_client.get(PAGE).content.decode()


def test_a_theme_that_does_not_exist_never_reaches_the_page(manager_client: Client):
    manager_client.cookies["theme"] = '"><b>'
    assert "data-theme" not in manager_client.get(PAGE).content.decode()


def test_choosing_a_theme_leads_nowhere_else(manager_client: Client):
    assert manager_client.post(reverse("theme"), {"theme": "dark", "next": "https://else.example/"}).url == "/"
    assert manager_client.get(reverse("theme")).status_code == 405


def test_a_missing_page_is_explained(manager_client: Client):
    response = manager_client.get("/no-such-page/")
    assert response.status_code == 404
    assert "There is no such page" in response.content.decode()


def test_a_page_of_another_role_is_explained(agent_client: Client):
    response = agent_client.get(reverse("surveys:company"))
    assert response.status_code == 403
    assert "Your role does not include it" in response.content.decode()


def test_a_form_without_its_token_is_explained(manager: User):
    client = Client(enforce_csrf_checks=True)
    client.force_login(manager, backend=settings.AUTHENTICATION_BACKENDS[0])
    response = client.post(reverse("theme"), {"theme": "dark"})
    assert response.status_code == 403
    assert "This form has expired" in response.content.decode()


def test_allauths_pages_have_one_heading_and_one_primary_button(manager_client: Client):
    page = manager_client.get(reverse("account_logout")).content.decode()
    assert page.count("<h1") == 1
    assert page.count("button--primary") == 1
    assert 'class="side"' in page


def test_signing_in_is_closed_to_strangers_and_says_nothing_of_signing_up(db):
    page = Client().get(reverse("account_login")).content.decode()
    assert reverse("account_signup") not in page
    assert reverse("account_reset_password") in page


def test_the_desk_counts_what_waits_for_this_colleague(agent: User, agent_client: Client):
    make_follow_up(assignee=agent)
    make_follow_up(assignee=None)
    desk = agent_client.get(PAGE).context["navigation"][0]
    assert (desk.url, desk.count) == ("/desk/", 1)


@pytest.mark.parametrize("name", ["surveys:letter-list", "analysis:recorded-reasons", "accounts:roles"])
def test_pages_of_the_setup_mark_the_setup(manager_client: Client, name: str):
    marked = [str(e.label) for e in manager_client.get(reverse(name)).context["navigation"] if e.is_current]
    assert marked == ["Setup"]
