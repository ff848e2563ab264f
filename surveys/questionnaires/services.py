"""Writes about surveys: a draft is made, edited and launched as an immutable version; a survey is paused and closed."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from surveys.company.models import Company
from surveys.questionnaires import templates
from surveys.questionnaires.document import read_document
from surveys.questionnaires.models import Survey, SurveyVersion


class SurveyClosedError(Exception):
    """A closed survey stays as it is: it is neither launched, resumed nor edited."""


def create_survey(*, name: str, kind: str, languages: Iterable[str] | None = None, by: Any = None) -> Survey:
    """A draft from the built-in template of that kind; in the company's languages where none are named.

    Raises KeyError for a language the templates are not written in.
    """
    if languages is None:
        spoken = Company.current().languages
        languages = [language for language in templates.LANGUAGES if language in spoken] or ["en"]
    document_of = {
        Survey.Kind.EXIT: templates.exit_document,
        Survey.Kind.RELATIONSHIP: templates.relationship_document,
    }[Survey.Kind(kind)]
    draft = read_document(document_of(languages)).as_json()
    return Survey.objects.create(name=name, kind=kind, draft=draft, created_by=by)


def save_draft(survey: Survey, document: dict[str, Any], *, name: str | None = None) -> None:
    """Keep a changed draft; what customers meet changes only at the next launch. A name is kept until the first one.

    Raises DocumentError when the document is not a questionnaire, SurveyClosedError when nothing may change any more.
    """
    draft = read_document(document).as_json()
    with transaction.atomic():
        locked = _open_survey(survey)
        locked.draft = draft
        if name and locked.is_draft:
            locked.name = name
        locked.save(update_fields=["draft", "name"])
    survey.refresh_from_db()


def launch_survey(survey: Survey, *, by: Any = None) -> SurveyVersion:
    """Freeze the draft as the next version and let a survey that was a draft take answers.

    An unchanged draft makes no new version: the current one is returned. A paused survey stays paused.
    Raises DocumentError for a draft that is not valid, SurveyClosedError for a closed survey.
    """
    with transaction.atomic():
        locked = _open_survey(survey)
        document = read_document(locked.draft).as_json()
        version = locked.current_version
        if version is None or version.document != document:
            number = version.number + 1 if version else 1
            version = locked.versions.create(number=number, document=document, launched_by=by)
        if locked.status == Survey.Status.DRAFT:
            _set_status(locked, Survey.Status.ACTIVE)
    survey.refresh_from_db()
    return version


def pause_survey(survey: Survey) -> None:
    """Take no answers for a while; links say so kindly. Nothing happens to a survey that is not active."""
    _move(survey, Survey.Status.ACTIVE, Survey.Status.PAUSED)


def resume_survey(survey: Survey) -> None:
    """Take answers again. Nothing happens to a survey that is not paused."""
    _move(survey, Survey.Status.PAUSED, Survey.Status.ACTIVE)


def close_survey(survey: Survey) -> None:
    """Take no answers any more, for good. Closing twice changes nothing."""
    with transaction.atomic():
        _set_status(Survey.objects.select_for_update().get(pk=survey.pk), Survey.Status.CLOSED)
    survey.refresh_from_db()


def _open_survey(survey: Survey) -> Survey:
    locked = Survey.objects.select_for_update().get(pk=survey.pk)
    if locked.status == Survey.Status.CLOSED:
        raise SurveyClosedError(locked.name)
    return locked


def _move(survey: Survey, before: str, after: str) -> None:
    Survey.objects.filter(pk=survey.pk, status=before).update(status=after)
    survey.refresh_from_db()


def _set_status(survey: Survey, status: str) -> None:
    survey.status = status
    survey.save(update_fields=["status"])
