"""The automatic rule: off until switched on, then asking new leavers some hours later, once each."""

import datetime as dt

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from surveys.customers.models import Cancellation
from surveys.invitations.models import Invitation, InvitationRule
from surveys.invitations.services import invite_by_rules, set_rule
from surveys.questionnaires.models import Survey
from surveys.questionnaires.services import pause_survey
from tests.factories import make_cancellation, make_survey

HOUR = dt.timedelta(hours=1)


@pytest.fixture
def survey(company) -> Survey:
    return make_survey()


@pytest.fixture
def switched_on(survey, administrator) -> InvitationRule:
    return set_rule(survey, delay_hours=1, is_on=True, by=administrator)


def asked_at(moment: dt.datetime) -> set[Cancellation]:
    with time_machine.travel(moment):
        invite_by_rules()
    return {invitation.cancellation for invitation in Invitation.objects.select_related("cancellation")}


def test_nothing_is_asked_before_the_rule_is_switched_on(survey):
    make_cancellation()
    InvitationRule.objects.create(survey=survey)
    assert asked_at(timezone.now() + 2 * HOUR) == set()


def test_a_new_cancellation_is_asked_after_the_delay_and_once(switched_on):
    now = timezone.now()
    cancellation = make_cancellation(asked_at=now)
    assert asked_at(now + HOUR - dt.timedelta(minutes=1)) == set()
    assert asked_at(now + HOUR + dt.timedelta(minutes=1)) == {cancellation}
    asked_at(now + 2 * HOUR)
    assert Invitation.objects.count() == 1


def test_without_a_moment_of_asking_the_recording_counts(switched_on):
    now = timezone.now()
    cancellation = make_cancellation(asked_at=None, effective_on=now.date(), ended_on=now.date())
    assert asked_at(now + HOUR / 2) == set()
    assert asked_at(now + 2 * HOUR) == {cancellation}


def test_what_was_recorded_before_the_switch_is_never_asked(survey, administrator):
    make_cancellation()
    set_rule(survey, delay_hours=1, is_on=True, by=administrator)
    assert asked_at(timezone.now() + 2 * HOUR) == set()


def test_old_endings_imported_today_are_not_asked(switched_on):
    now = timezone.now()
    make_cancellation(asked_at=now - dt.timedelta(days=31))
    make_cancellation(asked_at=None, ended_on=dt.date(2024, 1, 1))
    make_cancellation(asked_at=None, ended_on=None)
    assert asked_at(now + 2 * HOUR) == set()


def test_a_longer_delay_waits_longer(survey, administrator):
    now = timezone.now()
    set_rule(survey, delay_hours=48, is_on=True, by=administrator)
    cancellation = make_cancellation(asked_at=now)
    assert asked_at(now + 47 * HOUR) == set()
    assert asked_at(now + 49 * HOUR) == {cancellation}


def test_a_paused_survey_asks_nobody_by_itself(survey, switched_on):
    make_cancellation()
    pause_survey(survey)
    assert asked_at(timezone.now() + 2 * HOUR) == set()


def test_switched_off_and_on_again_it_begins_anew(survey, switched_on, administrator):
    set_rule(survey, delay_hours=1, is_on=False, by=administrator)
    make_cancellation()
    rule = set_rule(survey, delay_hours=1, is_on=True, by=administrator)
    assert rule.switched_on_at > switched_on.switched_on_at
    assert asked_at(timezone.now() + 2 * HOUR) == set()


def test_another_delay_leaves_the_moment_of_switching_on_alone(survey, switched_on, administrator):
    rule = set_rule(survey, delay_hours=5, is_on=True, by=administrator)
    assert (rule.delay_hours, rule.switched_on_at) == (5, switched_on.switched_on_at)


def test_the_sweep_finds_rules_and_rounds_by_their_partial_indexes(db):
    from surveys.invitations.models import InvitationRound

    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    assert "rules_switched_on" in InvitationRule.objects.switched_on().explain()
    waiting = InvitationRound.objects.waiting(at=timezone.now()).order_by("requested_at")
    assert "rounds_unfinished" in waiting.explain()


def test_the_rules_page_switches_it_on_and_off(manager_client, survey):
    address = f"/surveys/{survey.pk}/rule/"
    assert "Off: nobody is asked by itself." in manager_client.get(address).content.decode()
    page = manager_client.post(address, {"is_on": "on", "delay_hours": "3"}, follow=True).content.decode()
    assert "On: cancellations recorded after" in page
    rule = InvitationRule.objects.get()
    assert (rule.is_on, rule.delay_hours) == (True, 3)
    manager_client.post(address, {"delay_hours": "3"})
    rule.refresh_from_db()
    assert not rule.is_on


@pytest.mark.parametrize("hours", ["-1", "673", "soon", ""])
def test_the_rules_page_refuses_a_delay_that_cannot_work(manager_client, survey, hours):
    page = manager_client.post(f"/surveys/{survey.pk}/rule/", {"is_on": "on", "delay_hours": hours})
    assert page.status_code == 200
    assert "Hours after the cancellation" in page.content.decode()
    assert not InvitationRule.objects.exists()


def test_only_exit_surveys_have_the_rule_and_only_who_may_send_sees_it(manager_client, agent_client, survey):
    relationship = make_survey(Survey.Kind.RELATIONSHIP)
    assert manager_client.get(f"/surveys/{relationship.pk}/rule/").status_code == 404
    assert agent_client.get(f"/surveys/{survey.pk}/rule/").status_code == 403
