"""What a waiting file would become: its columns with examples, its first rows as read, its problems so far."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from surveys.customers.fields import SHARED_FIELDS, Field
from surveys.customers.mapping import check_columns
from surveys.customers.models import CustomerImport
from surveys.customers.problems import FileError, sentence_for
from surveys.customers.reading import CustomerFile, Row, first_rows, open_customer_file
from surveys.customers.rows import RowProblem, RowReader, StagedRow
from surveys.customers.running import SAMPLE, reading_of
from surveys.customers.storing import stored_file

EXAMPLES = 3
ROWS_SHOWN = 5
PROBLEMS_SHOWN = 5


@dataclass(frozen=True)
class ColumnPreview:
    header: str
    examples: list[str]


@dataclass(frozen=True)
class ProblemCount:
    """One kind of problem in the sample: how many rows have it, and the first of them in words."""

    column: str
    row_count: int
    first: RowProblem

    @property
    def sentence(self) -> str:
        return sentence_for(self.first.code, self.first.value)


@dataclass(frozen=True)
class Preview:
    """`fields` heads the columns of `rows`; `obstacle` says why the file cannot be imported as chosen, or ""."""

    columns: list[ColumnPreview]
    fields: list[str]
    rows: list[list[str]]
    problems: list[ProblemCount]
    sample_count: int
    ending_count: int
    unknown_day_count: int
    has_emails: bool
    obstacle: str


def preview_import(customer_import: CustomerImport) -> Preview:
    """Read the first thousand rows of an upload in the way chosen so far, writing nothing."""
    customer_file = open_customer_file(stored_file(customer_import))
    sample = first_rows(customer_file, SAMPLE)
    reading = reading_of(customer_import, customer_file)
    reader = RowReader(reading)
    read = [reader.read(row) for row in sample]
    staged = [row for row in read if isinstance(row, StagedRow)]
    fields = [Field(customer_import.mapping[header]) for header in customer_file.headers]
    chosen = [field for field in fields if field not in SHARED_FIELDS]
    return Preview(
        columns=preview_columns(customer_file, sample),
        fields=[str(field.label) for field in chosen],
        rows=[
            [written(value_of(row, field), reading.notation.zone) for field in chosen] for row in staged[:ROWS_SHOWN]
        ],
        problems=count_problems([problem for row in read if isinstance(row, list) for problem in row]),
        sample_count=len(sample),
        ending_count=sum(row.is_ending for row in staged),
        unknown_day_count=sum(row.is_ending and row.ended_on is None for row in staged),
        has_emails=Field.EMAIL in chosen,
        obstacle=obstacle_of(customer_import),
    )


def preview_columns(customer_file: CustomerFile, sample: Sequence[Row]) -> list[ColumnPreview]:
    columns = []
    for place, header in enumerate(customer_file.headers):
        values = dict.fromkeys(row.cells[place].strip() for row in sample if place < len(row.cells))
        columns.append(ColumnPreview(header, [value[:60] for value in values if value][:EXAMPLES]))
    return columns


def value_of(row: StagedRow, field: Field) -> object:
    """What a row would write for a field; two fields are named otherwise once they are read."""
    names = {Field.CANCELLED: "is_ending", Field.CANCELLED_AT: "asked_at"}
    return getattr(row, names.get(field, field.value))


def written(value: object, zone: ZoneInfo) -> str:
    """A value in the form that leaves no doubt how it was read."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, dt.datetime):
        return f"{value.astimezone(zone):%Y-%m-%d %H:%M}"
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return "" if value is None else str(value)


def count_problems(problems: Sequence[RowProblem]) -> list[ProblemCount]:
    """The most frequent problems by column and kind."""
    counts = Counter((problem.column, problem.code) for problem in problems)
    firsts = {(problem.column, problem.code): problem for problem in reversed(problems)}
    return [ProblemCount(key[0], count, firsts[key]) for key, count in counts.most_common(PROBLEMS_SHOWN)]


def obstacle_of(customer_import: CustomerImport) -> str:
    try:
        check_columns(customer_import.mapping)
    except FileError as error:
        return str(error)
    return ""
