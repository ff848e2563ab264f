"""Imports at work: here and now from a path, or claimed by a worker; one at a time, and taken up again when lost."""

import datetime as dt
import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any, BinaryIO

import structlog
from django.db import OperationalError, transaction
from django.utils import timezone

from surveys.company.models import Company
from surveys.customers.mapping import choose_columns
from surveys.customers.models import CustomerImport
from surveys.customers.problems import FileError
from surveys.customers.reading import open_customer_file
from surveys.customers.running import Progress, Superseded, run_claimed_import
from surveys.customers.storing import stored_file

State = CustomerImport.State
log = structlog.get_logger()


def import_file(
    file: Path | str | bytes,
    *,
    mapping: Mapping[str, str] | None = None,
    as_of: dt.date | None = None,
    currency: str = "",
    by: Any = None,
    progress: Progress | None = None,
) -> CustomerImport:
    """Import a file of customers here and now, from a path or its bytes, and return the import, done or failed.

    `mapping` is {column name: value of fields.Field} for columns that their names do not tell; `as_of` the day up to
    which a tenure in months counts (default: today in the company's zone); `currency` holds for amounts without one.
    `progress` is called with the rows done and about how many there are. A file that cannot be read gives a failed
    import with its `problem` in words.
    """

    def opener() -> BinaryIO:
        return io.BytesIO(file) if isinstance(file, bytes) else Path(file).open("rb")

    customer_import = CustomerImport.objects.create(
        file_name="" if isinstance(file, bytes) else Path(file).name[:255],
        as_of=as_of or Company.current().today(),
        currency=currency.upper(),
        state=State.RUNNING,
        claimed_at=timezone.now(),
        attempts=1,
        created_by=by,
    )
    try:
        customer_file = open_customer_file(opener)
        customer_import.headers = list(customer_file.headers)
        customer_import.mapping = choose_columns(customer_file.headers, mapping or {})
        customer_import.row_count = customer_file.row_count
        customer_import.save()
        run_claimed_import(customer_import, customer_file, progress)
    except FileError as error:
        fail_import(customer_import, error)
    return customer_import


def run_import(customer_import_id: int) -> None:
    """Import a queued file, or one that a lost worker left. A second call while one is at work does nothing."""
    customer_import = claim_import(customer_import_id)
    if customer_import is None:
        return
    try:
        run_claimed_import(customer_import, open_customer_file(stored_file(customer_import)))
    except Superseded:
        log.warning("import_superseded", customer_import=customer_import_id)
    except FileError as error:
        fail_import(customer_import, error)
    except OperationalError:
        raise  # the database was away: the lease runs out and the sweep tries again
    except Exception as error:
        log.exception("import_broke_down", customer_import=customer_import_id)
        fail_import(customer_import, FileError("broke_down", type(error).__name__))


@transaction.atomic
def claim_import(customer_import_id: int) -> CustomerImport | None:
    """Take an import for this worker; None when it is not waiting, or will never succeed."""
    waiting = CustomerImport.objects.waiting(at=timezone.now()).select_for_update(skip_locked=True)
    customer_import = waiting.filter(pk=customer_import_id).first()
    if customer_import is None:
        return None
    if not customer_import.parts.exists():
        fail_import(customer_import, FileError("file_gone"))
        return None
    if customer_import.attempts >= CustomerImport.ATTEMPTS:
        fail_import(customer_import, FileError("stopped_often", customer_import.attempts))
        return None
    customer_import.state = State.RUNNING
    customer_import.attempts += 1
    customer_import.claimed_at = timezone.now()
    customer_import.done_count = 0
    customer_import.save()
    return customer_import


def fail_import(customer_import: CustomerImport, error: FileError) -> None:
    customer_import.state = State.FAILED
    customer_import.problem_code = error.code
    customer_import.problem_value = error.value[:500]
    customer_import.finished_at = timezone.now()
    customer_import.save()
    customer_import.parts.all().delete()


def run_waiting_imports() -> None:
    """The sweep: take up what a lost message or worker left, and drop files that nobody started."""
    now = timezone.now()
    for customer_import_id in CustomerImport.objects.waiting(at=now).values_list("pk", flat=True):
        run_import(customer_import_id)
    CustomerImport.objects.forgotten(at=now).delete()
