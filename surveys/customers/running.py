"""One import under way: rows in batches into the staging table, then everything written in one transaction."""

from collections.abc import Callable
from itertools import islice

from django.db import transaction
from django.utils import timezone

from surveys.company.models import Company
from surveys.customers import staging, upserts
from surveys.customers.fields import Field
from surveys.customers.models import CustomerImport
from surveys.customers.reading import CustomerFile, first_rows
from surveys.customers.rows import Reading, RowReader, StagedRow, learn_notation

Progress = Callable[[int, int], None]  # rows done, rows in all

BATCH = 5_000
SAMPLE = 1_000  # rows that tell how a file writes days and amounts


class Superseded(Exception):
    """Another worker has taken this import over."""


def reading_of(customer_import: CustomerImport, customer_file: CustomerFile) -> Reading:
    """How the rows of this import's file are read."""
    headers, columns = customer_file.headers, customer_import.mapping
    sample = first_rows(customer_file, SAMPLE)
    return Reading(
        headers=headers,
        columns=columns,
        notation=learn_notation(headers, columns, sample, Company.current().zone),
        as_of=customer_import.as_of,
        currency=customer_import.currency,
    )


def run_claimed_import(
    customer_import: CustomerImport,
    customer_file: CustomerFile,
    progress: Progress | None = None,
) -> None:
    """Read the whole file, then write it at once: a file is imported or it is not. Raises Superseded."""
    reader = RowReader(reading_of(customer_import, customer_file))
    rows = customer_file.rows()
    with staging.staging_table():
        for batch in iter(lambda: list(islice(rows, BATCH)), []):
            read = [reader.read(row) for row in batch]
            staging.stage_rows(row for row in read if isinstance(row, StagedRow))
            staging.stage_problems(problem for row in read if isinstance(row, list) for problem in row)
            record_progress(customer_import, len(batch))
            if progress:
                progress(customer_import.done_count, customer_import.row_count)
        with transaction.atomic():
            write_staged_rows(customer_import)


def record_progress(customer_import: CustomerImport, count: int) -> None:
    """Note how far the import is and renew its lease, if it is still ours."""
    claimed_at, customer_import.claimed_at = customer_import.claimed_at, timezone.now()
    customer_import.done_count += count
    ours = CustomerImport.objects.filter(pk=customer_import.pk, claimed_at=claimed_at)
    if not ours.update(claimed_at=customer_import.claimed_at, done_count=customer_import.done_count):
        raise Superseded


def write_staged_rows(customer_import: CustomerImport) -> None:
    ours = CustomerImport.objects.select_for_update().filter(pk=customer_import.pk)
    if not ours.filter(claimed_at=customer_import.claimed_at).exists():
        raise Superseded
    company = Company.current()
    staging.refuse_repeated_ids(column=id_column(customer_import))
    upserts.upsert_customers(currency=company.reporting_currency)
    upserts.upsert_cancellations(currency=company.reporting_currency, zone=company.time_zone)
    customer_import.refused_count = staging.keep_problems(customer_import.pk)
    customer_import.unknown_owner_count = staging.count_unknown_owners()
    customer_import.unknown_day_count = upserts.count_unknown_days()
    customer_import.counts = upserts.outcome_counts()
    customer_import.row_count = customer_import.done_count
    customer_import.state = CustomerImport.State.DONE
    customer_import.finished_at = timezone.now()
    customer_import.save()
    customer_import.parts.all().delete()


def id_column(customer_import: CustomerImport) -> str:
    """The column that gives a row its id, for the report of rows that repeat one."""
    columns = {field: column for column, field in customer_import.mapping.items()}
    fields = (Field.EXTERNAL_ID, Field.EMAIL, Field.ACCOUNT_EXTERNAL_ID)
    return next(columns[field] for field in fields if field in columns)
