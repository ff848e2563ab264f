import datetime as dt
import re

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from surveys.questionnaires.models import Survey
from surveys.questionnaires.services import launch_survey, save_draft
from surveys.responses.models import MAX_VERBATIM, SurveyResponse
from tests.factories import make_invitation, make_response, make_survey
from tests.surveys.responses.pages import invitation_meeting, page_of, post, submission_on

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("company")]


def test_a_customer_answers_page_by_page_and_is_thanked():
    invitation = invitation_meeting("reason")

    led = post(invitation, reason="features")
    assert (led.status_code, led["Location"]) == (303, f"/r/{invitation.token}/2/")
    assert "What was missing?" in page_of(invitation, 2).content.decode()
    led = post(invitation, 2, why="An export.")
    assert led["Location"] == f"/r/{invitation.token}/3/"
    led = post(invitation, 3, permissions=["reply"], **{"return": "4"})
    assert (led.status_code, led["Location"]) == (303, f"/r/{invitation.token}/")

    thanks = page_of(invitation)
    assert thanks.status_code == 200
    assert "Thank you. Your answers have arrived." in thanks.content.decode()
    response = SurveyResponse.objects.get()
    assert response.is_complete
    assert {a.question: a.choices or a.verbatim or a.number for a in response.answers.all()} == {
        "reason": ["features"],
        "why": "An export.",
        "return": 4,
    }
    assert set(response.permissions.filter(is_given=True).values_list("kind", flat=True)) == {"reply"}


def test_looking_writes_nothing_whatever_the_method():
    invitation = make_invitation(survey=make_survey(Survey.Kind.RELATIONSHIP))
    address = f"/r/{invitation.token}/"
    client = Client()
    assert client.get(address, {"score": 7}).status_code == 200
    assert client.head(address, {"score": 7}).status_code == 200
    assert client.options(address).status_code == 405
    assert client.put(address).status_code == 405
    assert client.get(f"{address}privacy/").status_code == 200
    assert not SurveyResponse.objects.exists()
    invitation.refresh_from_db()
    assert invitation.answered_at is None


def test_no_cookie_is_set_and_nothing_is_left_behind():
    invitation = invitation_meeting("reason")
    client = Client(enforce_csrf_checks=True)
    led = post(invitation, client=client, reason="pricing")
    assert led.status_code == 303
    for response in (led, client.get(led["Location"]), client.get("/r/unknown/")):
        assert not response.cookies
        assert response["Cache-Control"] == "no-store"
        assert response["Referrer-Policy"] == "no-referrer"
        assert response["X-Robots-Tag"] == "noindex"


def test_a_score_in_the_link_is_chosen_beforehand_and_said_to_be():
    invitation = make_invitation(survey=make_survey(Survey.Kind.RELATIONSHIP))
    page = page_of(invitation, score="7").content.decode()
    assert re.search(r'value="7"[^>]* checked', page)
    assert "You chose 7 in our letter." in page
    for nonsense in ("11", "-1", "seven", "", "٧"):
        assert "checked" not in page_of(invitation, score=nonsense).content.decode()


def test_a_saved_score_goes_before_the_one_in_the_link():
    invitation = make_invitation(survey=make_survey(Survey.Kind.RELATIONSHIP))
    post(invitation, score="3")
    page = page_of(invitation, score="9").content.decode()
    assert re.search(r'value="3"[^>]* checked', page)
    assert "in our letter" not in page


def test_the_order_shown_is_stored_and_stays_with_the_link():
    invitation = invitation_meeting("why")
    post(invitation, why="It was slow.")
    page = page_of(invitation, 2).content.decode()
    shown = re.findall(r'name="reason" value="(\w+)"', page)
    assert shown[-1] == "other"
    assert shown == re.findall(r'name="reason" value="(\w+)"', page_of(invitation, 2).content.decode())

    post(invitation, 2, reason="quality")
    response = SurveyResponse.objects.get()
    assert response.answers.get(question="reason").shown_order == shown
    assert response.question_order == ["why", "reason", "return", "permissions"]


def test_the_open_question_asks_in_general_when_it_comes_first():
    invitation = invitation_meeting("why")
    assert "What made you decide to leave?" in page_of(invitation).content.decode()
    post(invitation, why="It was slow.")
    post(invitation, 2, reason="features")
    assert "What made you decide to leave?" in page_of(invitation).content.decode()


def test_skip_and_back_work_without_a_script():
    invitation = invitation_meeting("reason")
    assert post(invitation, go_to="skip", reason="pricing")["Location"].endswith("/2/")
    assert not SurveyResponse.objects.get().answers.exists()
    assert post(invitation, 2, go_to="back", why="Half a thought")["Location"] == f"/r/{invitation.token}/"
    assert "Half a thought" in page_of(invitation, 2).content.decode()
    assert post(invitation, 3, go_to="back")["Location"].endswith("/2/")
    assert not SurveyResponse.objects.get().is_complete


def test_permissions_ticked_before_going_back_are_ticked_again():
    invitation = invitation_meeting("reason")
    post(invitation, 3, go_to="back", permissions=["reply", "quote"])
    page = page_of(invitation, 3).content.decode()
    assert re.findall(r'value="(\w+)"[^>]* checked', page) == ["reply", "quote"]


