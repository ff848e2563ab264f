"""What an import did, in lines for a terminal."""

from collections.abc import Iterator

from surveys.customers.models import CustomerImport

SHOWN = 20
PLURALS = {"account": "accounts", "customer": "customers", "cancellation": "cancellations"}


def report_lines(customer_import: CustomerImport) -> Iterator[str]:
    """Counts by kind of row, what is unknown, and the first refused rows with their reasons."""
    yield f"{customer_import.row_count:,} rows read, {customer_import.refused_count:,} refused"
    for model, plural in PLURALS.items():
        counts = customer_import.counts[model]
        total = sum(counts.values())
        yield f"{total:,} {plural}: " + ", ".join(f"{count:,} {outcome}" for outcome, count in counts.items())
    if customer_import.unknown_day_count:
        yield f"{customer_import.unknown_day_count:,} cancellations without a known day: left out of trends"
    if customer_import.unknown_owner_count:
        yield f"{customer_import.unknown_owner_count:,} rows name an owner who is no colleague"
    for refused in customer_import.refused_rows.all()[:SHOWN]:
        where = f"row {refused.number}" + (f", {refused.column}" if refused.column else "")
        yield f"{where}: {refused.reason}"
    if customer_import.refused_count > SHOWN:
        yield f"... and more: see the import's page for all {customer_import.refused_count:,} rows"
