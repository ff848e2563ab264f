"""From which revenue on an account counts as high: the dearest tenth of the accounts in its currency."""

from decimal import Decimal
from typing import Any

from django.db.models import Aggregate, Count, DecimalField

from surveys.customers.models import Account

FEWEST_ACCOUNTS = 10


class Percentile(Aggregate):
    """PostgreSQL's percentile_disc: the smallest value that at least this share of the rows does not exceed."""

    function = "PERCENTILE_DISC"
    template = "%(function)s(%(share)s) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field: Any = DecimalField(max_digits=14, decimal_places=4)

    def __init__(self, expression: str, share: float) -> None:
        super().__init__(expression, share=share)


def high_revenue_by_currency() -> dict[str, Decimal]:
    """{currency: revenue a month from which an account is high}, in one query.

    High is the ninth decile of the accounts with that currency. Left out are currencies with fewer than ten accounts,
    and those where the decile is the median too: where nearly everybody pays the same, nobody's revenue is high.
    """
    rows = (
        Account.objects.filter(mrr__isnull=False)
        .exclude(currency="")
        .order_by()
        .values("currency")
        .annotate(accounts=Count("pk"), median=Percentile("mrr", 0.5), high=Percentile("mrr", 0.9))
    )
    return {
        row["currency"]: row["high"]
        for row in rows
        if row["accounts"] >= FEWEST_ACCOUNTS and row["high"] > row["median"]
    }
