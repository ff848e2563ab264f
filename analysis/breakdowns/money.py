"""Revenue of different currencies in one: only by a rate that was dated on or before the day."""

from django.db.models import Case, DateField, DecimalField, F, OuterRef, Subquery, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Coalesce

from surveys.company.models import Company, ExchangeRate

AMOUNT = DecimalField(max_digits=20, decimal_places=4)


def in_reporting_currency(company: Company, *, path: str = "") -> Combinable:
    """An expression for `<path>mrr` in the company's reporting currency; NULL without amount or dated rate.

    In: the company and the lookup path to a Cancellation ("" or "cancellation__"). An ending without a day uses the
    newest rate.
    """
    day = Coalesce(OuterRef(f"{path}ended_on"), Cast(Value(company.today()), DateField()))
    rate = (
        ExchangeRate.objects.filter(currency=OuterRef(f"{path}currency"), valid_from_on__lte=day)
        .order_by("-valid_from_on")
        .values("rate")[:1]
    )
    return Case(
        When(**{f"{path}currency": company.reporting_currency}, then=F(f"{path}mrr")),
        default=F(f"{path}mrr") * Subquery(rate),
        output_field=AMOUNT,
    )
