"""Replies: to those who asked for one, under the agent's name, logged, and sent once however often it is pressed."""

import pytest

from analysis.followups import services
from analysis.followups.models import ContactEntry, FollowUp
from surveys.letters.composing import LetterWithdrawn, compose
from surveys.letters.models import Letter, Suppression
from surveys.letters.services import send_waiting_letters
from surveys.responses.models import GivenPermission
from tests.factories import make_follow_up, make_response

pytestmark = pytest.mark.django_db


def test_a_reply_leaves_under_the_agents_name_and_answers_come_to_the_agent(company, agent, smtp_server):
    follow_up = make_follow_up()
    entry = services.send_reply(follow_up, words="I am sorry. <b>We</b> will look into it.", by=agent)
    send_waiting_letters()
    (letter,) = smtp_server.letters_to(follow_up.customer.email)
    assert agent.name in letter["From"]
    assert company.sender_email in letter["From"]
    assert agent.email in letter["Reply-To"]
    assert company.name in letter["Subject"]
    assert letter["Auto-Submitted"] == "no"
    text, html = letter.get_body(("plain",)).get_content(), letter.get_body(("html",)).get_content()
    assert "<b>We</b> will look into it." in text
    assert "&lt;b&gt;We&lt;/b&gt;" in html
    assert company.postal_address in text
    entry.refresh_from_db()
    assert (entry.kind, entry.written_by, entry.letter.state) == (ContactEntry.Kind.REPLY, agent, Letter.State.SENT)


def test_an_agent_without_a_name_signs_as_the_company_and_never_as_an_address(company, agent):
    type(agent).objects.update(name="")
    services.send_reply(make_follow_up(), words="I am sorry.", by=agent)
    letter = compose(Letter.objects.get())
    assert letter.from_email.startswith(f"{company.sender_name} <")
    assert agent.email not in letter.text + letter.html


def test_the_frame_of_the_letter_is_in_the_customers_language(company, agent, smtp_server):
    response = make_response(permissions=["reply"])
    type(response).objects.update(language="sv")
    services.send_reply(make_follow_up(response), words="Hej!", by=agent)
    assert compose(Letter.objects.get()).text.startswith(company.name)


def test_the_same_form_sent_twice_is_one_letter(company, agent):
    follow_up = make_follow_up()
    first = services.send_reply(follow_up, words="Hello", by=agent, key="a" * 32)
    services.close_follow_up(follow_up, outcome=FollowUp.Outcome.SAVED, by=agent)
    second = services.send_reply(follow_up, words="Hello", by=agent, key="a" * 32)
    assert first == second
    assert Letter.objects.count() == ContactEntry.objects.count() == 1


def test_without_permission_nothing_is_sent(company, agent):
    follow_up = make_follow_up(make_response(score=3))
    with pytest.raises(services.ReplyRefused, match="not asked for a reply"):
        services.send_reply(follow_up, words="Hello", by=agent)
    assert not Letter.objects.exists()


def test_a_closed_follow_up_sends_no_new_reply(company, agent):
    follow_up = make_follow_up()
    services.close_follow_up(follow_up, outcome=FollowUp.Outcome.LOST, by=agent)
    with pytest.raises(services.ReplyRefused, match="closed"):
        services.send_reply(follow_up, words="Hello", by=agent)


def test_a_permission_taken_back_is_respected(company, agent):
    follow_up = make_follow_up()
    GivenPermission.objects.filter(kind="reply").update(is_given=False)
    with pytest.raises(services.ReplyRefused):
        services.send_reply(follow_up, words="Hello", by=agent)


def test_an_address_suppressed_after_the_press_withdraws_the_letter(company, agent, smtp_server):
    follow_up = make_follow_up()
    entry = services.send_reply(follow_up, words="Hello", by=agent)
    Suppression.objects.create(email=follow_up.customer.email, cause=Suppression.Cause.BY_STAFF)
    with pytest.raises(LetterWithdrawn):
        compose(entry.letter)
    send_waiting_letters()
    assert smtp_server.letters == []
    entry.letter.refresh_from_db()
    assert entry.letter.state == Letter.State.WITHDRAWN
