import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from surveys.questionnaires.services import close_survey, pause_survey
from surveys.responses.models import SurveyResponse
from tests.factories import make_response
from tests.surveys.responses.pages import invitation_meeting, page_of, post, submission_on

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("company")]


@pytest.mark.parametrize(
    ("change", "status", "words"),
    [
        (lambda i: pause_survey(i.survey), 410, "taking a break"),
        (lambda i: close_survey(i.survey), 410, "has ended"),
        (lambda i: expire(i), 410, "no longer in use"),
        (lambda i: withdraw(i), 410, "no longer in use"),
    ],
)
def test_a_link_that_takes_no_answers_says_so_kindly(change, status, words):
    invitation = invitation_meeting("reason")
    submission = submission_on(page_of(invitation))
    change(invitation)

    assert post(invitation, submission=submission, reason="pricing").status_code == status
    page = page_of(invitation)
    assert page.status_code == status
    assert words in page.content.decode()
    assert not SurveyResponse.objects.exists()


def expire(invitation):
    invitation.expires_at = timezone.now() - dt.timedelta(seconds=1)
    invitation.save()


def withdraw(invitation):
    invitation.withdrawn_at = timezone.now()
    invitation.save()


def test_a_wrong_link_gets_a_kind_page():
    page = Client().get("/r/wrong/", headers={"accept-language": "en"})
    assert page.status_code == 404
    assert "leads nowhere" in page.content.decode()
    assert Client().post("/r/wrong/").status_code == 404
    assert Client().get("/r/wrong/privacy/").status_code == 404


def test_an_answered_link_says_thanks_and_cannot_be_changed():
    response = make_response(ticked="pricing", words="first")
    page = page_of(response.invitation)
    assert page.status_code == 200
    assert "Your answers have arrived" in page.content.decode()
    posted = Client().post(f"/r/{response.invitation.token}/2/", {"why": "second", "go-to": "next"})
    assert posted.status_code == 200
    assert response.answers.get(question="why").verbatim == "first"
