"""Which ending a row tells of: one that is there already, or a new one."""

import datetime as dt
from decimal import Decimal

import pytest

from surveys.customers.models import Account, Cancellation
from surveys.customers.services import import_file
from tests.factories import make_account, make_cancellation, make_customer

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _company(company):
    pass


def run(text: str):
    return import_file(text.encode())


def test_a_later_file_fills_the_day_and_leaves_the_figures():
    run("id,plan,mrr,tenure,Region,churned\n1,Pro,99,12,North,yes\n")
    found = run("id,plan,mrr,tenure,Region,churned,cancelled at\n1,Free,0,14,South,yes,2026-05-02\n")
    assert found.counts["cancellation"] == {"created": 0, "changed": 1, "unchanged": 0}
    assert found.unknown_day_count == 0
    ending = Cancellation.objects.get()
    assert ending.ended_on == dt.date(2026, 5, 2)
    assert (ending.plan, ending.mrr, ending.tenure_months) == ("Pro", Decimal(99), 12)
    assert ending.attributes == {"Region": "North"}
    assert Account.objects.get().plan == "Free"


def test_a_file_without_the_day_does_not_take_it_away():
    run("id,churned,cancelled at\n1,yes,2026-05-02\n")
    found = run("id,churned\n1,yes\n")
    assert found.counts["cancellation"] == {"created": 0, "changed": 0, "unchanged": 1}
    assert Cancellation.objects.get().ended_on == dt.date(2026, 5, 2)


def test_another_day_is_another_ending():
    run("id,cancelled at\n1,2025-05-02\n")
    run("id,cancelled at\n1,2026-05-02\n")
    assert list(Cancellation.objects.order_by("ended_on").values_list("external_id", flat=True)) == [
        "1:2025-05-02",
        "1:2026-05-02",
    ]


def test_the_day_it_was_asked_for_joins_the_ending_that_knew_only_its_effect():
    run("id,effective on\n1,2026-05-31\n")
    run("id,cancelled at,effective on\n1,2026-05-02,2026-05-31\n")
    ending = Cancellation.objects.get()
    assert (ending.ended_on, ending.effective_on) == (dt.date(2026, 5, 2), dt.date(2026, 5, 31))


def test_two_days_beside_one_ending_without_a_day_are_two_endings():
    account = make_account(external_id="A")
    make_cancellation(account=account, external_id="A:unknown", asked_at=None)
    run("account id,id,cancelled at\nA,1,2026-05-02\nA,2,2025-01-01\n")
    assert list(account.cancellations.order_by("ended_on").values_list("external_id", "ended_on")) == [
        ("A:unknown", dt.date(2025, 1, 1)),
        ("A:2026-05-02", dt.date(2026, 5, 2)),
    ]


def test_a_row_that_knows_the_day_speaks_for_those_of_its_account_that_do_not():
    run("account id,id,churned,cancelled at\nA,1,yes,\nA,2,yes,2026-05-02\n")
    assert Cancellation.objects.get().ended_on == dt.date(2026, 5, 2)


def test_a_downgrade_is_never_the_same_as_an_ending_for_good():
    run("id,kind,cancelled at\n1,downgraded,2026-05-02\n")
    run("id,churned\n1,yes\n")
    run("id,kind,cancelled at\n1,cancelled,2026-05-02\n")
    assert sorted(Cancellation.objects.values_list("external_id", "kind")) == [
        ("1:2026-05-02:down", "downgraded"),
        ("1:unknown", "cancelled"),
    ]


def test_the_longest_id_of_an_account_leaves_room_for_its_endings():
    found = run(f"id,kind,cancelled at\n{'9' * 200},downgraded,2026-05-02\n1,cancelled,2026-05-02\n")
    assert (found.state, found.refused_count, Cancellation.objects.count()) == ("done", 0, 2)


def test_a_source_with_ids_of_its_own_is_not_joined_by_the_unknown_day_of_another_account():
    other = make_customer(account=make_account(external_id="B"), external_id="B")
    make_cancellation(customer=other, external_id="B:unknown", asked_at=None)
    run("id,cancelled at\n1,2026-05-02\n")
    assert Cancellation.objects.get(external_id="B:unknown").ended_on is None


def test_an_account_whose_id_begins_like_another_is_not_mixed_up_with_it():
    run("id,churned\nA,yes\nA:1,yes\n")
    assert sorted(Cancellation.objects.values_list("external_id", flat=True)) == ["A:1:unknown", "A:unknown"]


def test_a_return_and_a_withdrawal_are_noted_on_the_ending():
    run("id,cancelled at\n1,2026-05-02\n2,2026-05-02\n")
    run("id,cancelled at,returned on,withdrawn at\n1,2026-05-02,2026-06-01,\n2,2026-05-02,,2026-05-03\n")
    first, second = Cancellation.objects.order_by("external_id")
    assert first.returned_on == dt.date(2026, 6, 1)
    assert second.withdrawn_at == dt.datetime(2026, 5, 2, 22, tzinfo=dt.UTC)


def test_a_return_without_an_ending_is_refused():
    found = run("id,returned on\n1,2026-06-01\n2,\n")
    assert found.refused_rows.get().code == "return_without_ending"


@pytest.mark.parametrize(
    ("row", "ends"),
    [
        ("active,,,", False),
        ("active,2026-05-02,,", True),
        (",,Too expensive,", True),
        ("no,,Too expensive,", False),
        (",,,payment failed", True),
        ("churned,,,", True),
        (",,,", False),
    ],
)
def test_what_makes_a_row_an_ending(row, ends):
    run(f"id,status,cancelled at,reason,kind\n1,{row}\n")
    assert Cancellation.objects.exists() is ends


def test_the_kind_comes_from_its_column_else_from_the_reason():
    run("id,kind,reason\n1,closed by us,Deceased\n2,,Deceased\n3,,Betalningen misslyckades\n4,,För dyrt\n")
    kinds = Cancellation.objects.order_by("account__external_id").values_list("kind", flat=True)
    assert list(kinds) == ["closed_by_us", "deceased", "payment_failed", "cancelled"]


def test_a_file_without_the_kind_keeps_it():
    run("id,kind,cancelled at\n1,closed by us,2026-05-02\n")
    run("id,cancelled at\n1,2026-05-02\n")
    assert Cancellation.objects.get().kind == "closed_by_us"
