"""Who is asked after a cancellation, who is left out and why; and that asking twice asks once."""

import datetime as dt
import threading

import pytest
from django.db import connection
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from surveys.customers.models import Account, Cancellation, Customer
from surveys.invitations.causes import Cause, InvitationCount
from surveys.invitations.models import Invitation
from surveys.invitations.queries import count_people
from surveys.invitations.services import SurveyNotActive, invite_customers, invite_leavers
from surveys.invitations.services.inviting import CHUNK, OPEN_FOR
from surveys.letters.models import Letter, Suppression
from surveys.letters.services import suppress
from surveys.questionnaires.models import Survey
from surveys.questionnaires.services import pause_survey
from tests.factories import complete_company, make_account, make_cancellation, make_customer, make_survey

Kind = Cancellation.Kind


@pytest.fixture
def survey(company) -> Survey:
    return make_survey()


def everyone():
    return Cancellation.objects.all()


def test_a_leaver_gets_one_invitation_with_its_letter(survey, company):
    customer = make_customer(language="sv")
    cancellation = make_cancellation(customer=customer)
    assert invite_leavers(survey, everyone()) == InvitationCount(1, {})

    invitation = Invitation.objects.get()
    assert (invitation.customer, invitation.cancellation) == (customer, cancellation)
    assert invitation.occasion == f"cancellation:{cancellation.pk}"
    assert invitation.language == "sv"
    assert invitation.version == survey.current_version
    assert len(invitation.token) >= 24
    assert invitation.created_on == company.today()
    assert abs(invitation.expires_at - timezone.now() - OPEN_FOR) < dt.timedelta(minutes=1)
    assert (invitation.letter.recipient, invitation.letter.customer) == (customer.email, customer)
    assert (invitation.letter.purpose, invitation.letter.state) == (Letter.Purpose.INVITATION, Letter.State.QUEUED)


def test_inviting_twice_doubles_nothing(survey):
    for _number in range(3):
        make_cancellation()
    assert invite_leavers(survey, everyone()).invited == 3
    assert invite_leavers(survey, everyone()) == InvitationCount(0, {Cause.ALREADY_INVITED: 3})
    assert (Invitation.objects.count(), Letter.objects.count()) == (3, 3)


def test_everyone_left_out_is_counted_by_cause(survey):
    make_cancellation()
    make_cancellation(kind=Kind.DECEASED)
    make_cancellation(kind=Kind.PAYMENT_FAILED)
    make_cancellation(kind=Kind.CLOSED_BY_US)
    make_cancellation(withdrawn_at=timezone.now())
    make_cancellation(returned_on=dt.date(2026, 1, 1))
    make_cancellation(customer=make_customer(do_not_contact=True))
    make_cancellation(customer=make_customer(email=""))
    suppressed = make_customer(email="Mixed.Case@customers.example")
    suppress("mixed.case@customers.example", Suppression.Cause.BY_STAFF)
    make_cancellation(customer=suppressed)
    make_cancellation(asked_at=timezone.now() - dt.timedelta(days=40))
    make_cancellation(asked_at=None)
    expected = InvitationCount(
        invited=1,
        left_out={
            Cause.DECEASED: 1,
            Cause.PAYMENT_FAILED: 1,
            Cause.CLOSED_BY_US: 1,
            Cause.CAME_BACK: 2,
            Cause.DO_NOT_CONTACT: 1,
            Cause.SUPPRESSED: 1,
            Cause.NO_EMAIL: 1,
        },
        needs_confirmation=2,
        older=2,
    )
    assert count_people(survey, everyone(), occasion="", include_older=False) == expected
    assert invite_leavers(survey, everyone()) == expected
    assert invite_leavers(survey, everyone(), include_older=True).invited == 2


def test_an_account_that_died_later_is_not_asked_about_an_earlier_ending(survey):
    customer = make_customer()
    make_cancellation(customer=customer)
    make_cancellation(customer=customer, kind=Kind.DECEASED)
    assert invite_leavers(survey, everyone()) == InvitationCount(0, {Cause.DECEASED: 2})


def test_one_customer_of_an_account_is_asked_the_first_who_may_be(survey):
    account = make_account()
    make_customer(account=account, email="")
    make_customer(account=account, do_not_contact=True)
    suppress(make_customer(account=account).email, Suppression.Cause.UNSUBSCRIBED)
    asked = make_customer(account=account)
    make_customer(account=account)
    make_cancellation(account=account)
    assert invite_leavers(survey, everyone()).invited == 1
    assert Invitation.objects.get().customer == asked


def test_an_account_with_several_people_who_may_not_be_asked_has_one_cause(survey):
    account = make_account()
    make_customer(account=account, do_not_contact=True)
    suppress(make_customer(account=account).email, Suppression.Cause.UNSUBSCRIBED)
    make_cancellation(account=account)
    assert invite_leavers(survey, everyone()).left_out == {Cause.SUPPRESSED: 1}


