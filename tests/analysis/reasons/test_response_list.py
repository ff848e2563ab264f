"""The answers page: newest first, evidence marked, words escaped, wrong filters said, queries constant."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from analysis.reasons.models import ReasonTag
from analysis.reasons.services import read_waiting_responses
from surveys.responses.models import SurveyResponse
from tests.factories import make_invitation, make_response, make_survey

pytestmark = pytest.mark.django_db

PAGE = "analysis:response-list"


def shown(page):
    return [one.response for one in page.context["shown_responses"]]


def test_answers_stand_newest_first(agent_client):
    older, newer = make_response(), make_response()
    SurveyResponse.objects.filter(pk=older.pk).update(answered_on=dt.date(2026, 1, 1))
    assert shown(agent_client.get(reverse(PAGE))) == [newer, older]


def test_evidence_is_marked_and_the_customers_words_are_escaped(agent_client):
    make_response(words="<b>Hello</b>. It is far too expensive.")
    read_waiting_responses()
    page = agent_client.get(reverse(PAGE)).content.decode()
    assert '<mark class="evidence evidence--pricing" title="Pricing">' in page
    assert "&lt;b&gt;" in page
    assert "<b>Hello" not in page


def test_the_filters_of_the_breakdown_lead_to_the_answers_behind_a_bar(agent_client):
    priced, _other = make_response(ticked="pricing"), make_response(ticked="quality")
    read_waiting_responses()
    assert shown(agent_client.get(reverse(PAGE), {"source": "ticked", "reason": "pricing"})) == [priced]


def test_a_wrong_filter_is_said_on_the_page(agent_client):
    make_response()
    page = agent_client.get(reverse(PAGE), {"from": "soon"})
    assert shown(page) == []
    assert "Nothing is shown, because a filter in the address is wrong" in page.content.decode()


def test_an_empty_page_says_what_will_stand_there(agent_client):
    assert "No answers yet" in agent_client.get(reverse(PAGE)).content.decode()


def test_the_number_of_queries_does_not_grow_with_the_answers(agent_client):
    survey = make_survey()

    def make(count):
        for _ in range(count):
            make_response(make_invitation(survey=survey), words="It is far too expensive.")
        read_waiting_responses()

    make(5)
    agent_client.get(reverse(PAGE))
    with CaptureQueriesContext(connection) as few:
        agent_client.get(reverse(PAGE))
    make(15)
    with CaptureQueriesContext(connection) as many:
        agent_client.get(reverse(PAGE))
    assert len(many) == len(few)


def test_a_person_rejects_and_confirms_a_reason_found(agent, agent_client):
    response = make_response(words="It is far too expensive.")
    read_waiting_responses()
    address = reverse("analysis:tag-decide", args=[response.pk])
    agent_client.post(address, {"reason": "pricing", "decision": "reject"})
    tag = response.reason_tags.get(source="said")
    assert (tag.state, tag.decided_by) == (ReasonTag.State.REJECTED, agent)
    agent_client.post(address, {"reason": "pricing", "decision": "confirm"})
    tag.refresh_from_db()
    assert tag.state == ReasonTag.State.CONFIRMED


def test_a_reason_that_was_not_found_cannot_be_decided(agent_client):
    response = make_response()
    read_waiting_responses()
    address = reverse("analysis:tag-decide", args=[response.pk])
    assert agent_client.post(address, {"reason": "support", "decision": "reject"}).status_code == 404
    assert agent_client.post(address, {"reason": "weather", "decision": "reject"}).status_code == 404
    assert agent_client.get(address).status_code == 405
