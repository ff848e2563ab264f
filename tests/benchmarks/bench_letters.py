"""How fast customers are counted and invited, and how fast letters leave through one worker: make bench."""

import time
from collections.abc import Callable

import pytest
from django.utils import timezone

from surveys.customers.models import Account, Cancellation, Customer
from surveys.invitations.queries import count_people
from surveys.invitations.services import invite_leavers
from surveys.letters.models import Letter
from surveys.letters.services import send_letters
from tests.factories import make_survey

LEAVERS = 100_000
LETTERS = 500


def make_leavers() -> None:
    accounts = Account.objects.bulk_create([Account(external_id=f"a{n}") for n in range(LEAVERS)], batch_size=5000)
    Customer.objects.bulk_create(
        [Customer(account=a, external_id=a.external_id, email=f"{a.external_id}@customers.example") for a in accounts],
        batch_size=5000,
    )
    today = timezone.now().date()
    Cancellation.objects.bulk_create(
        [Cancellation(account=a, external_id=a.external_id, ended_on=today) for a in accounts], batch_size=5000
    )


def seconds_of(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


@pytest.mark.timeout(600)
@pytest.mark.django_db(transaction=True)
def test_one_hundred_thousand_leavers(company, smtp_server, capsys):
    survey = make_survey()
    make_leavers()
    everyone = Cancellation.objects.all()
    counted = seconds_of(lambda: count_people(survey, everyone, occasion="", include_older=False))
    invited = seconds_of(lambda: invite_leavers(survey, everyone))
    assert Letter.objects.count() == LEAVERS
    some = list(Letter.objects.values_list("pk", flat=True)[:LETTERS])
    sent = seconds_of(lambda: send_letters(some))
    assert len(smtp_server.letters) == LETTERS
    with capsys.disabled():
        print()
        for name, seconds, number in (
            ("count", counted, LEAVERS),
            ("invite", invited, LEAVERS),
            ("send", sent, LETTERS),
        ):
            print(f"{name:8} {number:>8,} in {seconds:6.2f} s {number / seconds:>10,.0f} a second")
