"""The breakdown of reasons: one function, whose rows feed the page, the chart and the CSV alike."""

from decimal import Decimal

from django.db.models import Count, F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce, TruncMonth

from analysis.breakdowns.money import AMOUNT, in_reporting_currency
from analysis.breakdowns.shares import Money, MonthlyShare, Participation, ReasonBreakdown, ReasonShare
from analysis.breakdowns.votes import SOURCES, Votes
from analysis.reasons.filters import ResponseFilters
from analysis.reasons.models import Reading
from surveys.company.models import Company
from surveys.customers.models import Cancellation
from surveys.invitations.models import Invitation
from surveys.letters.models import Letter
from surveys.responses.models import SurveyResponse
from surveys.taxonomy.models import ReasonCode

ZERO = Decimal(0)


def reason_breakdown(filters: ResponseFilters) -> ReasonBreakdown:
    """Why customers left, by the one source that `filters` name.

    In: what is looked at (source, period, survey, kinds, plan, attributes). Out: see ReasonBreakdown. Left out: endings
    that the filters leave out (involuntary ones by default), answers still being given, those of customers who stay
    unless their survey is named, and, of the source `said`, answers without words or not analysed; unsorted ones are in
    the base and in no row. All three are counted apart. A constant number of queries.
    """
    company, filters = Company.current(), filters.about_endings()
    votes = SOURCES[filters.source](filters)
    base = votes.units.count()
    return ReasonBreakdown(
        source=filters.source,
        base=base,
        rows=reason_shares(votes, base=base, company=company),
        months=monthly_shares(votes),
        without_day=votes.units.filter(day=None).count(),
        money_answered=money_lost(votes.cancellations(), company=company),
        money_all=money_lost(filters.cancellations(), company=company),
        currency=company.reporting_currency,
        participation=participation(filters),
        unread=unread_counts(filters.responses()),
    )


def reason_shares(votes: Votes, *, base: int, company: Company) -> tuple[ReasonShare, ...]:
    """The rows, largest first, the rows beside the codes last; each ending's money is split between its votes."""
    money = in_reporting_currency(company, path=votes.path) / F("sharers")
    found = (
        votes.votes.order_by()
        .values("key")
        .annotate(n=Count("pk"), money=Coalesce(Sum(money, output_field=AMOUNT), ZERO, output_field=AMOUNT))
    )
    rows = [ReasonShare(key=row["key"], count=row["n"], base=base, money=row["money"]) for row in found]
    codes = set(ReasonCode.Code.values)
    return tuple(sorted(rows, key=lambda row: (row.key not in codes, -row.count, row.key)))


def monthly_shares(votes: Votes) -> tuple[MonthlyShare, ...]:
    """Each reason's count and each month's base, oldest month first; endings without a day are in no month."""
    dated_units = votes.units.filter(day__isnull=False).order_by()
    bases = dict(dated_units.annotate(month=TruncMonth("day")).values_list("month").annotate(n=Count("pk")))
    dated_votes = votes.votes.filter(day__isnull=False).order_by()
    counts = dated_votes.annotate(month=TruncMonth("day")).values("month", "key").annotate(n=Count("pk"))
    rows = [MonthlyShare(row["month"], row["key"], row["n"], bases[row["month"]]) for row in counts]
    return tuple(sorted(rows, key=lambda row: (row.month, row.key)))


def money_lost(cancellations: QuerySet[Cancellation], *, company: Company) -> Money:
    """Revenue per month of these endings, each once, in the reporting currency."""
    valued = cancellations.order_by().annotate(money=in_reporting_currency(company))
    sums = valued.aggregate(
        amount=Coalesce(Sum("money"), ZERO, output_field=AMOUNT),
        counted=Count("pk", filter=Q(money__isnull=False)),
        not_counted=Count("pk", filter=Q(money__isnull=True)),
    )
    return Money(**sums)


def participation(filters: ResponseFilters) -> Participation:
    """What became of the invitations about what the filters look at; only letters that left count as asked."""
    left = [Letter.State.SENT, Letter.State.UNCERTAIN]
    complete = Q(response__state=SurveyResponse.State.COMPLETE)
    partial = Q(response__state=SurveyResponse.State.PARTIAL)
    sums = invitations_meant(filters).aggregate(
        complete=Count("pk", filter=complete),
        partial=Count("pk", filter=partial),
        not_reached=Count("pk", filter=Q(response=None, letter__state=Letter.State.REFUSED)),
        unknown=Count("pk", filter=Q(response=None, letter__state__in=left)),
    )
    return Participation(**sums)


def invitations_meant(filters: ResponseFilters) -> QuerySet[Invitation]:
    """Invitations about the endings looked at; of a survey that asks about no ending, those of the period."""
    about_endings = Q(cancellation__in=filters.cancellations().order_by().values("pk"))
    invitations = Invitation.objects.all()
    if filters.survey is None:
        return invitations.filter(about_endings)
    period = {"created_on__gte": filters.from_on, "created_on__lte": filters.to_on}
    about_none = Q(cancellation=None, **{lookup: day for lookup, day in period.items() if day})
    return invitations.filter(about_endings | about_none, survey=filters.survey)


def unread_counts(responses: QuerySet[SurveyResponse]) -> dict[str, int]:
    """How many answers have no words, are unsorted, were not analysed, or still wait to be read."""
    counts = dict(responses.order_by().values_list("reading__finding").annotate(n=Count("pk")))
    return {
        "no_words": counts.get(Reading.Finding.NO_WORDS, 0),
        "unsorted": counts.get(Reading.Finding.UNSORTED, 0),
        "not_analysed": counts.get(Reading.Finding.NOT_ANALYSED, 0) + counts.get("", 0) + counts.get(None, 0),
    }
