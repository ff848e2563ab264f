"""Rates are entered by day; a sum in another currency is only added by the rate of its day."""

from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from surveys.company.models import Company, ExchangeRate

PAGE = "/setup/rates/"


def test_a_rate_is_added_and_deleted(company: Company, administrator_client: Client):
    administrator_client.post(PAGE, {"currency": "EUR", "rate": "11.25", "valid_from_on": "2026-01-01"})
    assert ExchangeRate.objects.get().rate == Decimal("11.25")
    assert "11.25" in administrator_client.get(PAGE).content.decode()
    administrator_client.post(reverse("surveys:exchange-rate-delete", args=[ExchangeRate.objects.get().pk]))
    assert not ExchangeRate.objects.exists()


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
