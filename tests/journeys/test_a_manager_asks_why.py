"""A manager reads the shares, opens a bar and stands before the customers' own words."""

import pytest
from playwright.sync_api import expect

from analysis.reasons.services import read_waiting_responses
from churnvoice.accounts.permissions import Role
from tests.factories import complete_company, make_invitation, make_response, make_survey, make_user
from tests.journeys.conftest import log_in, violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1280, "light")])
def test_from_a_bar_to_the_words_behind_it(open_browser, live_server, width, scheme):
    complete_company()
    survey = make_survey()
    for ticked, words in [("pricing", "Far too expensive for us."), ("support", "Nobody ever answered."), (None, "")]:
        make_response(make_invitation(survey=survey), ticked=ticked, words=words)
    read_waiting_responses()
    manager = make_user(Role.MANAGER, language="en")
    context = open_browser(viewport={"width": width, "height": 800}, color_scheme=scheme)
    page = log_in(context, live_server.url, manager)

    page.goto(f"{live_server.url}/reasons/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Why customers left")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.get_by_role("table").first.get_by_role("link", name="Pricing").click()
    expect(page.locator("main")).to_contain_text("Far too expensive for us.")
    expect(page.locator("main")).not_to_contain_text("Nobody ever answered.")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
