"""Writes about responses: answers are saved as they come, a response is submitted once, or settles when left alone."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from surveys.company.models import Company
from surveys.invitations.models import Invitation
from surveys.questionnaires.document import HIGHEST_SCORE, LOWEST_SCORE, Question
from surveys.responses.announcements import responses_submitted
from surveys.responses.models import Answer, GivenPermission, SurveyResponse
from surveys.responses.standing import Standing, standing_of
from surveys.responses.steps import questions_in_order
from surveys.responses.verbatims import clean_verbatim, is_too_long

LEFT_ALONE_AFTER = dt.timedelta(hours=1)
SETTLED_AT_ONCE = 500


class LinkClosedError(Exception):
    """The invitation is answered, withdrawn or expired, or its survey is paused or closed."""

    def __init__(self, standing: Standing) -> None:
        super().__init__(standing)
        self.standing = standing


class AnswerError(ValueError):
    """An answer that does not fit its question; the message names the question and says what is wrong."""


def save_answers(
    invitation: Invitation, answers: Mapping[str, Any], *, language: str, shown: Mapping[str, Sequence[str]]
) -> SurveyResponse:
    """Keep what a customer has answered so far; the first answer makes the response.

    `answers` maps question keys to an option key (choice), words (open), 0-10 (score), the kinds allowed (permissions),
    or None for a question that was skipped, which takes an earlier answer back. `shown` maps the keys of choice
    questions to their option keys in the order shown. Keys that are not named keep their answers.

    Raises LinkClosedError, and AnswerError before anything is written.
    """
    with transaction.atomic():
        invitation = _lock(invitation)
        standing = standing_of(invitation, at=timezone.now())
        if standing != Standing.OPEN:
            raise LinkClosedError(standing)
        document = invitation.version.questions
        rows, permissions, skipped = [], [], []
        for key, value in answers.items():
            if key not in {question.key for question in document.questions}:
                raise AnswerError(f"{key}: there is no such question")
            question = document.question(key)
            if question.type == "permissions":
                permissions += _given_permissions(question, value or (), language)
            elif row := _answer(question, value):
                row.shown_order = list(shown.get(key, ()))
                rows.append(row)
            else:
                skipped.append(key)
        response = _started_response(invitation, language)
        _write(response, rows, permissions, skipped=skipped)
    return response


def submit_response(response: SurveyResponse) -> None:
    """Finish a response: from here on it stands as it is. Submitting twice changes nothing.

    Marks the invitation as answered, freezes the account's figures where no cancellation has frozen them, and announces
    the response inside the transaction.
    """
    with transaction.atomic():
        response.invitation = _lock(response.invitation)
        if response.invitation.answered_at is None:
            _submit(response)
            return
    response.refresh_from_db()


def finish_response(
    invitation: Invitation, answers: Mapping[str, Any], *, language: str, shown: Mapping[str, Sequence[str]]
) -> SurveyResponse:
    """Keep the last answers and submit, both or neither. Arguments and errors as for `save_answers`."""
    with transaction.atomic():
        response = save_answers(invitation, answers, language=language, shown=shown)
        _submit(response)  # under the lock that saving took
    return response


def settle_idle_responses() -> int:
    """Announce responses that were left half-way an hour ago, as they stand. Returns how many."""
    settled_count = 0
    while settled := _settle_some(before=timezone.now() - LEFT_ALONE_AFTER):
        settled_count += settled
    return settled_count


def _submit(response: SurveyResponse) -> None:
    now = timezone.now()
    response.invitation.answered_at = now
    response.invitation.save(update_fields=["answered_at"])
    response.state = SurveyResponse.State.COMPLETE
    response.submitted_at = response.settled_at = now
    _freeze_figures(response)
    response.save()
    responses_submitted.send(sender=None, response_ids=[response.pk])


def _settle_some(*, before: dt.datetime) -> int:
    with transaction.atomic():
        idle = SurveyResponse.objects.left_alone(since=before).select_related("customer__account")
        responses = list(idle.select_for_update(of=("self",), skip_locked=True)[:SETTLED_AT_ONCE])
        for response in responses:
            response.settled_at = timezone.now()
            _freeze_figures(response)
        SurveyResponse.objects.bulk_update(responses, ["settled_at", *FIGURES])
        if responses:
            responses_submitted.send(sender=None, response_ids=[response.pk for response in responses])
    return len(responses)


def _lock(invitation: Invitation) -> Invitation:
    """The same invitation, held by this transaction: of two answers at once the second waits here."""
    related = ("survey", "version", "customer__account")
    return Invitation.objects.select_for_update(of=("self",)).select_related(*related).get(pk=invitation.pk)


def _answer(question: Question, value: Any) -> Answer | None:
    """The answer as a row without its response; None when the question was skipped."""
    if value is None:
        return None
    if question.type == "choice":
        if question.option(value) is None:
            raise AnswerError(f"{question.key}: {value!r} is not one of the options")
        return Answer(question=question.key, choices=[value])
    if question.type == "score":
        if value not in range(LOWEST_SCORE, HIGHEST_SCORE + 1):
            raise AnswerError(f"{question.key}: {value!r} is not a number from {LOWEST_SCORE} to {HIGHEST_SCORE}")
        return Answer(question=question.key, number=value)
    words = clean_verbatim(value)
    if is_too_long(words):
        raise AnswerError(f"{question.key}: the words are too long")
    return Answer(question=question.key, verbatim=words) if words else None


def _given_permissions(question: Question, allowed: Sequence[str], language: str) -> list[GivenPermission]:
    kinds = {permission.kind: permission for permission in question.permissions}
    if unknown := set(allowed) - kinds.keys():
        raise AnswerError(f"{question.key}: nobody asked for {', '.join(sorted(unknown))}")
    return [
        GivenPermission(
            kind=kind,
            is_given=kind in allowed,
            wording_version=permission.wording_version,
            language=language,
            answered_at=timezone.now(),
        )
        for kind, permission in kinds.items()
    ]


def _started_response(invitation: Invitation, language: str) -> SurveyResponse:
    # Asked for after the lock: in the locking query itself, who waited would not see what the first one wrote.
    response = SurveyResponse.objects.filter(invitation=invitation).first()
    if response is None:
        order = questions_in_order(invitation.version.questions, invitation.token)
        return SurveyResponse.objects.create(
            invitation=invitation,
            survey=invitation.survey,
            version=invitation.version,
            customer=invitation.customer,
            cancellation_id=invitation.cancellation_id,
            language=language,
            question_order=[question.key for question in order],
            answered_on=Company.current().today(),
        )
    response.language = language
    response.settled_at = None  # somebody who comes back is heard again, once they have left again
    response.save(update_fields=["language", "settled_at", "touched_at"])
    return response


def _write(
    response: SurveyResponse, rows: list[Answer], permissions: list[GivenPermission], *, skipped: list[str]
) -> None:
    for row in rows:
        row.response = response
    for permission in permissions:
        permission.response = response
    if skipped:
        response.answers.filter(question__in=skipped).delete()
    Answer.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["response", "question"],
        update_fields=["number", "choices", "verbatim", "shown_order"],
    )
    GivenPermission.objects.bulk_create(
        permissions,
        update_conflicts=True,
        unique_fields=["response", "kind"],
        update_fields=["is_given", "wording_version", "language", "answered_at"],
    )


FIGURES = ("plan", "mrr", "currency", "tenure_months", "attributes")


def _freeze_figures(response: SurveyResponse) -> None:
    """A cancellation has frozen its own; without one, next month's import must not change this answer's figures."""
    if response.cancellation_id is not None:
        return
    customer, account = response.customer, response.customer.account
    response.plan, response.mrr, response.currency = account.plan, account.mrr, account.currency
    response.attributes = {**account.attributes, **customer.attributes}
    if account.signed_up_on:
        response.tenure_months = max(0, _whole_months(account.signed_up_on, response.answered_on))


def _whole_months(start: dt.date, end: dt.date) -> int:
    return (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day)
