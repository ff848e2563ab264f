"""The desk: lists with counts, the urgent first, search, and as many queries for many rows as for few."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from analysis.followups import services
from analysis.followups.clock import time_left
from analysis.followups.models import FollowUp
from tests.factories import (
    make_account,
    make_customer,
    make_follow_up,
    make_invitation,
    make_response,
    make_survey,
)

pytestmark = pytest.mark.django_db

NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)


def rows(client, **query):
    return [row.follow_up for row in client.get(reverse("analysis:desk"), query).context["rows"]]


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(40, "0:40 left"), (190, "3:10 left"), (-130, "2:10 late"), (3 * 24 * 60, "3 days left"), (0, "0:00 left")],
)
def test_the_time_left_reads_as_people_say_it(minutes, words):
    assert time_left(NOON + dt.timedelta(minutes=minutes), at=NOON) == words


def test_each_follow_up_stands_in_its_lists(agent, agent_client, manager):
    late = timezone.now() - dt.timedelta(hours=1)
    mine, unassigned = make_follow_up(assignee=agent), make_follow_up()
    overdue, closed = make_follow_up(assignee=manager, due_at=late), make_follow_up()
    services.close_follow_up(closed, outcome=FollowUp.Outcome.LOST, by=agent)
    assert rows(agent_client) == [mine]
    assert rows(agent_client, list="unassigned") == [unassigned]
    assert rows(agent_client, list="overdue") == [overdue]
    assert set(rows(agent_client, list="open")) == {mine, unassigned, overdue}
    assert rows(agent_client, list="closed") == [closed]
    tabs = agent_client.get(reverse("analysis:desk")).context["tabs"]
    assert [(name, count) for name, _label, count in tabs] == [
        ("mine", 1),
        ("unassigned", 1),
        ("overdue", 1),
        ("open", 3),
        ("closed", 1),
    ]


def test_who_has_nothing_of_their_own_begins_with_what_nobody_has_taken(agent_client):
    unassigned = make_follow_up()
    assert rows(agent_client) == [unassigned]
    assert rows(agent_client, list="mine") == []


def test_high_priority_comes_first_then_what_is_due_soonest(agent_client):
    soon, later = timezone.now() + dt.timedelta(hours=1), timezone.now() + dt.timedelta(hours=9)
    third, second = make_follow_up(due_at=later), make_follow_up(due_at=soon)
    first = make_follow_up(due_at=later, priority=FollowUp.Priority.HIGH)
    assert rows(agent_client, list="unassigned") == [first, second, third]


def test_search_finds_names_and_words(agent_client):
    named = make_follow_up(
        make_response(
            make_invitation(customer=make_customer(account=make_account(name="Nordic Example"))), permissions=["reply"]
        )
    )
    worded = make_follow_up(make_response(words="The export never worked.", permissions=["reply"]))
    assert rows(agent_client, list="open", q="nordic") == [named]
    assert rows(agent_client, list="open", q="EXPORT") == [worded]
    assert rows(agent_client, list="open", q="50 %_") == []


def test_the_number_of_queries_does_not_grow_with_the_rows(agent_client):
    survey = make_survey()

    def make(count):
        for _ in range(count):
            invitation = make_invitation(survey=survey)
            make_response(invitation, words="It is far too expensive.", permissions=["reply"])
        services.run_waiting_rules()

    def queries():
        with CaptureQueriesContext(connection) as captured:
            agent_client.get(reverse("analysis:desk"), {"list": "open"})
        return len(captured)

    make(10)
    queries()
    few = queries()
    make(20)
    assert len(rows(agent_client, list="open")) == 30
    assert queries() == few
