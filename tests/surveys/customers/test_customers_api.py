"""What programs may post: one or many, as often as they like, with errors that name item and field."""

import datetime as dt
from decimal import Decimal
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from churnvoice.accounts.api_keys import create_api_key
from churnvoice.accounts.permissions import Scope
from surveys.customers.models import Account, Cancellation, Customer
from tests.factories import make_account, make_customer, make_user

pytestmark = pytest.mark.django_db

CUSTOMER = {
    "external_id": "1",
    "email": "One@Customers.Example",
    "name": "Sample One",
    "language": "sv",
    "attributes": {"Role": "Buyer"},
    "account": {"plan": "Pro", "mrr": "99.50", "signed_up_on": "2025-01-15", "attributes": {"Region": "North"}},
}


@pytest.fixture(autouse=True)
def _company(company):
    pass


@pytest.fixture
def post(client: Client):
    _key, secret = create_api_key(name="billing", scopes=list(Scope), by=None)

    def send(what: str, body: Any) -> Any:
        headers = {"Authorization": f"Bearer {secret}"}
        return client.post(f"/api/{what}/", body, content_type="application/json", headers=headers)

    return send


def errors(answer) -> list[tuple[int | None, str]]:
    assert answer.status_code == 400, answer.content
    return [(problem["index"], problem["field"]) for problem in answer.json()["errors"]]


def test_one_customer_comes_with_an_account_of_their_own(post):
    answer = post("customers", CUSTOMER)
    assert answer.json() == {
        "created": 1,
        "updated": 0,
        "unchanged": 0,
        "results": [{"external_id": "1", "outcome": "created"}],
    }
    customer = Customer.objects.select_related("account").get()
    assert (customer.email, customer.attributes) == ("one@customers.example", {"Role": "Buyer"})
    account = customer.account
    assert (account.external_id, account.plan, account.mrr, account.currency) == ("1", "Pro", Decimal("99.5"), "SEK")
    assert account.attributes == {"Region": "North"}


def test_the_same_twice_changes_nothing_and_a_change_says_so(post):
    post("customers", CUSTOMER)
    assert post("customers", CUSTOMER).json()["unchanged"] == 1
    assert post("customers", {**CUSTOMER, "account": {"plan": "Start"}}).json()["updated"] == 1
    assert post("customers", {"external_id": "1", "name": "", "email": ""}).json()["unchanged"] == 1
    assert Customer.objects.get().name == "Sample One"


def test_many_come_at_once_and_are_reported_in_their_order(post, django_assert_max_num_queries):
    make_customer(external_id="c7", account=make_account(external_id="A"))
    people = [{"external_id": f"c{number}", "account": {"external_id": "A"}} for number in range(500)]
    with django_assert_max_num_queries(25):
        report = post("customers", people).json()
    assert (report["created"], report["unchanged"]) == (499, 1)
    assert [result["external_id"] for result in report["results"]] == [person["external_id"] for person in people]
    assert Account.objects.get().customers.count() == 500


def test_do_not_contact_is_set_and_never_cleared(post):
    post("customers", {"external_id": "1", "do_not_contact": True})
    post("customers", {"external_id": "1", "do_not_contact": False})
    assert Customer.objects.get().do_not_contact is True


def test_the_owner_is_a_colleague_by_address(post):
    colleague = make_user()
    post("customers", {"external_id": "1", "account": {"owner_email": colleague.email}})
    assert Account.objects.get().owner == colleague


def test_one_wrong_item_refuses_all_and_every_problem_is_named(post):
    answer = post(
        "customers",
        [
            CUSTOMER,
            {"email": "nobody", "language": "Swedish"},
            {"external_id": "3", "account": {"mrr": "-1", "currency": "kr", "attributes": {"x" * 101: "y"}}},
            {"external_id": "1"},
        ],
    )
    assert errors(answer) == [
        (1, "external_id"),
        (1, "email"),
        (1, "language"),
        (2, "account.mrr"),
        (2, "account.currency"),
        (2, "account.attributes"),
    ]
    assert not Customer.objects.exists()


def test_an_id_may_stand_once_in_a_list(post):
    answer = post("customers", [CUSTOMER, {"external_id": "1"}])
    assert errors(answer) == [(1, "external_id")]
    assert "item 0" in answer.json()["errors"][0]["message"]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ('"just words"', ""),
        ({"external_id": "1", "emial": "a@customers.example"}, "emial"),
        ({"external_id": "1", "account": {"mmr": 5}}, "account.mmr"),
        ([], ""),
        ("null", ""),
        ([None], ""),
        (["words"], ""),
        ({"external_id": "a\0b"}, "external_id"),
        ({"external_id": "1", "attributes": {"a": "b\0"}}, "attributes.a"),
        ({"external_id": "1", "attributes": {"a\0": "b"}}, "attributes"),
        ({"external_id": "1", "attributes": ["a"]}, "attributes"),
        ({"external_id": "1" * 201}, "external_id"),
        ({"external_id": "1", "account": {"mrr": "1e400"}}, "account.mrr"),
        ({"external_id": "1", "account": {"mrr": "NaN"}}, "account.mrr"),
        ({"external_id": "1", "account": "A"}, "account"),
    ],
)
def test_nonsense_is_refused_by_name(post, body, field):
    assert errors(post("customers", body))[0][1] == field
    assert not Customer.objects.exists()


