"""From a cell's text to a value: pure functions that return None for a blank and raise CellError for nonsense."""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from surveys.customers.models import Cancellation
from surveys.customers.problems import CellError
from surveys.customers.words import ANSWERS, CURRENCY_SIGNS, KINDS, LANGUAGES, MONTHS, NOTHING

HIGHEST_AMOUNT = Decimal(10) ** 10  # numeric(14,4)
MOST_MONTHS = 1200
FIRST_YEAR, LAST_YEAR = 1900, 2100

AMOUNT = re.compile(r"(?P<before>[^\d+\-.,]*)(?P<number>[+-]?[\d.,]*\d[\d.,]*)(?P<after>[^\d]*)")
GROUPED = re.compile(r"\d{1,3}([.,])\d{3}(?:\1\d{3})*")
NUMERIC_DAY = re.compile(r"(\d{1,4})[./-](\d{1,2})[./-](\d{1,4})")
WORDED_DAY = re.compile(r"(?:(\d{1,2})\.?\s+)?([^\W\d_]+)\.?\s+(?:(\d{1,2}),?\s+)?(\d{4})")
TIME_OF_DAY = re.compile(r"(.*\d)[ T,]+(\d{1,2}[:.]\d{2}(?:[:.]\d{2})?)")


@dataclass(frozen=True)
class Notation:
    """How one file writes what can be written in two ways."""

    zone: ZoneInfo
    decimal_comma: bool = False
    month_first: bool | None = None  # None: no row of the file tells


def is_blank(text: str) -> bool:
    return text.casefold() in NOTHING


def parse_amount(text: str, notation: Notation) -> tuple[Decimal, str] | None:
    """An amount per month, and the currency written beside it or "".

    `1 234,50 kr`, `1,234.50`, `€ 99` and `1.234,50` are understood; `1,234` is read by the file's decimal sign.
    """
    if is_blank(text):
        return None
    match = AMOUNT.fullmatch(re.sub(r"[\s'’]", "", text))
    if match is None:
        raise CellError("not_an_amount")
    signs = {match["before"].strip().casefold(), match["after"].strip().casefold()} - {"", ":-", "-", ",-"}
    currencies = {CURRENCY_SIGNS.get(sign, sign.upper()) for sign in signs} - {""}
    if len(currencies) > 1 or any(sign not in CURRENCY_SIGNS and not is_code(sign) for sign in signs):
        raise CellError("not_an_amount")
    amount = parse_number(match["number"].rstrip(".,"), decimal_comma=notation.decimal_comma)
    if amount < 0:
        raise CellError("negative_amount")
    if amount >= HIGHEST_AMOUNT:
        raise CellError("amount_too_large")
    return amount, currencies.pop() if currencies else ""


def parse_number(text: str, *, decimal_comma: bool) -> Decimal:
    """A number with comma or point: the last sign is the decimal one, unless only groups of three follow."""
    sign, digits = (text[0], text[1:]) if text[0] in "+-" else ("", text)
    points, commas = digits.count("."), digits.count(",")
    if points and commas:
        decimal_sign = max(".,", key=digits.rfind)
    elif points + commas > 1:
        decimal_sign = ""
    elif GROUPED.fullmatch(digits) and not digits.startswith("0"):
        decimal_sign = "," if decimal_comma else "."
    else:
        decimal_sign = "," if commas else "."
    whole, _sign, fraction = digits.partition(decimal_sign) if decimal_sign else (digits, "", "")
    if not (whole.isdecimal() or GROUPED.fullmatch(whole) or not whole) or (fraction and not fraction.isdecimal()):
        raise CellError("not_an_amount")
    whole = re.sub(r"\D", "", whole)
    if len(whole) > 30:
        raise CellError("amount_too_large")
    return Decimal(f"{sign}{whole or 0}.{fraction[:10] or 0}").quantize(Decimal("0.0001"))


def writes_decimal_comma(texts: Iterable[str]) -> bool:
    """Whether some amount of a file can only be read with a decimal comma, and none only with a point."""
    endings = [re.search(r"([.,])(\d+)\D*$", text) for text in texts]
    signs = {ending[1] for ending in endings if ending and len(ending[2]) != 3}
    return signs == {","}


def is_code(text: str) -> bool:
    return len(text) == 3 and text.isascii() and text.isalpha()


def parse_currency(text: str) -> str | None:
    """Three capital letters; signs that belong to one currency only are understood."""
    if is_blank(text):
        return None
    currency = CURRENCY_SIGNS.get(text.casefold()) or text.upper()
    if not is_code(currency):
        raise CellError("not_a_currency")
    return currency


def parse_months(text: str) -> int | None:
    """Whole months; a fraction is cut off."""
    if is_blank(text):
        return None
    match = re.fullmatch(r"(\d{1,6})(?:[.,]\d*)?", text)
    if match is None or int(match[1]) > MOST_MONTHS:
        raise CellError("not_months")
    return int(match[1])


def is_in_range(day: dt.date) -> bool:
    return FIRST_YEAR <= day.year <= LAST_YEAR


