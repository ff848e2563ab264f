"""High revenue: the dearest tenth of a currency's accounts, where there is such a thing."""

from decimal import Decimal

import pytest

from analysis.followups.revenue import high_revenue_by_currency
from tests.factories import make_account

pytestmark = pytest.mark.django_db


def test_the_ninth_decile_of_each_currency_is_where_high_begins(django_assert_num_queries):
    for amount in range(10, 210, 10):
        make_account(mrr=Decimal(amount), currency="SEK")
        make_account(mrr=Decimal(amount) / 10, currency="EUR")
    make_account(mrr=None, currency="SEK")
    with django_assert_num_queries(1):
        assert high_revenue_by_currency() == {"SEK": Decimal(180), "EUR": Decimal(18)}


def test_a_few_accounts_have_no_dearest_tenth():
    for amount in range(9):
        make_account(mrr=Decimal(amount))
    assert high_revenue_by_currency() == {}


def test_where_nearly_everybody_pays_the_same_nobody_is_high():
    for _ in range(20):
        make_account(mrr=Decimal(99))
    make_account(mrr=Decimal(500))
    assert high_revenue_by_currency() == {}
