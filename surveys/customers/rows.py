"""From the cells of one row to what it says about an account, a person and an ending; or to what is wrong with it."""

import calendar
import datetime as dt
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache, partial
from typing import Any, NamedTuple

from surveys.customers import parsing
from surveys.customers.fields import Field
from surveys.customers.mapping import Columns
from surveys.customers.parsing import Notation
from surveys.customers.problems import CellError
from surveys.customers.reading import Row

LONGEST_ID = 200
LONGEST: dict[str, int] = {
    Field.EXTERNAL_ID: LONGEST_ID,
    Field.ACCOUNT_EXTERNAL_ID: LONGEST_ID,
    Field.ACCOUNT_NAME: 200,
    Field.NAME: 200,
    Field.PLAN: 100,
    Field.OWNER_EMAIL: 254,
    Field.RECORDED_REASON: 500,
}
LONGEST_ATTRIBUTE = 2000
LONGEST_QUOTE = 100  # of a cell, in a problem
UNREADABLE = "\ufffd"


class StagedRow(NamedTuple):
    """One row for the staging table, in the order of its columns; None leaves what is there as it is."""

    number: int
    external_id: str | None = None
    email: str | None = None
    name: str | None = None
    language: str | None = None
    do_not_contact: bool = False
    person_attributes: str = "{}"
    account_external_id: str | None = None
    account_name: str | None = None
    plan: str | None = None
    mrr: Decimal | None = None
    currency: str | None = None
    owner_email: str | None = None
    signed_up_on: dt.date | None = None
    reckoned_signed_up_on: dt.date | None = None
    attributes: str = "{}"
    is_ending: bool = False
    ending_external_id: str | None = None
    kind: str | None = None
    asked_at: dt.datetime | None = None
    effective_on: dt.date | None = None
    ended_on: dt.date | None = None
    tenure_months: int | None = None
    recorded_reason: str | None = None
    withdrawn_at: dt.datetime | None = None
    returned_on: dt.date | None = None


@dataclass(frozen=True)
class RowProblem:
    """What is wrong with a row, and in which of its columns ("" for the row as a whole)."""

    number: int
    column: str
    code: str
    value: str


@dataclass(frozen=True)
class Reading:
    """How the rows of one file are read: which column is what, as of when, in which currency."""

    headers: tuple[str, ...]
    columns: Columns
    notation: Notation
    as_of: dt.date
    currency: str = ""


class RowReader:
    """Reads rows one by one; what many rows repeat (days, amounts) is parsed once."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.parsers = make_parsers(reading.notation)
        self.plan = [(place, header, reading.columns[header]) for place, header in enumerate(reading.headers)]

    def read(self, row: Row) -> StagedRow | list[RowProblem]:
        """The row's values, or everything that is wrong with it."""
        if row.problem:
            return [RowProblem(row.number, "", row.problem, str(len(row.cells)))]
        values: dict[str, Any] = {}
        attributes: dict[str, dict[str, str]] = {Field.ATTRIBUTE: {}, Field.PERSON_ATTRIBUTE: {}}
        problems = []
        for (_place, header, field), cell in zip(self.plan, row.cells, strict=False):
            text = cell.strip()
            if not text or field == Field.LEFT_OUT:
                continue
            try:
                if field in attributes:
                    attributes[field][header] = parse_text(text, LONGEST_ATTRIBUTE)
                else:
                    values[field] = self.parsers[field](text)
            except CellError as error:
                quote = text[:LONGEST_QUOTE] if error.value is None else error.value
                problems.append(RowProblem(row.number, header, error.code, quote))
        if problems:
            return problems
        try:
            return finish_row(row.number, values, attributes, self.reading)
        except CellError as error:
            return [RowProblem(row.number, "", error.code, error.value or "")]


def make_parsers(notation: Notation) -> dict[str, Callable[[str], Any]]:
    remembered = lru_cache(maxsize=20_000)
    day = remembered(partial(parsing.parse_day, notation=notation))
    moment = remembered(partial(parsing.parse_moment, notation=notation))
    parsers: dict[str, Callable[[str], Any]] = {
        field: partial(parse_text, longest=longest) for field, longest in LONGEST.items()
    }
    return parsers | {
        Field.EMAIL: parsing.parse_email,
        Field.LANGUAGE: remembered(parsing.parse_language),
        Field.DO_NOT_CONTACT: parsing.parse_yes_or_no,
        Field.MRR: remembered(partial(parsing.parse_amount, notation=notation)),
        Field.CURRENCY: remembered(parsing.parse_currency),
        Field.SIGNED_UP_ON: day,
        Field.TENURE_MONTHS: remembered(parsing.parse_months),
        Field.CANCELLED: parsing.parse_yes_or_no,
        Field.CANCELLED_AT: moment,
        Field.EFFECTIVE_ON: day,
        Field.KIND: remembered(parsing.parse_kind),
        Field.WITHDRAWN_AT: moment,
        Field.RETURNED_ON: day,
    }


