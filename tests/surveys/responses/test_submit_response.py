import datetime as dt
from decimal import Decimal

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from surveys.questionnaires.models import Survey
from surveys.questionnaires.services import close_survey
from surveys.responses.models import MAX_VERBATIM, Answer, SurveyResponse
from surveys.responses.services import (
    AnswerError,
    LinkClosedError,
    save_answers,
    settle_idle_responses,
    submit_response,
)
from tests.factories import make_account, make_customer, make_invitation, make_response, make_survey

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("company")]


def save(invitation, **answers):
    return save_answers(invitation, answers, language="en", shown={})


def test_a_submitted_response_holds_the_answers_and_marks_the_invitation(announced):
    response = make_response(ticked="features", words="No export.", returns=6, permissions=["reply"])

    answers = {answer.question: answer for answer in response.answers.all()}
    assert answers["reason"].choices == ["features"]
    assert answers["why"].verbatim == "No export."
    assert answers["return"].number == 6
    assert response.is_complete
    assert response.submitted_at == response.settled_at
    assert response.invitation.answered_at is not None
    assert announced == [response.pk]


def test_each_permission_is_kept_with_its_wording_and_moment():
    response = make_response(permissions=["reply", "quote"])

    given = {permission.kind: permission for permission in response.permissions.all()}
    assert {kind: permission.is_given for kind, permission in given.items()} == {
        "reply": True,
        "tell": False,
        "quote": True,
    }
    assert {permission.wording_version for permission in given.values()} == {1}
    assert all(timezone.now() - permission.answered_at < dt.timedelta(minutes=1) for permission in given.values())


def test_submitting_twice_changes_nothing(announced):
    response = make_response()
    first = response.submitted_at
    submit_response(SurveyResponse.objects.get(pk=response.pk))

    response.refresh_from_db()
    assert response.submitted_at == first
    assert announced == [response.pk]


def test_an_answered_invitation_takes_no_more_answers():
    response = make_response(words="first")
    with pytest.raises(LinkClosedError):
        save(response.invitation, why="second")
    assert response.answers.get(question="why").verbatim == "first"


def test_a_closed_survey_takes_no_answers():
    invitation = make_invitation()
    close_survey(invitation.survey)
    with pytest.raises(LinkClosedError):
        save(invitation, why="too late")
    assert not SurveyResponse.objects.exists()


def test_answers_are_saved_as_they_come_and_may_be_changed_or_taken_back():
    invitation = make_invitation()
    save(invitation, reason="pricing", why="a")
    response = save(invitation, why="b")
    assert {answer.question for answer in response.answers.all()} == {"reason", "why"}
    assert response.answers.get(question="why").verbatim == "b"

    save(invitation, reason=None)
    assert [answer.question for answer in response.answers.all()] == ["why"]
    assert response.state == SurveyResponse.State.PARTIAL
    assert SurveyResponse.objects.count() == 1


def test_figures_are_frozen_when_there_is_no_cancellation():
    account = make_account(
        plan="Pro", mrr=Decimal("250"), signed_up_on=dt.date(2025, 1, 31), attributes={"region": "N"}
    )
    customer = make_customer(account=account, attributes={"role": "owner"})
    invitation = make_invitation(survey=make_survey(Survey.Kind.RELATIONSHIP), customer=customer)
    with time_machine.travel(dt.datetime(2025, 4, 30, 12, tzinfo=dt.UTC)):
        response = make_response(invitation, score=9)
    account.plan = "Free"
    account.save()

    response.refresh_from_db()
    assert (response.plan, response.mrr, response.currency) == ("Pro", Decimal("250"), "SEK")
    assert response.attributes == {"region": "N", "role": "owner"}
    assert response.tenure_months == 2


def test_a_cancellation_has_frozen_the_figures_already():
    assert make_response().mrr is None


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({"reason": "sunshine"}, "reason"),
        ({"return": 11}, "0 to 10"),
        ({"return": "7"}, "0 to 10"),
        ({"permissions": ["sell"]}, "sell"),
        ({"colour": "red"}, "colour"),
        ({"why": "x" * (MAX_VERBATIM + 1)}, "too long"),
    ],
)
def test_an_answer_that_does_not_fit_writes_nothing(answers, words):
    with pytest.raises(AnswerError, match=words):
        save(make_invitation(), **answers)
    assert not SurveyResponse.objects.exists()


def test_words_with_nul_and_lone_surrogates_are_stored_as_a_person_reads_them():
    response = save(make_invitation(), why="a\x00b\ud83d \ud83d\ude00\r\nnext\x07")
    assert response.answers.get().verbatim == "ab\ufffd 😀\nnext"


def test_blank_words_are_no_answer():
    save(make_invitation(), why=" \r\n ")
    assert not Answer.objects.exists()


def test_a_response_left_half_way_is_announced_once(announced):
    response = save(make_invitation(), reason="pricing")
    assert settle_idle_responses() == 0
    with time_machine.travel(timezone.now() + dt.timedelta(hours=1, minutes=1)):
        assert settle_idle_responses() == 1
        assert settle_idle_responses() == 0

    response.refresh_from_db()
    assert announced == [response.pk]
    assert response.settled_at is not None
    assert response.state == SurveyResponse.State.PARTIAL


def test_the_sweep_finds_what_was_left_by_its_index():
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    assert "responses_left_half_way" in SurveyResponse.objects.left_alone(since=timezone.now()).explain()


def test_somebody_who_comes_back_after_an_hour_is_heard_again(announced):
    invitation = make_invitation()
    response = save(invitation, reason="pricing")
    with time_machine.travel(timezone.now() + dt.timedelta(hours=2)):
        settle_idle_responses()
        submit_response(save(invitation, why="One more thing."))
    assert announced == [response.pk, response.pk]
