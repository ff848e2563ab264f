import datetime as dt
from contextlib import suppress
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.customers import parsing
from surveys.customers.parsing import Notation
from surveys.customers.problems import CellError

STOCKHOLM = ZoneInfo("Europe/Stockholm")
NOTATION = Notation(zone=STOCKHOLM)
COMMA = Notation(zone=STOCKHOLM, decimal_comma=True)
MONTH_FIRST = Notation(zone=STOCKHOLM, month_first=True)
DAY_FIRST = Notation(zone=STOCKHOLM, month_first=False)
NEW_YEARS_EVE = dt.date(2025, 12, 31)


def code_of(parse, *arguments) -> str:
    with pytest.raises(CellError) as caught:
        parse(*arguments)
    return caught.value.code


@pytest.mark.parametrize(
    ("text", "amount", "currency"),
    [
        ("53.85", "53.85", ""),
        ("53,85", "53.85", ""),
        ("1 234,50", "1234.5", ""),
        ("1\u00a0234,50 kr", "1234.5", ""),
        ("1,234.50", "1234.5", ""),
        ("1.234,50", "1234.5", ""),
        ("1'234.50", "1234.5", ""),
        ("1,234,567", "1234567", ""),
        ("$99", "99", ""),
        ("€ 99,90", "99.9", "EUR"),
        ("99 USD", "99", "USD"),
        ("SEK 1200:-", "1200", "SEK"),
        ("0", "0", ""),
        (".5", "0.5", ""),
        ("0,125", "0.125", ""),
        ("99,00:-", "99", ""),
    ],
)
def test_amounts_are_read_with_comma_or_point(text, amount, currency):
    assert parsing.parse_amount(text, NOTATION) == (Decimal(amount), currency)


def test_three_digits_after_one_sign_are_read_as_the_file_writes_decimals():
    assert parsing.parse_amount("1,234", NOTATION) == (Decimal(1234), "")
    assert parsing.parse_amount("1.234", NOTATION) == (Decimal("1.234"), "")
    assert parsing.parse_amount("1,234", COMMA) == (Decimal("1.234"), "")
    assert parsing.parse_amount("1.234", COMMA) == (Decimal(1234), "")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("abc", "not_an_amount"),
        ("12abcd", "not_an_amount"),
        ("1e9", "not_an_amount"),
        ("1,2,3", "not_an_amount"),
        ("12,34,567", "not_an_amount"),
        ("1.2.3,4", "not_an_amount"),
        ("=1+1", "not_an_amount"),
        ("€ 5 SEK", "not_an_amount"),
        ("-5", "negative_amount"),
        ("10000000000", "amount_too_large"),
        ("9" * 60, "amount_too_large"),
    ],
)
def test_what_is_not_an_amount_is_refused(text, code):
    assert code_of(parsing.parse_amount, text, NOTATION) == code


@given(st.decimals(min_value=0, max_value=10**9, places=2))
def test_an_amount_written_in_either_way_comes_back(amount):
    english, swedish = f"{amount:,.2f}", f"{amount:,.2f}".replace(",", " ").replace(".", ",")
    assert parsing.parse_amount(english, NOTATION) == parsing.parse_amount(swedish, COMMA) == (amount, "")


def test_the_decimal_sign_of_a_file_is_learned_from_amounts_that_leave_no_choice():
    assert parsing.writes_decimal_comma(["1.234", "99,50", "12 kr"])
    assert not parsing.writes_decimal_comma(["1,234", "99.50"])
    assert not parsing.writes_decimal_comma(["1,234", "5"])
    assert not parsing.writes_decimal_comma(["99,50", "99.50"])


@pytest.mark.parametrize(
    "text",
    [
        "2025-12-31",
        "2025/12/31",
        "2025-12-31T10:00:00",
        "2025-12-31 10:00",
        "2025-12-31T22:59:00Z",
        "20251231",
        "31.12.2025",
        "31/12/2025",
        "12/31/2025",
        "31-12-2025",
        "31/12/2025 23:10",
        "December 31, 2025",
        "31 Dec 2025",
        "31 december 2025",
        "Dec. 31, 2025 08.15",
    ],
)
def test_days_are_read_in_the_common_forms(text):
    assert parsing.parse_day(text, NOTATION) == NEW_YEARS_EVE


def test_a_swedish_month_is_read():
    assert parsing.parse_day("2 maj 2026", NOTATION) == dt.date(2026, 5, 2)


def test_a_day_that_can_be_read_in_two_ways_needs_the_rest_of_the_file():
    assert code_of(parsing.parse_day, "05/06/2026", NOTATION) == "ambiguous_day"
    assert parsing.parse_day("05/06/2026", MONTH_FIRST) == dt.date(2026, 5, 6)
    assert parsing.parse_day("05/06/2026", DAY_FIRST) == dt.date(2026, 6, 5)
    assert parsing.parse_day("05/05/2026", NOTATION) == dt.date(2026, 5, 5)
    assert code_of(parsing.parse_day, "13/06/2026", MONTH_FIRST) == "not_a_day"


