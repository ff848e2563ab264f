"""A breakdown in the words and links of its page: each row leads to the answers behind it."""

import datetime as dt
from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.translation import gettext as _

from analysis.breakdowns.shares import NO_REASON, OTHER, UNDECIDED, MonthlyShare, ReasonBreakdown, ReasonShare
from analysis.reasons.filters import ResponseFilters
from analysis.reasons.forms import SOURCES
from surveys.responses.models import SurveyResponse
from surveys.taxonomy.queries import reason_labels

REASONS_IN_TREND = 5


@dataclass(frozen=True)
class ShownRow:
    """A row with its name, the address of the answers behind it, and its two shares of the money."""

    share: ReasonShare
    label: str
    url: str
    of_answered_money: float | None
    of_all_money: float | None


@dataclass(frozen=True)
class SourceTab:
    name: str
    label: str
    url: str
    is_current: bool


@dataclass(frozen=True)
class MonthRow:
    month: dt.date
    base: int
    shares: list[MonthlyShare | None]  # in the order of MonthTable.labels


@dataclass(frozen=True)
class MonthTable:
    keys: list[str]
    labels: list[str]
    rows: list[MonthRow]


def row_labels(language: str) -> dict[str, str]:
    """What each row is called: the eleven reasons, and what stands beside them."""
    beside = {OTHER: _("Something else"), NO_REASON: _("No reason given"), UNDECIDED: _("Recorded, not decided yet")}
    return reason_labels(language) | beside


def shown_rows(found: ReasonBreakdown, filters: ResponseFilters, *, language: str) -> list[ShownRow]:
    """The rows as the page shows them, each with the address of its answers, or of the decision it waits for."""
    labels, answers, behind = row_labels(language), reverse("analysis:response-list"), filters.about_endings()
    decide = reverse("analysis:recorded-reasons")
    return [
        ShownRow(
            share=row,
            label=labels[row.key],
            url=decide if row.key == UNDECIDED else f"{answers}?{replace(behind, reason=row.key).as_query()}",
            of_answered_money=found.share_of_answered_money(row),
            of_all_money=found.share_of_all_money(row),
        )
        for row in found.rows
    ]


def source_tabs(filters: ResponseFilters) -> list[SourceTab]:
    """The four sources in words, with the same filters."""
    address = reverse("analysis:breakdown")
    return [
        SourceTab(name, str(label), f"{address}?{replace(filters, source=name).as_query()}", name == filters.source)
        for name, label in SOURCES
        if name
    ]


def month_table(found: ReasonBreakdown, *, language: str) -> MonthTable:
    """Shares by month of the most frequent reasons; a month in which a reason is missing has None."""
    keys = [row.key for row in found.rows][:REASONS_IN_TREND]
    labels = row_labels(language)
    by_month: dict[dt.date, dict[str, MonthlyShare]] = {}
    for share in found.months:
        by_month.setdefault(share.month, {})[share.key] = share
    rows = [
        MonthRow(month, next(iter(shares.values())).base, [shares.get(key) for key in keys])
        for month, shares in sorted(by_month.items())
    ]
    return MonthTable(keys=keys, labels=[labels[key] for key in keys], rows=rows)


def first_answers(filters: ResponseFilters) -> list[SurveyResponse]:
    """The newest answers with words, for a page whose numbers are too small to say much."""
    worded = filters.about_endings().responses().filter(answers__verbatim__gt="").distinct()
    responses = worded.order_by("-answered_on", "-pk")
    return list(responses.select_related("customer__account").prefetch_related("answers", "reason_tags")[:10])