def parse_day(text: str, notation: Notation) -> dt.date | None:
    """A day in ISO form, with points, slashes or the month's name; of a moment, its day where the company is."""
    if is_blank(text):
        return None
    moment = parse_moment(text, notation)
    return moment.astimezone(notation.zone).date() if moment else None


def parse_moment(text: str, notation: Notation) -> dt.datetime | None:
    """A moment; without an offset it is the company's local time, without a time the day's first moment."""
    if is_blank(text):
        return None
    moment = read_iso(text) or read_worded_moment(text, notation)
    if not is_in_range(moment):
        raise CellError("day_out_of_range")
    return moment if moment.tzinfo else moment.replace(tzinfo=notation.zone)


def read_iso(text: str) -> dt.datetime | None:
    if len(text) < 8:
        return None
    try:
        return dt.datetime.fromisoformat(text)
    except ValueError:
        return None


def read_worded_moment(text: str, notation: Notation) -> dt.datetime:
    match = TIME_OF_DAY.fullmatch(text)
    day = read_day(match[1] if match else text, notation)
    if match is None:
        return dt.datetime.combine(day, dt.time())
    try:
        hour, minute, *rest = map(int, re.split("[:.]", match[2]))
        return dt.datetime.combine(day, dt.time(hour, minute, sum(rest)))
    except ValueError:
        raise CellError("not_a_day") from None


def read_day(text: str, notation: Notation) -> dt.date:
    numbers = NUMERIC_DAY.fullmatch(text)
    words = WORDED_DAY.fullmatch(text)
    if numbers:
        year, month, day = order_day(numbers[1], numbers[2], numbers[3], notation)
    elif words and bool(words[1]) != bool(words[3]) and words[2].casefold()[:3] in MONTHS:
        year, month, day = int(words[4]), MONTHS[words[2].casefold()[:3]], int(words[1] or words[3])
    else:
        raise CellError("not_a_day")
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise CellError("day_out_of_range")
    try:
        return dt.date(year, month, day)
    except ValueError:
        raise CellError("not_a_day") from None


def order_day(first: str, second: str, third: str, notation: Notation) -> tuple[int, int, int]:
    """Year, month and day of three numbers."""
    if len(first) == 4 and len(third) <= 2:
        return int(first), int(second), int(third)
    if len(third) != 4 or len(first) > 2:
        raise CellError("not_a_day")
    month_first = notation.month_first
    if month_first is None and first != second and int(first) <= 12 and int(second) <= 12:
        raise CellError("ambiguous_day")
    if month_first is None:
        month_first = int(first) <= 12 < int(second)
    month, day = (first, second) if month_first else (second, first)
    return int(third), int(month), int(day)


def writes_month_first(texts: Iterable[str]) -> bool | None:
    """What the days of a file tell about the order of day and month; points always mean the day first."""
    orders = set()
    for text in texts:
        numbers = NUMERIC_DAY.match(text)
        if numbers and len(numbers[3]) == 4 and len(numbers[1]) <= 2:
            first, second = int(numbers[1]), int(numbers[2])
            if first > 12 or "." in numbers[0]:
                orders.add(False)
            elif second > 12:
                orders.add(True)
    return orders.pop() if len(orders) == 1 else None


def parse_yes_or_no(text: str) -> bool | None:
    word = text.casefold()
    if word not in ANSWERS and not is_blank(text):
        raise CellError("not_yes_or_no")
    return ANSWERS.get(word)


def parse_email(text: str) -> str | None:
    """An address in small letters, as suppression compares it."""
    if is_blank(text):
        return None
    address = text.removeprefix("mailto:").lower()
    try:
        validate_email(address)
    except ValidationError:
        raise CellError("not_an_email") from None
    if len(address) > 254:
        raise CellError("too_long", "254")
    return address


def parse_language(text: str) -> str | None:
    """The language's two letters, of a code, a locale or its English or own name."""
    word = text.casefold()
    if is_blank(text):
        return None
    if re.fullmatch(r"[a-z]{2}([-_][a-z]{2,4})?", word):
        return word[:2]
    if word not in LANGUAGES:
        raise CellError("not_a_language")
    return LANGUAGES[word]


def parse_kind(text: str) -> str | None:
    if is_blank(text):
        return None
    words = re.sub(r"[\W_]+", " ", text.casefold()).strip()
    if words not in KINDS:
        raise CellError("not_a_kind")
    return KINDS[words]


def kind_by_reason(reason: str) -> str | None:
    """The two kinds of ending that a recorded reason gives away, because nobody may be asked after them."""
    words = reason.casefold()
    if re.search(r"\b(deceased|died|death|dead|passed away|avliden|avled|avlidit|död|dött|dödsfall|dödsbo)\b", words):
        return Cancellation.Kind.DECEASED.value
    if re.search(r"payment[ _-]?(failed|failure)|failed[ _-]?payment|card[ _-]?(declined|expired)", words) or re.search(
        r"(betalning(en)?|kortet|kort) (misslyckades|nekades|nekad|har gått ut|utebliven)|utebliven betalning", words
    ):
        return Cancellation.Kind.PAYMENT_FAILED.value
    return None
