"""Reads for people: answers with their evidence marked, and the strings that source systems recorded."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count

from analysis.reasons.evidence import Segment, Span, mark_evidence
from analysis.reasons.filters import ResponseFilters
from analysis.reasons.models import ReasonTag, RecordedReason
from surveys.customers.models import Cancellation
from surveys.questionnaires.document import Document
from surveys.responses.models import Answer, SurveyResponse, SurveyResponseQuerySet


@dataclass(frozen=True)
class ShownAnswer:
    """One answer as a page shows it; `question` is what the customer was asked."""

    question: str
    options: tuple[str, ...] = ()
    number: int | None = None
    words: tuple[Segment, ...] = ()


@dataclass(frozen=True)
class ShownResponse:
    """A response with its answers in the order they were asked, and its standing tags by source."""

    response: SurveyResponse
    answers: list[ShownAnswer]
    ticked: list[ReasonTag]
    said: list[ReasonTag]
    rejected: list[ReasonTag]

    @property
    def score(self) -> int | None:
        return next((answer.number for answer in self.answers if answer.number is not None), None)

    @property
    def worded(self) -> list[ShownAnswer]:
        return [answer for answer in self.answers if answer.words]


@dataclass(frozen=True)
class RecordedString:
    """One string of a source system, and how many endings carry it."""

    recorded: RecordedReason
    cancellation_count: int


@dataclass(frozen=True)
class Coverage:
    """How many endings have a recorded reason, and for how many of them it is decided what it means."""

    recorded_count: int
    decided_count: int


def with_answers(responses: SurveyResponseQuerySet) -> SurveyResponseQuerySet:
    """Responses with all that show_response needs: six queries, however many responses."""
    related = ("survey", "customer__account", "cancellation", "reading")
    return responses.select_related(*related).prefetch_related("version", "answers", "reason_tags")


def answered_responses(filters: ResponseFilters) -> SurveyResponseQuerySet:
    """The responses that the filters mean, newest first, ready to be shown."""
    return with_answers(filters.responses()).order_by("-answered_on", "-pk")


def show_response(response: SurveyResponse, *, language: str) -> ShownResponse:
    """Put a response together for a page, questions in the reader's language; runs no query after with_answers."""
    document = response.version.questions
    answers = {answer.question: answer for answer in response.answers.all()}
    tags = list(response.reason_tags.all())
    said = [tag for tag in tags if tag.source == ReasonTag.Source.SAID]
    standing = [tag for tag in said if tag.state != ReasonTag.State.REJECTED]
    shown = [
        ShownAnswer(
            question=question_words(document, key, answers, language),
            options=option_words(document, answers[key], language),
            number=answers[key].number,
            words=tuple(mark_evidence(answers[key].verbatim, spans_of(answers[key], standing))),
        )
        for key in _in_order(response.question_order, answers)
    ]
    return ShownResponse(
        response=response,
        answers=shown,
        ticked=[tag for tag in tags if tag.source == ReasonTag.Source.TICKED],
        said=standing,
        rejected=[tag for tag in said if tag.state == ReasonTag.State.REJECTED],
    )


def _in_order(question_order: list[str], answers: dict[str, Answer]) -> list[str]:
    asked = [key for key in question_order if key in answers]
    return asked + [key for key in answers if key not in asked]


def spans_of(answer: Answer, tags: list[ReasonTag]) -> list[Span]:
    """The evidence of these tags in this answer."""
    return [
        Span(tag.start, tag.end, tag.reason_id)
        for tag in tags
        if tag.answer_id == answer.pk and tag.start is not None and tag.end is not None
    ]


def question_words(document: Document, key: str, answers: dict[str, Answer], language: str) -> str:
    """What was asked: a question that follows a choice was asked in the words of the option chosen."""
    question = next((question for question in document.questions if question.key == key), None)
    if question is None:
        return key
    leading = answers.get(question.follows or "")
    if leading and question.follows:
        options = document.question(question.follows).options
        for option in options:
            if option.key in leading.choices and option.prompt:
                return in_language(option.prompt, language)
    return in_language(question.text, language)


def option_words(document: Document, answer: Answer, language: str) -> tuple[str, ...]:
    """The options chosen, as they read."""
    questions = {question.key: question for question in document.questions}
    options = questions[answer.question].options if answer.question in questions else ()
    return tuple(in_language(option.text, language) for option in options if option.key in answer.choices)


def in_language(texts: dict[str, str], language: str) -> str:
    """The text in this language, else in the survey's first."""
    return texts.get(language[:2]) or next(iter(texts.values()))


def recorded_strings() -> list[RecordedString]:
    """Every recorded string that has a row: undecided ones first, then by how many endings carry it."""
    counts = _recorded_counts()
    rows = RecordedReason.objects.select_related("decided_by")
    strings = [RecordedString(row, counts[row.text]) for row in rows]
    return sorted(strings, key=lambda one: (bool(one.recorded.meaning), -one.cancellation_count, one.recorded.text))


def recorded_coverage(strings: list[RecordedString]) -> Coverage:
    """How far the decisions reach, counted in endings; strings without a row yet count as undecided."""
    decided = sum(one.cancellation_count for one in strings if one.recorded.meaning)
    return Coverage(recorded_count=Cancellation.objects.exclude(recorded_reason="").count(), decided_count=decided)


def _recorded_counts() -> Counter[str]:
    recorded = Cancellation.objects.exclude(recorded_reason="").order_by()
    return Counter(dict(recorded.values_list("recorded_reason").annotate(Count("pk"))))
