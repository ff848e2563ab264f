"""Who counts for which reason, in each of the four sources: one QuerySet of votes, one of what shares divide by."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, CharField, Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from analysis.breakdowns.shares import NO_REASON, OTHER, UNDECIDED
from analysis.reasons.filters import ResponseFilters
from analysis.reasons.models import Reading, ReasonTag, RecordedReason, VerifiedReason
from surveys.customers.models import Cancellation
from surveys.responses.models import Answer, SurveyResponse

ALONE = Value(1)


@dataclass(frozen=True)
class Votes:
    """`votes` have `key` (reason or row) and `day`; `units` have `day` and are what shares divide by.

    `sharers` of a vote is how many votes its ending's money is split between. `path` leads from a vote to its
    Cancellation, `unit_path` from a unit.
    """

    votes: QuerySet[Any]
    path: str
    units: QuerySet[Any]
    unit_path: str

    def cancellations(self) -> QuerySet[Cancellation]:
        """The endings behind the units, each once."""
        key = f"{self.unit_path}pk"
        return Cancellation.objects.filter(pk__in=self.units.order_by().values(key))


def ticked(filters: ResponseFilters) -> Votes:
    """One vote per ending that was answered about: the option ticked, something else, or no reason given."""
    ticked_tag = ReasonTag.objects.standing().filter(response=OuterRef("pk"), source=ReasonTag.Source.TICKED)
    ticked_anything = Answer.objects.filter(response=OuterRef("pk"), choices__len__gt=0)
    about_endings = latest_answers(filters).filter(cancellation__isnull=False)
    units = about_endings.annotate(
        key=Coalesce(
            Subquery(ticked_tag.values("reason")[:1]),
            Case(When(Exists(ticked_anything), then=Value(OTHER)), default=Value(NO_REASON)),
            output_field=CharField(),
        ),
        sharers=ALONE,
    )
    return Votes(votes=units, path="cancellation__", units=units, unit_path="cancellation__")


def said(filters: ResponseFilters) -> Votes:
    """A vote for each reason read from the words; several reasons share one ending's money equally."""
    with_words = [Reading.Finding.REASONS, Reading.Finding.UNSORTED]
    units = latest_answers(filters).filter(reading__finding__in=with_words)
    tags = ReasonTag.objects.standing().filter(source=ReasonTag.Source.SAID)
    of_same_answer = tags.filter(response=OuterRef("response")).order_by().values("response").annotate(n=Count("pk"))
    votes = tags.filter(response__in=units.order_by().values("pk")).annotate(
        key=F("reason_id"),
        sharers=Subquery(of_same_answer.values("n")),
        day=Coalesce("response__cancellation__ended_on", day_without_ending("response__")),
    )
    return Votes(votes=votes, path="response__cancellation__", units=units, unit_path="cancellation__")


def recorded(filters: ResponseFilters) -> Votes:
    """One vote per ending: what the source system's words mean by the company's own decisions."""
    decision = RecordedReason.objects.filter(text=OuterRef("recorded_reason"))
    meaning = decision.annotate(
        row=Case(
            When(meaning=RecordedReason.Meaning.REASON, then=F("reason_id")),
            When(meaning=RecordedReason.Meaning.OTHER, then=Value(OTHER)),
            When(meaning=RecordedReason.Meaning.NO_REASON, then=Value(NO_REASON)),
            default=Value(UNDECIDED),
            output_field=CharField(),
        )
    )
    units = filters.cancellations().annotate(
        key=Case(
            When(recorded_reason="", then=Value(NO_REASON)),
            default=Coalesce(Subquery(meaning.values("row")[:1]), Value(UNDECIDED)),
            output_field=CharField(),
        ),
        sharers=ALONE,
        day=F("ended_on"),
    )
    return Votes(votes=units, path="", units=units, unit_path="")


def verified(filters: ResponseFilters) -> Votes:
    """One vote per ending that a colleague has settled after contact."""
    units = VerifiedReason.objects.filter(cancellation__in=filters.cancellations().order_by().values("pk")).annotate(
        key=F("reason_id"), sharers=ALONE, day=F("cancellation__ended_on")
    )
    return Votes(votes=units, path="cancellation__", units=units, unit_path="cancellation__")


SOURCES: dict[str, Callable[[ResponseFilters], Votes]] = {
    "ticked": ticked,
    "said": said,
    "recorded": recorded,
    "verified": verified,
}


def latest_answers(filters: ResponseFilters) -> QuerySet[SurveyResponse]:
    """The filtered responses, the newest one per ending, so that no ending's money counts twice."""
    responses = filters.responses()
    later = responses.filter(cancellation=OuterRef("cancellation"), pk__gt=OuterRef("pk"))
    newest = responses.filter(Q(cancellation=None) | ~Exists(later))
    return newest.annotate(day=Coalesce("cancellation__ended_on", day_without_ending("")))


def day_without_ending(path: str) -> Case:
    """A response about no ending counts on the day it was answered; one whose ending has no day counts on none."""
    return Case(When(**{f"{path}cancellation": None}, then=F(f"{path}answered_on")))
