import csv
import datetime as dt

import pytest

from surveys.customers.models import Cancellation, Customer
from surveys.customers.samples import write_sample_customers
from surveys.customers.services import import_file

TODAY = dt.date(2026, 11, 22)


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "sample.csv"
    write_sample_customers(path, today=TODAY)
    return path


@pytest.mark.django_db
def test_the_sample_imports_whole(path, company):
    found = import_file(path)
    assert (found.row_count, found.refused_count, found.unknown_day_count) == (600, 0, 0)
    endings = Cancellation.objects.all()
    assert 120 <= endings.count() <= 180
    assert endings.filter(ended_on__gt=TODAY - dt.timedelta(days=30)).count() >= 40
    assert endings.filter(kind="deceased").count() == 2
    assert endings.filter(kind="payment_failed").count() >= 3
    assert Customer.objects.filter(do_not_contact=True).exists()
    assert set(Customer.objects.values_list("language", flat=True)) == {"en", "sv"}


def test_the_sample_is_obviously_one_and_the_same_each_time(path, tmp_path):
    again = tmp_path / "again.csv"
    write_sample_customers(again, today=TODAY)
    assert again.read_bytes() == path.read_bytes()
    with path.open() as file:
        rows = list(csv.DictReader(file))
    assert rows[16]["Name"] == "Sample customer 17"
    assert all(row["E-mail"].endswith("@customers.example") for row in rows)
