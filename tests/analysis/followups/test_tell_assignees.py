"""Alerts: one letter for all that is new, with the words in it, at most one an hour to each colleague."""

import datetime as dt

import pytest
from django.db import connection, transaction
from django.utils import timezone

from analysis.followups import services
from analysis.followups.models import FollowUp
from surveys.letters.composing import LetterWithdrawn, compose
from surveys.letters.models import Letter
from surveys.letters.services import send_waiting_letters
from tests.factories import make_account, make_customer, make_follow_up, make_invitation, make_response, make_survey

pytestmark = pytest.mark.django_db


@pytest.fixture
def owned(company, agent):
    """Makes follow-ups of accounts that the agent owns."""
    survey, account = make_survey(), make_account(owner=agent, name="Example Ltd", plan="Pro")

    def make(words="It is far too expensive."):
        invitation = make_invitation(survey=survey, customer=make_customer(account=account))
        return make_follow_up(make_response(invitation, words=words, permissions=["reply"]))

    return make


def test_one_letter_lists_all_that_is_new_with_words_and_links(owned, agent, smtp_server):
    first, second = owned("It is far too expensive."), owned("Your <i>app</i> crashes.")
    assert services.tell_assignees() == 1
    send_waiting_letters()
    (letter,) = smtp_server.letters_to(agent.email)
    assert letter["Subject"] == "2 new follow-ups"
    text, html = letter.get_body(("plain",)).get_content(), letter.get_body(("html",)).get_content()
    assert "It is far too expensive." in text
    assert f"/follow-ups/{first.pk}/" in text
    assert f"/follow-ups/{second.pk}/" in text
    assert "&lt;i&gt;app&lt;/i&gt;" in html


def test_what_was_told_is_not_told_again(owned, time_machine):
    owned()
    assert services.tell_assignees() == 1
    time_machine.move_to(timezone.now() + dt.timedelta(hours=2))
    assert services.tell_assignees() == 0


def test_a_colleague_gets_at_most_one_letter_an_hour(owned, time_machine):
    start = timezone.now()
    time_machine.move_to(start, tick=False)
    owned()
    assert services.tell_assignees() == 1
    time_machine.move_to(start + dt.timedelta(minutes=59), tick=False)
    waiting = owned()
    assert services.tell_assignees() == 0
    time_machine.move_to(start + dt.timedelta(minutes=61), tick=False)
    assert services.tell_assignees() == 1
    waiting.refresh_from_db()
    assert waiting.alert == Letter.objects.latest("pk")


def test_taking_it_oneself_needs_no_letter_but_being_assigned_does(company, agent, manager):
    taken, assigned = make_follow_up(), make_follow_up()
    services.take_follow_up(taken, by=agent)
    assert services.tell_assignees() == 0
    services.assign_follow_up(assigned, to=agent, by=manager)
    assert services.tell_assignees() == 1


def test_a_letter_about_closed_follow_ups_only_is_withdrawn(owned, agent):
    follow_up = owned()
    services.tell_assignees()
    services.close_follow_up(follow_up, outcome=FollowUp.Outcome.LOST, by=agent)
    with pytest.raises(LetterWithdrawn):
        compose(Letter.objects.get())


def test_a_colleague_who_has_left_gets_no_letter(owned, agent):
    owned()
    agent.is_active = False
    agent.save()
    assert services.tell_assignees() == 0


def test_the_sweep_finds_news_by_the_partial_index(owned):
    for _told_already in range(30):
        owned()
    FollowUp.objects.update(is_news=False)
    owned()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("ANALYZE analysis_followup")
        cursor.execute("SET LOCAL enable_seqscan = off")
        plan = FollowUp.objects.news().order_by("assignee").explain()
    assert "follow_ups_to_tell" in plan
