"""Customers and cancellations that programs post: the same staging table and upserts as a file's."""

from collections.abc import Sequence

from django.db import connection, transaction

from surveys.company.models import Company
from surveys.customers import staging, upserts
from surveys.customers.rows import StagedRow

# The person's own outcome first; a change of the account alone is a change as well.
CUSTOMER_OUTCOMES = """
SELECT staged.external_id,
    coalesce(person.outcome, CASE WHEN account.outcome IS NOT NULL THEN 'changed' END, 'unchanged')
FROM staged_rows staged
LEFT JOIN outcomes person ON person.model = 'customer' AND person.external_id = staged.external_id
LEFT JOIN outcomes account ON account.model = 'account' AND account.external_id = staged.account_external_id
ORDER BY staged.number
"""
CANCELLATION_OUTCOMES = """
SELECT found.external_id, coalesce(written.outcome, 'unchanged')
FROM found_endings found
LEFT JOIN outcomes written ON written.model = 'cancellation' AND written.external_id = found.external_id
ORDER BY found.number
"""


def write_customers(rows: Sequence[StagedRow]) -> list[tuple[str, str]]:
    """Write people and their accounts; each row's id and outcome: created, changed or unchanged."""
    with staging.staging_table(), transaction.atomic():
        staging.stage_rows(rows)
        upserts.upsert_customers(currency=Company.current().reporting_currency)
        return fetch_outcomes(CUSTOMER_OUTCOMES)


def write_cancellations(rows: Sequence[StagedRow]) -> list[tuple[str, str]]:
    """Write endings of accounts that are there; each ending's id and outcome: created, changed or unchanged."""
    company = Company.current()
    with staging.staging_table(), transaction.atomic():
        staging.stage_rows(rows)
        upserts.upsert_cancellations(currency=company.reporting_currency, zone=company.time_zone)
        return fetch_outcomes(CANCELLATION_OUTCOMES)


def fetch_outcomes(query: str) -> list[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return list(cursor.fetchall())
