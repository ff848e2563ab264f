"""What an import did, in lines for a terminal."""

from collections.abc import Iterator

from surveys.customers.models import CustomerImport

SHOWN = 20
PLURALS = {"account": "accounts", "customer": "customers", "cancellation": "cancellations"}


def report_lines(customer_import: CustomerImport) -> Iterator[str]:
    """Counts by kind of row, what is unknown, and the first refused rows with their reasons."""
    yield f"rows: {customer_import.row_count:,} ({customer_import.refused_count:,} refused)"
    for model, plural in PLURALS.items():
        counts = customer_import.counts[model]
        parts = ", ".join(f"{count:,} {outcome}" for outcome, count in counts.items())
        yield f"{plural}: {sum(counts.values()):,} ({parts})"
    if customer_import.unknown_day_count:
        yield f"cancellations without a known day: {customer_import.unknown_day_count:,} (left out of trends)"
    if customer_import.unknown_owner_count:
        yield f"rows whose owner is no colleague: {customer_import.unknown_owner_count:,}"
    for refused in customer_import.refused_rows.all()[:SHOWN]:
        where = f"row {refused.number}" + (f", {refused.column}" if refused.column else "")
        yield f"{where}: {refused.reason}"
    if customer_import.refused_count > SHOWN:
        yield f"... and more: see the import's page for all {customer_import.refused_count:,} rows"
