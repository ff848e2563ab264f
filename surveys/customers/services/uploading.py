"""Files from the page: kept until somebody has checked how their columns are read, then handed to the worker."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from celery import current_app
from django.db import transaction

from surveys.company.models import Company
from surveys.customers.mapping import Columns, check_columns, match_columns, save_columns, saved_columns
from surveys.customers.models import CustomerImport
from surveys.customers.reading import open_customer_file
from surveys.customers.storing import store_file, stored_file

State = CustomerImport.State


@transaction.atomic
def store_upload(chunks: Iterable[bytes], *, file_name: str, by: Any) -> CustomerImport:
    """Keep an uploaded file, given in slices, until its columns are checked. Raises FileError if it is of no use."""
    customer_import = CustomerImport.objects.create(
        file_name=file_name[:255], as_of=Company.current().today(), created_by=by
    )
    store_file(customer_import, chunks)
    customer_file = open_customer_file(stored_file(customer_import))
    customer_import.mapping = saved_columns(customer_file.headers) or match_columns(customer_file.headers)
    customer_import.headers = list(customer_file.headers)
    customer_import.row_count = customer_file.row_count
    customer_import.save()
    return customer_import


def choose_reading(customer_import: CustomerImport, *, columns: Columns, as_of: dt.date, currency: str) -> None:
    """Change how a waiting upload is read; nothing is imported yet."""
    CustomerImport.objects.filter(pk=customer_import.pk, state=State.UPLOADED).update(
        mapping=columns, as_of=as_of, currency=currency
    )


@transaction.atomic
def start_import(customer_import: CustomerImport) -> None:
    """Hand a checked upload to the worker, and read files with the same headers in the same way from now on.

    Raises FileError when the columns cannot be read so. Starting twice is starting once.
    """
    check_columns(customer_import.mapping)
    if CustomerImport.objects.filter(pk=customer_import.pk, state=State.UPLOADED).update(state=State.QUEUED):
        save_columns(customer_import.mapping)
        transaction.on_commit(lambda: queue_import(customer_import.pk), robust=True)


def queue_import(customer_import_id: int) -> None:
    current_app.send_task("surveys.customers.tasks.import_customers", args=[customer_import_id])


def discard_upload(customer_import: CustomerImport) -> None:
    """Forget an upload that was never started, with its file."""
    CustomerImport.objects.filter(pk=customer_import.pk, state=State.UPLOADED).delete()
