"""A follow-up's page: what it shows, who may do what, and that nothing written is lost or doubled."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from analysis.followups.models import ContactEntry, FollowUp
from analysis.reasons.models import VerifiedReason
from surveys.letters.models import Letter
from tests.factories import make_follow_up, make_invitation, make_response, make_survey

pytestmark = pytest.mark.django_db

KEY = "0123456789abcdef" * 2


def address(name, follow_up):
    return reverse(f"analysis:follow-up-{name}", args=[follow_up.pk])


def reply(words="I am sorry.", **fields):
    return {"reply-words": words, "reply-key": KEY, "reply-outcome": "", **fields}


def test_the_page_shows_words_with_evidence_customer_and_ending(agent_client):
    follow_up = make_follow_up()
    page = agent_client.get(address("detail", follow_up)).content.decode()
    assert "evidence--pricing" in page
    assert str(follow_up.customer.account) in page
    assert "100 SEK" in page.replace("\N{NO-BREAK SPACE}", " ")
    assert "Send and close" in page


def test_looking_changes_nothing(agent_client):
    follow_up = make_follow_up()
    for name in ("take", "assign", "note", "reply", "close"):
        assert agent_client.get(address(name, follow_up)).status_code == 405
    agent_client.get(address("detail", follow_up))
    after = FollowUp.objects.get()
    assert (after.assignee, after.closed_at) == (None, None)


def test_without_permission_there_is_no_reply_box(agent_client, company):
    follow_up = make_follow_up(make_response(score=3))
    page = agent_client.get(address("detail", follow_up)).content.decode()
    assert "Send and close" not in page
    assert "This follow-up is internal" in page
    answer = agent_client.post(address("reply", follow_up), reply())
    assert "The customer has not asked for a reply." in answer.content.decode()
    assert not Letter.objects.exists()


def test_an_agent_takes_it_and_a_second_one_is_told_who_has_it(agent, agent_client, manager_client):
    follow_up = make_follow_up()
    agent_client.post(address("take", follow_up))
    page = manager_client.post(address("take", follow_up), follow=True).content.decode()
    assert f"{agent} has taken it already." in page
    follow_up.refresh_from_db()
    assert follow_up.assignee == agent


def test_it_can_be_handed_to_a_colleague_and_back_to_nobody(agent_client, manager):
    follow_up = make_follow_up()
    agent_client.post(address("assign", follow_up), {"assignee": manager.pk})
    follow_up.refresh_from_db()
    assert (follow_up.assignee, follow_up.is_news) == (manager, True)
    agent_client.post(address("assign", follow_up), {"assignee": ""})
    follow_up.refresh_from_db()
    assert (follow_up.assignee, follow_up.is_news) == (None, False)


def test_a_note_stands_in_the_log(agent, agent_client):
    follow_up = make_follow_up()
    agent_client.post(address("note", follow_up), {"note-words": "Called <twice>."})
    entry = ContactEntry.objects.get()
    assert (entry.kind, entry.written_by) == (ContactEntry.Kind.NOTE, agent)
    assert "Called &lt;twice&gt;." in agent_client.get(address("detail", follow_up)).content.decode()


def test_send_and_close_is_one_press_and_a_second_press_changes_nothing(agent, agent_client, company):
    follow_up = make_follow_up()
    press = reply(**{"reply-close": "1", "reply-outcome": "saved"})
    for _ in range(2):
        assert agent_client.post(address("reply", follow_up), press).status_code == 302
    follow_up.refresh_from_db()
    assert (follow_up.outcome, follow_up.closed_by) == ("saved", agent)
    assert Letter.objects.filter(purpose="reply").count() == ContactEntry.objects.count() == 1


def test_send_and_close_without_an_outcome_loses_no_word(agent_client, company):
    follow_up = make_follow_up()
    page = agent_client.post(address("reply", follow_up), reply("My long reply", **{"reply-close": "1"}))
    assert page.status_code == 400
    assert "My long reply" in page.content.decode()
    assert "Choose what came of it" in page.content.decode()
    assert not Letter.objects.exists()


def test_closing_may_settle_the_real_reason(agent, agent_client):
    follow_up = make_follow_up()
    agent_client.post(address("close", follow_up), {"close-outcome": "lost", "close-reason": "quality"})
    follow_up.refresh_from_db()
    assert follow_up.outcome == "lost"
    verified = VerifiedReason.objects.get(cancellation=follow_up.cancellation)
    assert (verified.reason_id, verified.settled_by) == ("quality", agent)


def test_a_second_closing_leaves_the_first_outcome_and_reason(agent_client):
    follow_up = make_follow_up()
    agent_client.post(address("close", follow_up), {"close-outcome": "lost", "close-reason": "quality"})
    page = agent_client.post(
        address("close", follow_up), {"close-outcome": "saved", "close-reason": "pricing"}, follow=True
    )
    assert "its first outcome stands" in page.content.decode()
    assert VerifiedReason.objects.get().reason_id == "quality"


def test_a_page_that_is_not_there_is_not_found(agent_client):
    for name in ("detail", "take", "note", "reply", "close"):
        path = reverse(f"analysis:follow-up-{name}", args=[999])
        method = agent_client.get if name == "detail" else agent_client.post
        assert method(path).status_code == 404


def test_one_answer_shows_permissions_and_leads_to_its_follow_up(agent_client):
    follow_up = make_follow_up()
    page = agent_client.get(reverse("analysis:response-detail", args=[follow_up.response_id])).content.decode()
    assert address("detail", follow_up) in page
    assert "reply to me about this" in page
    assert "evidence--pricing" in page


def test_a_customers_page_tells_everything_with_queries_that_do_not_grow(agent_client):
    follow_up = make_follow_up()
    customer, survey = follow_up.customer, make_survey()
    path = reverse("analysis:customer-detail", args=[customer.pk])

    def queries():
        with CaptureQueriesContext(connection) as captured:
            page = agent_client.get(path)
        assert page.status_code == 200
        return len(captured)

    queries()
    few = queries()
    for number in range(6):
        make_response(make_invitation(survey=survey, customer=customer, occasion=f"again-{number}"), words="Too slow.")
    assert queries() == few
    page = agent_client.get(path).content.decode()
    assert address("detail", follow_up) in page
    assert customer.email in page


def test_earlier_answers_stand_beside_a_follow_up_with_queries_that_do_not_grow(agent_client):
    follow_up = make_follow_up()
    survey = make_survey()

    def queries():
        with CaptureQueriesContext(connection) as captured:
            agent_client.get(address("detail", follow_up))
        return len(captured)

    def make(count, name):
        for number in range(count):
            invitation = make_invitation(survey=survey, customer=follow_up.customer, occasion=f"{name}-{number}")
            make_response(invitation, words="Too slow.")

    make(1, "first")
    queries()
    few = queries()
    make(3, "more")
    assert queries() == few
    assert "Too slow." in agent_client.get(address("detail", follow_up)).content.decode()
