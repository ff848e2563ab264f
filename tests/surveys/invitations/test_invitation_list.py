"""What became of each invitation, and taking one back."""

import datetime as dt

import pytest
from django.utils import timezone

from surveys.customers.models import Cancellation
from surveys.invitations.models import Invitation
from surveys.invitations.queries import state_counts
from surveys.invitations.services import invite_leavers
from surveys.letters.models import Letter
from surveys.letters.services import send_waiting_letters
from surveys.questionnaires.models import Survey
from tests.factories import make_cancellation, make_customer, make_survey

State = Invitation.State


@pytest.fixture
def survey(company) -> Survey:
    return make_survey()


def invite(survey: Survey, count: int = 1) -> list[Invitation]:
    for _number in range(count):
        make_cancellation(customer=make_customer())
    invite_leavers(survey, Cancellation.objects.all())
    return list(Invitation.objects.order_by("-pk")[:count])


def state_of(invitation: Invitation) -> str:
    return Invitation.objects.with_state(at=timezone.now()).get(pk=invitation.pk).state


@pytest.mark.parametrize(
    ("letter_state", "fields", "expected"),
    [
        (Letter.State.QUEUED, {}, State.WAITING),
        (Letter.State.HANDING_OVER, {}, State.WAITING),
        (Letter.State.SENT, {}, State.SENT),
        (Letter.State.REFUSED, {}, State.REFUSED),
        (Letter.State.UNCERTAIN, {}, State.UNCERTAIN),
        (Letter.State.WITHDRAWN, {}, State.WITHDRAWN),
        (Letter.State.SENT, {"withdrawn_at": dt.timedelta()}, State.WITHDRAWN),
        (Letter.State.SENT, {"expires_at": dt.timedelta()}, State.EXPIRED),
        (Letter.State.UNCERTAIN, {"answered_at": dt.timedelta()}, State.ANSWERED),
        (Letter.State.SENT, {"answered_at": dt.timedelta(), "expires_at": dt.timedelta()}, State.ANSWERED),
    ],
)
def test_a_state_follows_from_the_answer_the_invitation_and_the_letter(survey, letter_state, fields, expected):
    (invitation,) = invite(survey)
    Letter.objects.update(state=letter_state)
    Invitation.objects.update(**{name: timezone.now() + pause for name, pause in fields.items()})
    assert state_of(invitation) == expected
    assert state_counts(survey)[expected] == 1


def test_a_refused_invitation_shows_the_servers_words(manager_client, survey, smtp_server):
    (invitation,) = invite(survey)
    smtp_server.refuse[invitation.letter.recipient] = "550 5.1.1 nobody lives here"
    send_waiting_letters()
    page = manager_client.get(f"/surveys/{survey.pk}/invitations/?state=refused").content.decode()
    assert "550 5.1.1 nobody lives here" in page
    assert str(invitation.customer) in page
    assert (
        str(invitation.customer)
        not in manager_client.get(f"/surveys/{survey.pk}/invitations/?state=sent").content.decode()
    )


def test_a_withdrawn_invitations_letter_does_not_leave(manager_client, survey, smtp_server):
    (invitation,) = invite(survey)
    manager_client.post(f"/invitations/{invitation.pk}/withdraw/")
    send_waiting_letters()
    assert smtp_server.letters == []
    assert state_of(invitation) == State.WITHDRAWN


def test_an_answered_invitation_is_not_withdrawn(manager_client, survey):
    (invitation,) = invite(survey)
    Invitation.objects.update(answered_at=timezone.now())
    page = manager_client.post(f"/invitations/{invitation.pk}/withdraw/", follow=True).content.decode()
    assert "nothing was changed" in page
    assert state_of(invitation) == State.ANSWERED


def test_only_who_may_send_may_withdraw(agent_client, manager_client, survey):
    (invitation,) = invite(survey)
    assert agent_client.post(f"/invitations/{invitation.pk}/withdraw/").status_code == 403
    assert agent_client.get(f"/surveys/{survey.pk}/invitations/").status_code == 403
    assert manager_client.get(f"/invitations/{invitation.pk}/withdraw/").status_code == 405


def test_a_longer_list_asks_the_database_no_more(manager_client, survey, django_assert_max_num_queries):
    invite(survey, 60)
    with django_assert_max_num_queries(12):
        page = manager_client.get(f"/surveys/{survey.pk}/invitations/")
    assert page.content.decode().count("/withdraw/") == 50
    assert manager_client.get(f"/surveys/{survey.pk}/invitations/?page=2").content.decode().count("/withdraw/") == 10
