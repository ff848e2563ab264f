"""One upsert each of accounts, customers and cancellations, from the staging table; the same rows twice change nothing.

Each statement joins what is staged with what is there, so that a blank never erases, and writes the rows that differ.
What it did per row (created, changed) is kept in the temporary table `outcomes`.
"""

# ruff: noqa: S608 - these statements are joined from constants of this file

from django.contrib.auth import get_user_model
from django.db import connection

from surveys.customers import staging
from surveys.customers.endings import FIND_ENDINGS, STAGED_ENDINGS

# One writer at a time: two files with the same customers would otherwise lock each other's rows crosswise.
LOCK = "SELECT pg_advisory_xact_lock(hashtext('surveys.customers.upserts'))"

# Where several persons share an account, the first filled cell of its rows counts.
MERGE = """
CREATE OR REPLACE AGGREGATE pg_temp.merged(jsonb) (sfunc = jsonb_concat, stype = jsonb, initcond = '{}')
"""


def first_filled(column: str) -> str:
    return f"(array_agg({column} ORDER BY number) FILTER (WHERE {column} IS NOT NULL))[1] AS {column}"


STAGED_ACCOUNTS = f"""
SELECT staged.account_external_id,
    coalesce(staged.account_name, there.name, ''),
    coalesce(staged.plan, there.plan, ''),
    coalesce(staged.mrr, there.mrr),
    coalesce(staged.currency, nullif(there.currency, ''), CASE WHEN staged.mrr IS NOT NULL THEN %(currency)s END, ''),
    coalesce(colleague.id, there.owner_id),
    coalesce(staged.signed_up_on, there.signed_up_on, staged.reckoned_signed_up_on),
    coalesce(there.attributes, '{{}}') || staged.attributes,
    now(), now()
FROM (
    SELECT account_external_id, pg_temp.merged(attributes ORDER BY number DESC) AS attributes,
        {", ".join(map(first_filled, ["account_name", "plan", "mrr", "currency", "owner_email"]))},
        {", ".join(map(first_filled, ["signed_up_on", "reckoned_signed_up_on"]))}
    FROM staged_rows GROUP BY account_external_id
) staged
LEFT JOIN surveys_account there ON there.external_id = staged.account_external_id
LEFT JOIN {{colleagues}} colleague ON colleague.email = staged.owner_email
"""

STAGED_CUSTOMERS = """
SELECT staged.external_id,
    account.id,
    coalesce(staged.email, there.email, ''),
    coalesce(staged.name, there.name, ''),
    coalesce(staged.language, there.language, ''),
    coalesce(there.attributes, '{}') || staged.person_attributes,
    -- set by a file, cleared by people only
    staged.do_not_contact OR coalesce(there.do_not_contact, false),
    now(), now()
FROM staged_rows staged
JOIN surveys_account account ON account.external_id = staged.account_external_id
LEFT JOIN surveys_customer there ON there.external_id = staged.external_id
"""


def upsert(table: str, columns: str, select: str) -> str:
    """Insert what `select` yields; where the external id is there already, write the columns that differ."""
    names = columns.split()
    written = [name for name in names if name != "created_at"]
    compared = [name for name in written if name != "updated_at"]
    return f"""
    WITH written AS (
        INSERT INTO {table} (external_id, {", ".join(names)})
        {select}
        ON CONFLICT (external_id) DO UPDATE SET {", ".join(f"{name} = excluded.{name}" for name in written)}
        WHERE ({", ".join(f"{table}.{name}" for name in compared)})
            IS DISTINCT FROM ({", ".join(f"excluded.{name}" for name in compared)})
        -- xmax is zero only in a row that this statement inserted
        RETURNING external_id, CASE WHEN {table}.xmax = 0 THEN 'created' ELSE 'changed' END AS outcome
    )
    INSERT INTO outcomes SELECT '{table.removeprefix("surveys_")}', external_id, outcome FROM written
    """


TOTALS = """
SELECT (SELECT count(DISTINCT account_external_id) FROM staged_rows), (SELECT count(*) FROM staged_rows),
    (SELECT count(DISTINCT external_id) FROM found_endings)
"""

ACCOUNTS = upsert(
    "surveys_account",
    "name plan mrr currency owner_id signed_up_on attributes created_at updated_at",
    STAGED_ACCOUNTS,
)
CUSTOMERS = upsert(
    "surveys_customer",
    "account_id email name language attributes do_not_contact created_at updated_at",
    STAGED_CUSTOMERS,
)
CANCELLATIONS = upsert(
    "surveys_cancellation",
    "account_id kind asked_at effective_on ended_on plan mrr currency tenure_months attributes recorded_reason"
    " withdrawn_at returned_on created_at",
    STAGED_ENDINGS,
)


def upsert_customers(*, currency: str) -> None:
    """Write the staged accounts and the people in them. `currency` holds for amounts that come without one."""
    colleagues = get_user_model()._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(LOCK)
        staging.find_accounts()  # in the lock: another writer may just have put these people into accounts
        cursor.execute(MERGE)
        cursor.execute(ACCOUNTS.replace("{colleagues}", colleagues), {"currency": currency})
        cursor.execute(CUSTOMERS)


def upsert_cancellations(*, currency: str, zone: str) -> None:
    """Write the staged endings of accounts that are there; `zone` decides the day of a moment."""
    with connection.cursor() as cursor:
        cursor.execute(LOCK)
        cursor.execute(FIND_ENDINGS, {"currency": currency, "zone": zone})
        cursor.execute("ANALYZE found_endings")
        cursor.execute(CANCELLATIONS)


def outcome_counts() -> dict[str, dict[str, int]]:
    """`{"account": {"created": 1, "changed": 2, "unchanged": 3}, "customer": ..., "cancellation": ...}`"""
    with connection.cursor() as cursor:
        cursor.execute(TOTALS)
        totals = dict(zip(("account", "customer", "cancellation"), cursor.fetchone(), strict=True))
        cursor.execute("SELECT model, outcome, count(*) FROM outcomes GROUP BY model, outcome")
        written = {(model, outcome): count for model, outcome, count in cursor.fetchall()}
    counts = {}
    for model, total in totals.items():
        created, changed = written.get((model, "created"), 0), written.get((model, "changed"), 0)
        counts[model] = {"created": created, "changed": changed, "unchanged": total - created - changed}
    return counts


def count_unknown_days() -> int:
    """Endings of this staging of which no day is known."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM found_endings WHERE ended_on IS NULL")
        return int(cursor.fetchone()[0])