def test_the_order_of_day_and_month_is_learned_from_days_that_leave_no_choice():
    assert parsing.writes_month_first(["05/06/2026", "12/31/2025"]) is True
    assert parsing.writes_month_first(["05/06/2026", "31/12/2025"]) is False
    assert parsing.writes_month_first(["05.06.2026"]) is False
    assert parsing.writes_month_first(["05/06/2026"]) is None
    assert parsing.writes_month_first(["31/12/2025", "12/31/2025"]) is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("soon", "not_a_day"),
        ("2026-02-30", "not_a_day"),
        ("31/02/2026", "not_a_day"),
        ("45000", "not_a_day"),
        ("31.12.25", "not_a_day"),
        ("32 maj 2026", "not_a_day"),
        ("2026-01-01 25:00", "not_a_day"),
        ("0001-01-01", "day_out_of_range"),
        ("2999-01-01", "day_out_of_range"),
    ],
)
def test_what_is_not_a_day_is_refused(text, code):
    assert code_of(parsing.parse_day, text, NOTATION) == code


@given(st.dates(min_value=dt.date(1900, 1, 1), max_value=dt.date(2100, 12, 31)))
def test_a_day_written_in_iso_or_with_points_comes_back(day):
    assert parsing.parse_day(day.isoformat(), NOTATION) == day
    assert parsing.parse_day(f"{day:%d.%m.%Y}", DAY_FIRST) == day
    assert parsing.parse_day(f"{day:%m/%d/%Y}", MONTH_FIRST) == day


def test_a_moment_without_an_offset_is_the_companys_local_time():
    assert parsing.parse_moment("2026-07-01 00:30", NOTATION) == dt.datetime(2026, 6, 30, 22, 30, tzinfo=dt.UTC)
    assert parsing.parse_moment("2026-07-01T00:30:00Z", NOTATION) == dt.datetime(2026, 7, 1, 0, 30, tzinfo=dt.UTC)
    assert parsing.parse_moment("2026-07-01", NOTATION) == dt.datetime(2026, 6, 30, 22, 0, tzinfo=dt.UTC)


def test_the_day_of_a_moment_is_the_companys():
    assert parsing.parse_day("2026-06-30T23:00:00Z", NOTATION) == dt.date(2026, 7, 1)


@pytest.mark.parametrize("text", ["Yes", "JA", "1", "true", "sant", "x", "Churned", "cancelled", "Avslutad"])
def test_yes_is_read_in_both_languages(text):
    assert parsing.parse_yes_or_no(text) is True


@pytest.mark.parametrize("text", ["No", "Nej", "0", "FALSE", "falskt", "active", "Aktiv", "past_due"])
def test_no_is_read_in_both_languages(text):
    assert parsing.parse_yes_or_no(text) is False


def test_neither_yes_nor_no_is_refused():
    assert code_of(parsing.parse_yes_or_no, "perhaps") == "not_yes_or_no"


def test_an_address_is_written_small():
    assert parsing.parse_email("Anna@Customers.Example") == "anna@customers.example"


@pytest.mark.parametrize("text", ["anna", "anna@", "a b@customers.example", "anna@customers", "=cmd@x"])
def test_what_is_not_an_address_is_refused(text):
    assert code_of(parsing.parse_email, text) == "not_an_email"


@pytest.mark.parametrize(("text", "language"), [("sv", "sv"), ("sv-SE", "sv"), ("en_GB", "en"), ("Svenska", "sv")])
def test_languages_are_read_as_code_locale_or_name(text, language):
    assert parsing.parse_language(text) == language


def test_what_is_no_language_currency_kind_or_number_of_months_is_refused():
    assert code_of(parsing.parse_language, "klingon") == "not_a_language"
    assert code_of(parsing.parse_currency, "crowns") == "not_a_currency"
    assert code_of(parsing.parse_kind, "exploded") == "not_a_kind"
    assert code_of(parsing.parse_months, "1201") == "not_months"
    assert code_of(parsing.parse_months, "-3") == "not_months"


def test_kinds_are_read_with_any_signs_between_their_words():
    assert parsing.parse_kind("Payment_Failed") == "payment_failed"
    assert parsing.parse_kind("ej förnyad") == "not_renewed"


@pytest.mark.parametrize("reason", ["Deceased", "Customer deceased (letter from family)", "Avliden", "kunden har dött"])
def test_a_reason_gives_a_death_away(reason):
    assert parsing.kind_by_reason(reason) == "deceased"


@pytest.mark.parametrize(
    "reason", ["Payment failed", "card expired", "Betalningen misslyckades", "Utebliven betalning"]
)
def test_a_reason_gives_a_failed_payment_away(reason):
    assert parsing.kind_by_reason(reason) == "payment_failed"


@pytest.mark.parametrize("reason", ["", "Deadline missed", "price", "Dödsbra men för dyrt", "deathly slow support"])
def test_other_reasons_give_no_kind_away(reason):
    assert parsing.kind_by_reason(reason) is None


PARSERS = [
    lambda text: parsing.parse_amount(text, NOTATION),
    lambda text: parsing.parse_day(text, NOTATION),
    lambda text: parsing.parse_moment(text, MONTH_FIRST),
    parsing.parse_yes_or_no,
    parsing.parse_email,
    parsing.parse_language,
    parsing.parse_currency,
    parsing.parse_kind,
    parsing.parse_months,
]


@pytest.mark.parametrize("parse", PARSERS)
@pytest.mark.parametrize("text", ["", "-", "NULL", "n/a", "NaN"])
def test_a_blank_by_any_name_is_nothing(parse, text):
    assert parse(text) is None


@pytest.mark.parametrize("parse", PARSERS)
@given(text=st.text(max_size=40) | st.from_regex(r"[\d.,/ :T+-]{1,20}", fullmatch=True))
def test_any_text_is_a_value_or_a_clear_refusal(parse, text):
    with suppress(CellError):
        parse(text.strip())
