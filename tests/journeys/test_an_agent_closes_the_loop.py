"""A support agent sees why in seconds, answers, closes, and never writes to somebody who said no."""

import pytest
from playwright.sync_api import expect

from analysis.followups.models import FollowUp
from analysis.followups.services import run_waiting_rules
from analysis.reasons.services import read_waiting_responses
from churnvoice.accounts.permissions import Role
from surveys.letters.services import send_waiting_letters
from tests.factories import complete_company, make_invitation, make_response, make_survey, make_user
from tests.journeys.conftest import log_in, violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def agent():
    complete_company()
    return make_user(Role.AGENT, name="Sample Agent", language="en")


def told(words: str, permissions: list[str]) -> FollowUp:
    response = make_response(
        make_invitation(survey=make_survey()), ticked="support", words=words, permissions=permissions
    )
    read_waiting_responses()
    run_waiting_rules()
    return response.follow_up


@pytest.mark.parametrize("width", [390, 1280])
def test_from_the_desk_to_a_reply_and_an_outcome(open_browser, live_server, smtp_server, agent, width):
    follow_up = told("Support never answered my emails.", ["reply"])
    page = log_in(open_browser(viewport={"width": width, "height": 800}), live_server.url, agent)
    page.goto(f"{live_server.url}/desk/?list=unassigned")
    assert violations(page) == []
    page.get_by_role("link", name=str(follow_up.customer.account)).first.click()
    page.get_by_role("button", name="Take it").click()

    expect(page.locator("mark.evidence--support")).to_contain_text("never answered")
    page.get_by_label("Your reply").fill("I am sorry. It is mended, and your last month is on us.")
    page.get_by_label("Outcome").first.select_option(label="won back")
    page.get_by_label("The real reason").first.select_option(label="Billing")
    assert violations(page) == []
    page.get_by_role("button", name="Send and close").click()
    expect(page.get_by_text("Your reply is on its way.")).to_be_visible()

    send_waiting_letters()
    (letter,) = smtp_server.letters_to(follow_up.customer.email)
    assert "your last month is on us" in letter.get_body(("plain",)).get_content()
    assert letter["Reply-To"] == agent.email
    follow_up.refresh_from_db()
    assert (follow_up.outcome, follow_up.closed_by) == (FollowUp.Outcome.WON_BACK, agent)
    assert follow_up.cancellation.verified_reason.reason_id == "billing"


def test_a_customer_who_wants_no_answer_is_read_and_learnt_from(open_browser, live_server, agent):
    follow_up = told("Support never answered my emails.", [])
    page = log_in(open_browser(), live_server.url, agent)
    page.goto(f"{live_server.url}/follow-ups/{follow_up.pk}/")
    expect(page.get_by_role("button", name="Send and close")).to_have_count(0)
    expect(page.get_by_label("Your reply")).to_have_count(0)
    assert violations(page) == []