def test_another_language_is_kept_through_the_steps():
    invitation = invitation_meeting("reason", language="en")
    assert '<html lang="en">' in page_of(invitation).content.decode()
    page = page_of(invitation, lang="sv").content.decode()
    assert '<html lang="sv">' in page
    assert "Vilken är den främsta anledningen" in page

    led = post(invitation, lang="sv", reason="features")
    page = Client().get(led["Location"]).content.decode()
    assert '<html lang="sv">' in page
    assert "Vad saknades?" in page
    assert SurveyResponse.objects.get().language == "sv"


def test_a_language_nobody_has_written_falls_back():
    invitation = invitation_meeting("reason", language="sv")
    assert '<html lang="sv">' in page_of(invitation, lang="xx").content.decode()
    assert '<html lang="en">' in page_of(make_invitation(language="de")).content.decode()


def test_the_thanks_page_tells_whether_to_expect_a_reply():
    for permissions, words in [
        (["reply", "tell"], "you may hear from us"),
        (["tell"], "once something has come of it"),
        (["quote"], "We will not write to you"),
    ]:
        assert words in page_of(make_response(permissions=permissions).invitation).content.decode()


def test_one_help_link_belongs_to_the_reason_chosen():
    survey = make_survey()
    save_draft(survey, {**survey.draft, "help_links": {"features": "https://company.example/exports"}})
    launch_survey(survey)
    features, pricing = (make_response(make_invitation(survey=survey), ticked=t) for t in ("features", "pricing"))
    assert page_of(features.invitation).content.decode().count("https://company.example/exports") == 1
    assert "https://company.example" not in page_of(pricing.invitation).content.decode()


def test_a_form_that_was_open_too_long_keeps_the_answer_and_asks_again():
    invitation = invitation_meeting("why")
    with time_machine.travel(timezone.now() - dt.timedelta(days=2), tick=False):
        old = submission_on(page_of(invitation))
    again = post(invitation, submission=old, why="Written long ago")
    assert again.status_code == 200
    page = again.content.decode()
    assert "open for a long time" in page
    assert "Written long ago" in page
    assert not SurveyResponse.objects.exists()
    assert post(invitation, submission=submission_on(again), why="Written long ago").status_code == 303


def test_a_submission_id_of_another_link_is_refused():
    invitation, other = invitation_meeting("why"), make_invitation()
    answer = post(invitation, submission=submission_on(page_of(other)), why="x")
    assert answer.status_code == 200
    assert not SurveyResponse.objects.exists()
    for forged in ("", "1", "1:x:y", "\x00"):
        assert post(invitation, submission=forged or " ", why="x").status_code == 200
    assert not SurveyResponse.objects.exists()


def test_words_that_are_too_long_are_kept_on_the_page():
    invitation = invitation_meeting("why")
    words = "å" * (MAX_VERBATIM + 1)
    page = post(invitation, why=words)
    assert page.status_code == 200
    html = page.content.decode()
    assert words in html
    assert "10,001 characters" in html
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_why_helptext id_why_error"' in html
    assert 'href="#id_why"' in html
    assert not SurveyResponse.objects.exists()
    assert post(invitation, why=words[1:]).status_code == 303


def test_an_option_nobody_offered_is_an_error_beside_the_options():
    invitation = invitation_meeting("reason")
    html = post(invitation, reason="sunshine").content.decode()
    assert "Please choose one of the answers below." in html
    assert re.search(r'<fieldset[^>]* aria-describedby="[^"]*id_reason_error', html)
    assert not SurveyResponse.objects.exists()


def test_markup_in_the_words_stays_words():
    invitation = invitation_meeting("why")
    post(invitation, why="<script>alert(1)</script>")
    page = page_of(invitation).content.decode()
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


def test_a_step_that_is_not_there_shows_the_nearest():
    invitation = invitation_meeting("reason")
    assert "3 of 3" in page_of(invitation, 99).content.decode()
    assert "1 of 3" in Client().get(f"/r/{invitation.token}/0/").content.decode()


def test_few_queries_show_and_keep_an_answer(django_assert_max_num_queries):
    invitation = invitation_meeting("reason")
    client = Client()
    submission = submission_on(page_of(invitation))
    post(invitation, submission=submission, reason="pricing")
    with django_assert_max_num_queries(4):
        page_of(invitation)
    with django_assert_max_num_queries(10):
        post(invitation, 2, client=client, submission=submission, why="x")


def test_the_privacy_page_says_who_asks_and_why():
    invitation = make_invitation()
    page = Client().get(f"/r/{invitation.token}/privacy/?lang=sv").content.decode()
    assert "Vi frågar för att lära oss varför." in page
    assert "1 Example Street" in page
    assert f"/r/{invitation.token}/?lang=sv" in page


def test_the_last_page_needs_few_queries_too(django_assert_max_num_queries):
    invitation = invitation_meeting("reason")
    post(invitation, reason="pricing")
    submission = submission_on(page_of(invitation, 3))
    with CaptureQueriesContext(connection) as captured:
        post(invitation, 3, submission=submission, permissions=["tell"], **{"return": "9"})
    own = [query["sql"] for query in captured if "analysis_" not in query["sql"] and "SAVEPOINT" not in query["sql"]]
    assert len(own) <= 10, own
    with django_assert_max_num_queries(4):
        page_of(invitation)
