"""The staging table: rows of a file or of an API call come in by COPY, before one upsert each writes what they say."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.contrib.auth import get_user_model
from django.db import connection

from surveys.customers.rows import RowProblem, StagedRow

COLUMNS = ", ".join(StagedRow._fields)

TABLES = "pg_temp.staged_rows, pg_temp.staged_problems, pg_temp.outcomes, pg_temp.found_endings"
DROP = f"DROP TABLE IF EXISTS {TABLES}"
CREATE = f"""
{DROP};
CREATE TEMPORARY TABLE staged_rows (
    number integer,
    external_id text,
    email text,
    name text,
    language text,
    do_not_contact boolean,
    person_attributes jsonb,
    account_external_id text,
    account_name text,
    plan text,
    mrr numeric,
    currency text,
    owner_email text,
    signed_up_on date,
    reckoned_signed_up_on date,
    attributes jsonb,
    is_ending boolean,
    ending_external_id text,
    kind text,
    asked_at timestamptz,
    effective_on date,
    ended_on date,
    tenure_months integer,
    recorded_reason text,
    withdrawn_at timestamptz,
    returned_on date
);
CREATE TEMPORARY TABLE staged_problems (number integer, "column" text, code text, value text);
CREATE TEMPORARY TABLE outcomes (model text, external_id text, outcome text)
"""

# The first row of an id counts: which of two rows is right is for a person to say.
REFUSE_REPEATED = """
WITH numbered AS (
    SELECT number, min(number) OVER (PARTITION BY external_id) AS first FROM staged_rows
), removed AS (
    DELETE FROM staged_rows USING numbered
    WHERE staged_rows.number = numbered.number AND numbered.number <> numbered.first
    RETURNING numbered.number, numbered.first
)
INSERT INTO staged_problems SELECT number, %(column)s, 'same_id', first::text FROM removed
"""

KEEP_PROBLEMS = """
INSERT INTO surveys_refusedrow (customer_import_id, number, "column", code, value)
SELECT %(customer_import)s, number, "column", code, value FROM staged_problems ORDER BY number
"""

# A row without an account means the one its customer is in already, or one of the customer's own.
FIND_ACCOUNTS = """
UPDATE staged_rows SET account_external_id = coalesce(
    (SELECT account.external_id FROM surveys_customer customer JOIN surveys_account account
        ON account.id = customer.account_id WHERE customer.external_id = staged_rows.external_id),
    staged_rows.external_id
) WHERE account_external_id IS NULL
"""

UNKNOWN_OWNERS = """
SELECT count(*) FROM staged_rows WHERE owner_email IS NOT NULL
    AND NOT EXISTS (SELECT FROM {colleagues} colleague WHERE colleague.email = staged_rows.owner_email)
"""


@contextmanager
def staging_table() -> Iterator[None]:
    """Make the empty staging tables on this connection, and drop them at the end.

    Transactions go inside: one that has failed would not let the tables be dropped.
    """
    with connection.cursor() as cursor:
        cursor.execute(CREATE)
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(DROP)


def stage_rows(rows: Iterable[StagedRow]) -> None:
    with connection.cursor() as cursor, cursor.copy(f"COPY staged_rows ({COLUMNS}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def stage_problems(problems: Iterable[RowProblem]) -> None:
    with connection.cursor() as cursor, cursor.copy("COPY staged_problems FROM STDIN") as copy:
        for problem in problems:
            copy.write_row((problem.number, problem.column, problem.code, problem.value))


def refuse_repeated_ids(*, column: str) -> None:
    """Take rows whose id stood in an earlier row out of the staging table."""
    with connection.cursor() as cursor:
        cursor.execute(REFUSE_REPEATED, {"column": column})


def keep_problems(customer_import_id: int) -> int:
    """Write what was wrong as refused rows of the import; returns how many rows that were."""
    with connection.cursor() as cursor:
        cursor.execute(KEEP_PROBLEMS, {"customer_import": customer_import_id})
        cursor.execute("SELECT count(DISTINCT number) FROM staged_problems")
        return int(cursor.fetchone()[0])


def find_accounts() -> None:
    """Give every staged row its account's id, and the planner its numbers; in the lock of the upserts."""
    with connection.cursor() as cursor:
        cursor.execute(FIND_ACCOUNTS)
        cursor.execute("ANALYZE staged_rows")


def count_unknown_owners() -> int:
    """Staged rows whose owner is no colleague."""
    with connection.cursor() as cursor:
        cursor.execute(UNKNOWN_OWNERS.replace("{colleagues}", get_user_model()._meta.db_table))
        return int(cursor.fetchone()[0])
