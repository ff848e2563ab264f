"""Rates are entered by day; a sum in another currency is only added by the rate of its day."""

import datetime as dt
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from surveys.company.models import Company, ExchangeRate
from surveys.company.queries import rate_on

PAGE = "/setup/rates/"


@pytest.fixture
def euro(company: Company) -> None:
    for day, rate in ((dt.date(2026, 1, 1), "11.5"), (dt.date(2026, 7, 1), "11.125")):
        ExchangeRate.objects.create(currency="EUR", rate=rate, valid_from_on=day)


@pytest.mark.parametrize(
    ("day", "rate"),
    [
        (dt.date(2025, 12, 31), None),
        (dt.date(2026, 1, 1), Decimal("11.5")),
        (dt.date(2026, 6, 30), Decimal("11.5")),
        (dt.date(2026, 7, 1), Decimal("11.125")),
        (dt.date(2030, 1, 1), Decimal("11.125")),
    ],
)
def test_the_rate_of_a_day_is_the_last_one_entered_for_it(euro: None, day: dt.date, rate: Decimal | None):
    assert rate_on("EUR", day) == rate


def test_the_reporting_currency_is_worth_one(company: Company):
    assert rate_on("SEK", dt.date(2020, 1, 1)) == Decimal(1)


@pytest.mark.parametrize("currency", ["NOK", ""])
def test_a_currency_without_a_rate_has_none(euro: None, currency: str):
    assert rate_on(currency, dt.date(2026, 8, 1)) is None


def test_no_currency_is_worth_anything_before_one_is_chosen(db):
    assert rate_on("", dt.date(2026, 8, 1)) is None


def test_a_rate_is_added_and_deleted(company: Company, administrator_client: Client):
    administrator_client.post(PAGE, {"currency": "EUR", "rate": "11.25", "valid_from_on": "2026-01-01"})
    assert rate_on("EUR", dt.date(2026, 2, 1)) == Decimal("11.25")
    assert "11.25" in administrator_client.get(PAGE).content.decode()
    administrator_client.post(reverse("surveys:exchange-rate-delete", args=[ExchangeRate.objects.get().pk]))
    assert rate_on("EUR", dt.date(2026, 2, 1)) is None


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"currency": "SEK"}, "always 1"),
        ({"currency": "XYZ"}, "valid choice"),
        ({"rate": "0"}, "greater than 0"),
        ({"rate": "-1"}, "greater than 0"),
        ({"rate": "much"}, "number"),
        ({"valid_from_on": "some day"}, "valid date"),
        ({"valid_from_on": "2026-07-01"}, "already exists"),
    ],
)
def test_a_wrong_rate_is_refused(euro: None, administrator_client: Client, change: dict[str, str], words: str):
    form = {"currency": "EUR", "rate": "11.25", "valid_from_on": "2026-09-01"} | change
    answer = administrator_client.post(PAGE, form)
    assert words in answer.content.decode()
    assert ExchangeRate.objects.count() == 2


def test_without_a_reporting_currency_the_page_says_so_and_takes_nothing(administrator_client: Client):
    form = {"currency": "EUR", "rate": "11.25", "valid_from_on": "2026-09-01"}
    assert "No reporting currency yet" in administrator_client.post(PAGE, form).content.decode()
    assert not ExchangeRate.objects.exists()
