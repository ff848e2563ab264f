"""How fast a file of customers comes in, beside a bare COPY of the same file: make bench, or run this file's test."""

import time
from pathlib import Path
from random import Random

import pytest
from django.db import connection

from surveys.customers.models import CustomerImport
from surveys.customers.services import import_file

ROWS = 100_000
HEADER = (
    "Customer ID,E-mail,Name,Plan,Monthly revenue,Currency,Signed up,Cancelled at,Reason,Region,Segment,Seats,Notes"
)


def write_customers(path: Path) -> None:
    random = Random(1)
    with path.open("w") as file:
        print(HEADER, file=file)
        for number in range(ROWS):
            cancelled = f"2026-{random.randint(1, 9):02}-{random.randint(1, 28):02}" if number % 4 == 0 else ""
            print(
                f"{number},customer{number}@customers.example,Sample customer {number},Pro,{number % 900}.50,SEK,"
                f"2024-{number % 12 + 1:02}-01,{cancelled},{'Too expensive' if cancelled else ''},"
                f"Region {number % 9},Segment {number % 5},{number % 50},Sample note {number}",
                file=file,
            )


def bare_copy(path: Path) -> float:
    columns = ", ".join(f'"{name}" text' for name in HEADER.split(","))
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMP TABLE bare ({columns})")
        started = time.perf_counter()
        with path.open("rb") as file, cursor.copy("COPY bare FROM STDIN (FORMAT csv, HEADER)") as copy:
            while chunk := file.read(1 << 16):
                copy.write(chunk)
        return time.perf_counter() - started


def timed_import(path: Path) -> tuple[float, CustomerImport]:
    started = time.perf_counter()
    customer_import = import_file(path)
    return time.perf_counter() - started, customer_import


@pytest.mark.django_db(transaction=True)
def test_one_hundred_thousand_rows(tmp_path, company, capsys):
    path = tmp_path / "customers.csv"
    write_customers(path)
    copied = bare_copy(path)
    first, created = timed_import(path)
    second, unchanged = timed_import(path)
    with capsys.disabled():
        print(f"\n{ROWS:,} rows, {path.stat().st_size / 1e6:.1f} MB")
        for name, seconds in (("bare COPY", copied), ("first import", first), ("second import", second)):
            print(f"{name:14} {seconds:6.2f} s {ROWS / seconds:>10,.0f} rows/s {seconds / copied:6.1f} x the bare COPY")
    assert created.counts["customer"]["created"] == ROWS
    assert unchanged.counts["customer"]["unchanged"] == ROWS
    assert first < 60