@pytest.mark.parametrize(
    ("customers_language", "written_in", "expected"),
    [("sv", ["en", "sv"], "sv"), ("sv-FI", ["en", "sv"], "sv"), ("de", ["en", "sv"], "sv"), ("", ["en"], "en")],
)
def test_the_invitation_speaks_the_customers_language_where_the_survey_does(
    company, customers_language, written_in, expected
):
    complete_company(languages=["sv", "en"])
    survey = make_survey(languages=written_in)
    make_cancellation(customer=make_customer(language=customers_language))
    invite_leavers(survey, everyone())
    assert Invitation.objects.get().language == expected


def test_only_a_running_survey_of_the_right_kind_asks(survey):
    with pytest.raises(ValueError, match="not a relationship survey"):
        invite_customers(survey, Customer.objects.all(), occasion="2026-11")
    with pytest.raises(ValueError, match="not an exit survey"):
        invite_leavers(make_survey(Survey.Kind.RELATIONSHIP), everyone())
    pause_survey(survey)
    make_cancellation()
    with pytest.raises(SurveyNotActive):
        invite_leavers(survey, everyone())
    assert not Letter.objects.exists()


def test_customers_are_asked_once_for_an_occasion(company):
    survey = make_survey(Survey.Kind.RELATIONSHIP)
    make_customer()
    make_customer(do_not_contact=True)
    left = make_customer()
    make_cancellation(customer=left, effective_on=dt.date(2026, 1, 1))
    counted = count_people(survey, Customer.objects.all(), occasion="2026-11", include_older=False)
    assert counted == InvitationCount(1, {Cause.DO_NOT_CONTACT: 1, Cause.HAS_LEFT: 1})
    assert invite_customers(survey, Customer.objects.all(), occasion="2026-11") == counted
    assert invite_customers(survey, Customer.objects.all(), occasion="2026-11").invited == 0
    assert invite_customers(survey, Customer.objects.all(), occasion="2027-02").invited == 1


def test_inviting_a_thousand_asks_the_database_no_more_per_chunk_than_inviting_one(survey, django_assert_num_queries):
    accounts = Account.objects.bulk_create([Account(external_id=f"a{n}") for n in range(2 * CHUNK)])
    Customer.objects.bulk_create(
        [Customer(account=a, external_id=a.external_id, email=f"{a.external_id}@customers.example") for a in accounts]
    )
    yesterday = timezone.now().date() - dt.timedelta(days=1)
    Cancellation.objects.bulk_create(
        [Cancellation(account=a, external_id=a.external_id, ended_on=yesterday) for a in accounts]
    )
    # Once: version, company, who is chosen. Per chunk: two savepoints set and released, the customers, letters in
    # and back, invitations in and counted.
    with django_assert_num_queries(3 + 2 * (4 + 1 + 2 + 2)):
        assert invite_leavers(survey, everyone()).invited == 2 * CHUNK
    assert Letter.objects.count() == Invitation.objects.count() == 2 * CHUNK


people = st.lists(
    st.fixed_dictionaries(
        {
            "kind": st.sampled_from(Kind.values),
            "email": st.sampled_from(["", "a@customers.example", "B@customers.example"]),
            "do_not_contact": st.booleans(),
            "days_ago": st.sampled_from([None, 0, 29, 30, 31, 400]),
            "came_back": st.booleans(),
        }
    ),
    max_size=6,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(leavers=people, include_older=st.booleans())
def test_whoever_leaves_the_page_and_the_deed_agree_and_nothing_doubles(survey, leavers, include_older):
    Cancellation.objects.all().delete()
    Account.objects.all().delete()
    for leaver in leavers:
        customer = make_customer(email=leaver["email"], do_not_contact=leaver["do_not_contact"])
        days = leaver["days_ago"]
        make_cancellation(
            customer=customer,
            kind=leaver["kind"],
            asked_at=None if days is None else timezone.now() - dt.timedelta(days=days),
            returned_on=dt.date(2026, 11, 1) if leaver["came_back"] else None,
        )
    counted = count_people(survey, everyone(), occasion="", include_older=include_older)
    first = invite_leavers(survey, everyone(), include_older=include_older)
    second = invite_leavers(survey, everyone(), include_older=include_older)
    assert counted == first
    assert first.invited + first.left_out_count + first.needs_confirmation == len(leavers)
    assert second.invited == 0
    assert Invitation.objects.count() == first.invited


@pytest.mark.django_db(transaction=True)
def test_two_who_invite_the_same_people_at_once_write_each_once(survey):
    for _number in range(40):
        make_cancellation()
    start = threading.Barrier(2, timeout=20)
    invited: list[int] = []

    def invite() -> None:
        start.wait()
        try:
            invited.append(invite_leavers(survey, everyone()).invited)
        finally:
            connection.close()

    workers = [threading.Thread(target=invite) for _number in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(timeout=30)
    assert sum(invited) == 40
    assert Letter.objects.count() == Invitation.objects.count() == 40
