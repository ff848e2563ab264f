"""Amounts in another currency count by the last rate dated on or before their day, or not at all."""

import datetime as dt
from decimal import Decimal

import pytest

from analysis.breakdowns.money import in_reporting_currency
from surveys.customers.models import Cancellation
from tests.factories import make_cancellation

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("currency", "day", "worth"),
    [
        ("EUR", dt.date(2025, 12, 31), None),
        ("EUR", dt.date(2026, 1, 1), Decimal("115")),
        ("EUR", dt.date(2026, 6, 30), Decimal("115")),
        ("EUR", dt.date(2026, 7, 1), Decimal("111.25")),
        ("EUR", None, Decimal("111.25")),
        ("SEK", dt.date(2020, 1, 1), Decimal("10")),
        ("NOK", dt.date(2026, 7, 1), None),
        ("", dt.date(2026, 7, 1), None),
    ],
)
def test_ten_are_worth_what_the_rate_of_the_day_says(euro, company, currency, day, worth):
    make_cancellation(mrr=Decimal(10), currency=currency, ended_on=day)
    assert Cancellation.objects.annotate(worth=in_reporting_currency(company)).get().worth == worth
