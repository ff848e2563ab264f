from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from surveys.questionnaires.document import DocumentError
from surveys.questionnaires.models import Survey, SurveyVersion
from surveys.questionnaires.services import (
    SurveyClosedError,
    close_survey,
    create_survey,
    launch_survey,
    pause_survey,
    resume_survey,
    save_draft,
)
from tests.factories import complete_company

pytestmark = pytest.mark.django_db


@pytest.fixture
def survey(company):
    return create_survey(name="Exit", kind=Survey.Kind.EXIT)


def reword(survey, words="Why?"):
    draft = {**survey.draft}
    draft["questions"] = [{**draft["questions"][0], "text": {"en": words, "sv": words}}, *draft["questions"][1:]]
    save_draft(survey, draft)


def test_a_new_survey_is_a_draft_in_the_companys_languages(company):
    survey = create_survey(name="Exit", kind=Survey.Kind.EXIT)
    assert survey.is_draft
    assert survey.draft["languages"] == ["en", "sv"]
    assert survey.current_version is None

    company.languages = ["sv"]
    company.save()
    assert create_survey(name="Relation", kind=Survey.Kind.RELATIONSHIP).draft["languages"] == ["sv"]


def test_a_launch_freezes_the_draft(survey, manager):
    version = launch_survey(survey, by=manager)
    assert (version.number, version.launched_by) == (1, manager)
    assert version.document == survey.draft
    assert survey.takes_answers

    reword(survey)
    version.refresh_from_db()
    assert version.document != survey.draft


def test_a_changed_draft_makes_the_next_version_and_an_unchanged_one_none(survey):
    first = launch_survey(survey)
    assert launch_survey(survey) == first
    reword(survey)
    second = launch_survey(survey)
    assert second.number == 2
    assert second.questions.question("reason").text["en"] == "Why?"
    assert launch_survey(survey) == second
    assert survey.versions.count() == 2


def test_a_draft_that_is_no_questionnaire_is_not_kept(survey):
    before = survey.draft
    with pytest.raises(DocumentError):
        save_draft(survey, {"schema": 1, "languages": ["en"], "questions": []})
    survey.refresh_from_db()
    assert survey.draft == before


def test_pause_and_resume(survey):
    pause_survey(survey)
    assert survey.is_draft  # nothing to pause yet
    launch_survey(survey)
    pause_survey(survey)
    assert not survey.takes_answers
    reword(survey)
    assert launch_survey(survey).number == 2
    assert survey.status == Survey.Status.PAUSED
    resume_survey(survey)
    assert survey.takes_answers


def test_a_closed_survey_stays_closed(survey):
    launch_survey(survey)
    close_survey(survey)
    close_survey(survey)
    resume_survey(survey)
    assert survey.is_closed
    with pytest.raises(SurveyClosedError):
        launch_survey(survey)
    with pytest.raises(SurveyClosedError):
        reword(survey)


@pytest.mark.django_db(transaction=True)
def test_two_launches_at_once_make_one_version():
    complete_company()
    survey = create_survey(name="Exit", kind=Survey.Kind.EXIT)

    def launch(_number):
        try:
            return launch_survey(Survey.objects.get(pk=survey.pk)).number
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(launch, range(4))) == {1}
    assert SurveyVersion.objects.count() == 1
