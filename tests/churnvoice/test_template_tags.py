import datetime as dt
from decimal import Decimal

import pytest
from django.template import Context, Template
from django.utils import translation

from churnvoice.templatetags.churnvoice import labels_for_a_minute, money, number, percent, reason_label
from surveys.taxonomy.models import ReasonLabel


@pytest.fixture(autouse=True)
def _fresh_labels():
    labels_for_a_minute.cache_clear()


@pytest.mark.parametrize(
    ("amount", "currency", "written"),
    [
        (Decimal("1200"), "SEK", "1,200\N{NO-BREAK SPACE}SEK"),
        (Decimal("184300.4900"), "SEK", "184,300\N{NO-BREAK SPACE}SEK"),
        (Decimal("53.85"), "USD", "53.85\N{NO-BREAK SPACE}USD"),
        (Decimal("99.0000"), "EUR", "99\N{NO-BREAK SPACE}EUR"),
        (Decimal("-12.5"), "", "-12.50"),
        (Decimal(0), "SEK", "0\N{NO-BREAK SPACE}SEK"),
        (None, "SEK", "–"),
    ],
)
def test_amounts_show_cents_only_where_they_matter(amount, currency, written):
    assert money(amount, currency) == written


def test_numbers_are_grouped_as_the_language_does():
    assert number(12345) == "12,345"
    with translation.override("sv"):
        assert number(12345) == "12\N{NO-BREAK SPACE}345"


@pytest.mark.parametrize(
    ("share", "written"),
    [(0.31, "31\N{NO-BREAK SPACE}%"), (0, "0\N{NO-BREAK SPACE}%"), (1, "100\N{NO-BREAK SPACE}%"), (None, "–")],
)
def test_shares_are_whole_percents(share, written):
    assert percent(share) == written


def test_a_share_that_is_more_than_nothing_never_reads_as_nothing():
    assert percent(0.001) == "<\N{NO-BREAK SPACE}1\N{NO-BREAK SPACE}%"


@pytest.mark.django_db
def test_a_reason_is_called_by_its_label_in_the_readers_language():
    assert reason_label("not_needed") == "No longer needed"
    with translation.override("sv"):
        assert reason_label("not_needed") == "Behövs inte längre"


@pytest.mark.django_db
def test_a_companys_own_wording_of_a_reason_is_used():
    ReasonLabel.objects.create(reason_id="pricing", language="en", version=2, text="Too expensive")
    assert reason_label("pricing") == "Too expensive"


@pytest.mark.django_db
def test_a_page_of_reasons_asks_for_their_labels_once(django_assert_num_queries):
    pills = Template("{% load churnvoice %}{% for code in codes %}{{ code|reason_label }} {% endfor %}")
    with django_assert_num_queries(1):
        pills.render(Context({"codes": ["pricing", "support", "quality", "unsorted", "other"]}))


def test_what_is_no_reason_has_a_name_too():
    assert reason_label("unsorted") == "Unsorted"
    assert reason_label("other") == "Something else"


def test_days_and_moments_cannot_be_misread():
    moment = dt.datetime(2026, 11, 3, 16, 44, tzinfo=dt.UTC)
    page = Template('{{ at|date:"SHORT_DATETIME_FORMAT" }} {{ at|date:"SHORT_DATE_FORMAT" }}')
    assert page.render(Context({"at": moment})) == "3 Nov 2026, 16:44 3 Nov 2026"
    with translation.override("sv"):
        assert page.render(Context({"at": moment})) == "2026-11-03 16:44 2026-11-03"
