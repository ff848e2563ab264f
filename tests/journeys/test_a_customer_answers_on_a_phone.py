import datetime as dt
import re
from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect

from churnvoice.accounts.permissions import Role
from surveys.invitations.models import Invitation
from surveys.questionnaires.models import Survey
from surveys.responses.models import SurveyResponse
from surveys.responses.steps import questions_in_order
from tests.conftest import client_of
from tests.factories import complete_company, make_invitation, make_response, make_survey, make_user
from tests.journeys.conftest import violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True, "device_scale_factor": 2}
NARROW = {"viewport": {"width": 320, "height": 640}}


@pytest.fixture
def survey(open_browser: Callable[..., BrowserContext]) -> Survey:
    complete_company()
    return make_survey()


def invitation_meeting(survey: Survey, first: str, **fields: object) -> Invitation:
    document = survey.current_version.questions
    tokens = (f"phone-{number}" for number in range(100))
    token = next(token for token in tokens if questions_in_order(document, token)[0].key == first)
    return make_invitation(survey=survey, token=token, **fields)


def test_without_javascript_and_without_cookies(open_browser, live_server, survey):
    invitation = invitation_meeting(survey, "reason")
    phone = open_browser(**PHONE, java_script_enabled=False)
    page = phone.new_page()
    page.goto(f"{live_server.url}/r/{invitation.token}/")

    expect(page.get_by_role("heading", level=1)).to_have_text("What is the main reason you are leaving?")
    expect(page.get_by_text("1 of 3")).to_be_visible()
    page.get_by_text("Something I need is missing").tap()
    page.get_by_role("button", name="Continue").tap()

    page.get_by_label("What was missing?").fill("An export to our ledger.\nSince spring.")
    page.get_by_role("button", name="Back").tap()
    expect(page.get_by_label("Something I need is missing")).to_be_checked()
    page.get_by_role("button", name="Continue").tap()
    expect(page.get_by_label("What was missing?")).to_have_value("An export to our ledger.\nSince spring.")
    page.get_by_role("button", name="Continue").tap()

    page.get_by_role("radio", name="4", exact=True).tap()
    page.get_by_text("You may reply to me about this").tap()
    page.get_by_role("button", name="Send my answers").tap()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you. Your answers have arrived.")

    assert phone.cookies() == []
    response = SurveyResponse.objects.get()
    assert response.is_complete
    answers = {answer.question: answer for answer in response.answers.all()}
    assert answers["reason"].choices == ["features"]
    assert answers["why"].verbatim == "An export to our ledger.\nSince spring."
    assert answers["return"].number == 4
    assert [permission.kind for permission in response.permissions.filter(is_given=True)] == ["reply"]


def test_with_the_keyboard_only_and_in_swedish(open_browser, live_server, survey):
    invitation = invitation_meeting(survey, "why", language="sv")
    page = open_browser().new_page()
    page.goto(f"{live_server.url}/r/{invitation.token}/")

    tab_to(page, page.get_by_label("Vad fick dig att lämna oss?"))
    page.keyboard.type("Det gick för långsamt.")
    press(page, page.get_by_role("button", name=re.compile("Fortsätt|Continue")))
    first = page.get_by_role("radio").first
    tab_to(page, first)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")  # sends the form onwards, not back
    tab_to(page, page.get_by_role("radio").first)
    page.keyboard.press("Space")
    tab_to(page, page.get_by_label("Berätta för mig vad det ledde till"))
    page.keyboard.press("Space")
    press(page, page.get_by_role("button", name=re.compile("Skicka|Send")).first)

    expect(page.locator("html")).to_have_attribute("lang", "sv")
    response = SurveyResponse.objects.get()
    assert response.is_complete
    assert response.question_order[0] == "why"
    reason = response.answers.get(question="reason")
    assert reason.choices == [reason.shown_order[1]]
    assert response.answers.get(question="return").number == 0
    assert [permission.kind for permission in response.permissions.filter(is_given=True)] == ["tell"]


def tab_to(page: Page, target) -> None:
    for _press in range(20):
        page.keyboard.press("Tab")
        if target.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"the keyboard does not reach {target}")


def press(page: Page, button) -> None:
    tab_to(page, button)
    page.keyboard.press("Enter")
    page.wait_for_load_state()


def walked_pages(page: Page, site: str, survey: Survey):
    """Each page that a customer can meet, one after another."""
    invitation = invitation_meeting(survey, "reason")
    page.goto(f"{site}/r/{invitation.token}/")
    yield "choice"
    page.get_by_text("It was hard to use").click()
    page.get_by_role("button", name="Continue").click()
    yield "open"
    page.get_by_label("What was hard?").fill("x" * 10_001)
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("alert")).to_be_focused()
    yield "error"
    page.get_by_label("What was hard?").fill("The menus")
    page.get_by_role("button", name="Continue").click()
    yield "score and permissions"
    page.get_by_role("button", name="Send my answers").click()
    yield "thanks"
    page.goto(f"{site}/r/{invitation.token}/privacy/")
    yield "privacy"
    page.goto(f"{site}/r/wrong/")
    yield "unknown"
    expired = make_invitation(survey=survey, expires_at=timezone.now() - dt.timedelta(days=1))
    page.goto(f"{site}/r/{expired.token}/")
    yield "gone"
    relation = make_invitation(survey=make_survey(Survey.Kind.RELATIONSHIP))
    page.goto(f"{site}/r/{relation.token}/?score=7")
    yield "score chosen beforehand"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_is_accessible_and_fits_a_narrow_screen(open_browser, live_server, survey, scheme):
    page = open_browser(**NARROW, color_scheme=scheme).new_page()
    wrong = {}
    for name in walked_pages(page, live_server.url, survey):
        if found := violations(page):
            wrong[name] = found
        if page.evaluate("document.documentElement.scrollWidth") > 320:
            wrong[f"{name} is too wide"] = page.evaluate("document.documentElement.scrollWidth")
    assert wrong == {}


def test_every_page_weighs_less_than_50_kb(open_browser, live_server, survey):
    page = open_browser(**PHONE).new_page()
    sizes: list[int] = []
    page.on("requestfinished", lambda request: sizes.append(len(request.response().body())))
    heavy = {}
    for name in walked_pages(page, live_server.url, survey):
        page.wait_for_load_state("networkidle")
        heavy[name] = sum(sizes)
        sizes.clear()
    del heavy["error"]  # it carries back ten thousand characters of the customer's own
    assert max(heavy.values()) < 50_000, heavy
    assert min(heavy.values()) > 500, heavy


def test_the_pages_about_a_survey_are_accessible(open_browser, live_server, survey):
    make_response(make_invitation(survey=survey))
    client = client_of(make_user(Role.MANAGER, language="en"))
    context = open_browser(viewport={"width": 390, "height": 844})
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])
    page = context.new_page()
    wrong = {}
    for address in ("", "new/", f"{survey.pk}/", f"{survey.pk}/edit/", f"{survey.pk}/preview/"):
        page.goto(f"{live_server.url}/surveys/{address}")
        if found := violations(page):
            wrong[address] = found
        if page.evaluate("document.documentElement.scrollWidth") > 390:
            wrong[f"{address} is too wide"] = page.evaluate("document.documentElement.scrollWidth")
    assert wrong == {}
