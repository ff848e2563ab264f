"""An import survives a lost message, a killed worker and a second worker, and nothing doubles."""

import datetime as dt
import os
import signal
import time

import pytest
from django.db import connection
from django.utils import timezone

from surveys.customers.models import Account, Cancellation, Customer, CustomerImport
from surveys.customers.running import Superseded, record_progress
from surveys.customers.services import run_import, run_waiting_imports, start_import, store_upload
from tests.factories import complete_company

LONG_AGO = dt.timedelta(hours=1)


def stored(rows: int = 20, *, bad: int = 0) -> CustomerImport:
    lines = [f"{number},customer{number}@customers.example,yes" for number in range(rows)]
    lines += [f"{rows + number},wrong,yes" for number in range(bad)]
    content = "\n".join(["id,email,churned", *lines]).encode()
    chunks = (content[start : start + 100_000] for start in range(0, len(content), 100_000))
    return store_upload(chunks, file_name="customers.csv", by=None)


@pytest.fixture
def queued(company) -> CustomerImport:
    customer_import = stored()
    start_import(customer_import)
    return customer_import


def test_a_file_in_many_slices_is_read_as_one(company):
    customer_import = stored(12_000)
    assert customer_import.parts.count() > 3
    start_import(customer_import)
    run_import(customer_import.pk)
    assert Customer.objects.count() == 12_000


def test_an_import_whose_message_was_lost_is_taken_up_by_the_sweep(queued):
    run_waiting_imports()
    queued.refresh_from_db()
    assert (queued.state, queued.counts["customer"]["created"]) == ("done", 20)


def test_a_second_worker_leaves_an_import_at_work_alone(queued):
    CustomerImport.objects.filter(pk=queued.pk).update(state="running", claimed_at=timezone.now())
    run_import(queued.pk)
    run_waiting_imports()
    assert not Customer.objects.exists()


def test_an_import_done_is_not_run_again(queued):
    run_import(queued.pk)
    before = CustomerImport.objects.values().get()
    run_import(queued.pk)
    assert CustomerImport.objects.values().get() == before


def test_a_worker_whose_lease_was_taken_stops(queued):
    CustomerImport.objects.filter(pk=queued.pk).update(state="running", claimed_at=timezone.now())
    with pytest.raises(Superseded):
        record_progress(queued, 10)


def test_an_import_that_keeps_stopping_is_given_up_and_its_file_dropped(queued):
    CustomerImport.objects.filter(pk=queued.pk).update(
        state="running", claimed_at=timezone.now() - LONG_AGO, attempts=CustomerImport.ATTEMPTS
    )
    run_waiting_imports()
    queued.refresh_from_db()
    assert (queued.state, queued.problem_code) == ("failed", "stopped_often")
    assert not queued.parts.exists()


def test_an_import_from_the_command_line_that_was_stopped_says_so(queued):
    queued.parts.all().delete()
    CustomerImport.objects.filter(pk=queued.pk).update(state="running", claimed_at=timezone.now() - LONG_AGO)
    run_waiting_imports()
    queued.refresh_from_db()
    assert (queued.state, queued.problem_code) == ("failed", "file_gone")


def test_a_fault_of_our_own_is_kept_and_nothing_is_written(queued):
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE surveys_customer RENAME COLUMN language TO tongue")
        run_import(queued.pk)
        cursor.execute("ALTER TABLE surveys_customer RENAME COLUMN tongue TO language")
    queued.refresh_from_db()
    assert (queued.state, queued.problem_code, queued.problem_value) == ("failed", "broke_down", "ProgrammingError")
    assert not Account.objects.exists()


def test_an_upload_that_nobody_started_is_dropped_with_its_file(company):
    old, new = stored(), stored()
    CustomerImport.objects.filter(pk=old.pk).update(created_at=timezone.now() - dt.timedelta(days=3))
    run_waiting_imports()
    assert list(CustomerImport.objects.all()) == [new]


@pytest.mark.parametrize("choose", ["waiting", "forgotten"])
def test_the_sweep_reads_its_partial_index(company, choose):
    stored()
    rows = getattr(CustomerImport.objects, choose)(at=timezone.now()).order_by()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        assert "imports_to_take_up" in rows.explain()


def test_a_worker_killed_half_way_leaves_nothing_half_written(worker):
    complete_company()
    customer_import = stored(60_000, bad=5)
    start_import(customer_import)
    wait_until(lambda: CustomerImport.objects.get().done_count > 0)
    os.killpg(worker.pid, signal.SIGKILL)
    worker.wait(timeout=30)
    customer_import.refresh_from_db()
    assert customer_import.state == "running"
    assert not Customer.objects.exists()

    CustomerImport.objects.update(claimed_at=timezone.now() - LONG_AGO)
    run_waiting_imports()
    customer_import.refresh_from_db()
    assert (customer_import.state, customer_import.attempts) == ("done", 2)
    assert (customer_import.row_count, customer_import.refused_count) == (60_005, 5)
    assert Customer.objects.count() == Cancellation.objects.count() == 60_000
    assert customer_import.refused_rows.count() == 5


def wait_until(is_so, *, seconds: int = 60) -> None:
    deadline = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.05)