def parse_text(text: str, longest: int) -> str:
    if len(text) > longest:
        raise CellError("too_long", f"{longest:,}")
    if UNREADABLE in text:
        raise CellError("unreadable_characters")
    return text


def finish_row(
    number: int, values: dict[str, Any], attributes: dict[str, dict[str, str]], reading: Reading
) -> StagedRow:
    """Join what the cells say: ids for each other, days by each other, the kind by the reason."""
    account_id = values.get(Field.ACCOUNT_EXTERNAL_ID)
    external_id = values.get(Field.EXTERNAL_ID) or values.get(Field.EMAIL) or account_id
    if external_id is None:
        raise CellError("missing_id")
    if len(external_id) > LONGEST_ID:  # an address may be longer than an id
        raise CellError("too_long", f"{LONGEST_ID:,}")
    mrr, currency_beside = values.get(Field.MRR) or (None, "")
    ending = find_ending(values, reading.notation)
    tenure = values.get(Field.TENURE_MONTHS)
    return StagedRow(
        number=number,
        external_id=external_id,
        email=values.get(Field.EMAIL),
        name=values.get(Field.NAME),
        language=values.get(Field.LANGUAGE),
        do_not_contact=bool(values.get(Field.DO_NOT_CONTACT)),
        person_attributes=json.dumps(attributes[Field.PERSON_ATTRIBUTE], ensure_ascii=False),
        account_external_id=account_id,
        account_name=values.get(Field.ACCOUNT_NAME),
        plan=values.get(Field.PLAN),
        mrr=mrr,
        currency=values.get(Field.CURRENCY) or currency_beside or (reading.currency if mrr is not None else "") or None,
        owner_email=(values.get(Field.OWNER_EMAIL) or "").lower() or None,
        signed_up_on=values.get(Field.SIGNED_UP_ON),
        reckoned_signed_up_on=None
        if tenure is None
        else months_before(ending.get("ended_on") or reading.as_of, tenure),
        attributes=json.dumps(attributes[Field.ATTRIBUTE], ensure_ascii=False),
        tenure_months=tenure,
        **ending,
    )


def find_ending(values: dict[str, Any], notation: Notation) -> dict[str, Any]:
    """The ending that a row tells of, if any.

    A day of cancellation counts even beside "active": it was asked for and is not effective yet. Without a label, a
    reason or a kind is enough; a label of no outweighs those two.
    """
    asked_at = values.get(Field.CANCELLED_AT)
    effective_on = values.get(Field.EFFECTIVE_ON)
    reason = values.get(Field.RECORDED_REASON)
    kind = values.get(Field.KIND)
    label = values.get(Field.CANCELLED)
    if label is None:
        label = bool(reason or kind)
    if not (asked_at or effective_on or label):
        if values.get(Field.RETURNED_ON) or values.get(Field.WITHDRAWN_AT):
            raise CellError("return_without_ending")
        return {}
    return {
        "is_ending": True,
        "kind": kind or parsing.kind_by_reason(reason or ""),
        "asked_at": asked_at,
        "effective_on": effective_on,
        "ended_on": asked_at.astimezone(notation.zone).date() if asked_at else effective_on,
        "recorded_reason": reason,
        "withdrawn_at": values.get(Field.WITHDRAWN_AT),
        "returned_on": values.get(Field.RETURNED_ON),
    }


def months_before(day: dt.date, months: int) -> dt.date:
    """The same day so many months earlier, or the last day of a shorter month."""
    years, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return dt.date(years, month + 1, min(day.day, calendar.monthrange(years, month + 1)[1]))


def learn_notation(headers: tuple[str, ...], columns: Columns, rows: Iterable[Row], zone: Any) -> Notation:
    """How a file writes amounts and days, from its first rows."""
    amounts, days = [], []
    dated = {Field.SIGNED_UP_ON, Field.CANCELLED_AT, Field.EFFECTIVE_ON, Field.WITHDRAWN_AT, Field.RETURNED_ON}
    for row in rows:
        for header, cell in zip(headers, row.cells, strict=False):
            if columns[header] == Field.MRR:
                amounts.append(cell)
            elif columns[header] in dated:
                days.append(cell.strip())
    return Notation(
        zone=zone,
        decimal_comma=parsing.writes_decimal_comma(amounts),
        month_first=parsing.writes_month_first(days),
    )