def test_a_list_has_an_end(post):
    answer = post("customers", [{"external_id": str(number)} for number in range(10_001)])
    assert errors(answer) == [(None, "")]
    assert "10000" in answer.json()["errors"][0]["message"]


def test_a_cancellation_freezes_the_figures_of_its_account(post):
    post("customers", CUSTOMER)
    ending = {
        "account": "1",
        "asked_at": "2026-06-30T23:30:00Z",
        "effective_on": "2026-07-31",
        "recorded_reason": "Pris",
    }
    assert post("cancellations", ending).json()["results"] == [{"external_id": "1:2026-07-01", "outcome": "created"}]
    assert post("cancellations", ending).json()["unchanged"] == 1
    post("customers", {"external_id": "1", "account": {"plan": "Free", "mrr": "0"}})
    assert post("cancellations", {**ending, "plan": "Other", "mrr": "1"}).json()["unchanged"] == 1
    found = Cancellation.objects.get()
    assert (found.plan, found.mrr, found.currency, found.tenure_months) == ("Pro", Decimal("99.5"), "SEK", 17)
    assert (found.ended_on, found.attributes) == (dt.date(2026, 7, 1), {"Region": "North"})


def test_a_source_may_name_its_endings_and_correct_their_days(post):
    make_account(external_id="A")
    ending = {"account": "A", "external_id": "sub_1", "asked_at": "2026-05-02T10:00:00", "mrr": "5", "currency": "EUR"}
    assert post("cancellations", ending).json()["created"] == 1
    assert post("cancellations", {**ending, "asked_at": "2026-05-03T10:00:00"}).json()["updated"] == 1
    assert post("cancellations", {**ending, "external_id": "sub_2"}).json()["created"] == 1
    first, second = Cancellation.objects.order_by("external_id")
    assert (first.ended_on, second.ended_on) == (dt.date(2026, 5, 3), dt.date(2026, 5, 2))
    assert (first.mrr, first.currency) == (5, "EUR")
    assert first.asked_at == dt.datetime(2026, 5, 3, 8, tzinfo=dt.UTC)  # the company's local time


def test_a_cancellation_joins_the_ending_that_a_file_brought_without_a_day(post):
    from surveys.customers.services import import_file

    import_file(b"id,churned\nA,yes\n")
    ending = {"account": "A", "external_id": "sub_1", "asked_at": "2026-05-02T10:00:00Z"}
    assert post("cancellations", ending).json()["results"] == [{"external_id": "A:unknown", "outcome": "updated"}]
    assert post("cancellations", ending).json()["unchanged"] == 1


def test_a_withdrawal_and_a_return_are_noted(post):
    make_account(external_id="A")
    ending = {"account": "A", "asked_at": "2026-05-02T10:00:00Z"}
    post("cancellations", ending)
    assert post("cancellations", {**ending, "returned_on": "2026-08-01"}).json()["updated"] == 1
    assert Cancellation.objects.get().returned_on == dt.date(2026, 8, 1)


def test_the_kind_is_given_or_told_by_the_reason(post):
    for name in "AB":
        make_account(external_id=name)
    endings = [
        {"account": "A", "effective_on": "2026-05-02", "recorded_reason": "Deceased"},
        {"account": "B", "effective_on": "2026-05-02", "kind": "not_renewed"},
    ]
    post("cancellations", endings)
    assert list(Cancellation.objects.order_by("external_id").values_list("kind", flat=True)) == [
        "deceased",
        "not_renewed",
    ]


@pytest.mark.parametrize(
    ("ending", "field"),
    [
        ({"account": "B", "effective_on": "2026-05-02"}, "account"),
        ({"account": "A"}, ""),
        ({"account": "A", "asked_at": "soon"}, "asked_at"),
        ({"account": "A", "effective_on": "2026-05-02", "kind": "exploded"}, "kind"),
        ({"account": "A", "effective_on": "2026-05-02", "external_id": "other:1"}, "external_id"),
        ({"account": "A", "effective_on": "2026-05-02", "tenure_months": -1}, "tenure_months"),
        ({"effective_on": "2026-05-02"}, "account"),
    ],
)
def test_a_cancellation_that_cannot_be_is_refused_by_name(post, ending, field):
    make_account(external_id="A")
    Cancellation.objects.create(account=make_account(), external_id="other:1")
    assert errors(post("cancellations", ending)) == [(0, field)]
    assert Cancellation.objects.count() == 1


def test_the_same_ending_may_stand_once_in_a_list(post):
    make_account(external_id="A")
    ending = {"account": "A", "effective_on": "2026-05-02"}
    assert errors(post("cancellations", [ending, ending])) == [(1, "external_id")]


def test_a_key_opens_what_its_scopes_name(client):
    _key, secret = create_api_key(name="billing", scopes=[Scope.WRITE_CUSTOMERS], by=None)
    headers = {"Authorization": f"Bearer {secret}"}
    for what, status in (("customers", 200), ("cancellations", 403)):
        answer = client.post(f"/api/{what}/", {"external_id": "1"}, content_type="application/json", headers=headers)
        assert answer.status_code == status
    assert client.post("/api/customers/", CUSTOMER, content_type="application/json").status_code == 401


def test_the_schema_is_valid_and_without_warnings():
    out = StringIO()
    call_command("spectacular", "--validate", "--fail-on-warn", stdout=out)
    assert "/api/customers/" in out.getvalue()
    assert "/api/cancellations/" in out.getvalue()
