"""From a file's bytes to its header and rows of cells, one row at a time, whatever its encoding and separator."""

import csv
import io
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from surveys.customers.encoding import Encoding, Opener, detect_encoding
from surveys.customers.problems import FileError

SEPARATORS = ",;\t|"
MOST_COLUMNS = 300
LONGEST_HEADER = 100
LONGEST_LINE = 1 << 20
# A quotation mark that nobody closed would otherwise swallow the rest of the file.
MOST_LINES_IN_A_ROW = 50


@dataclass(frozen=True)
class Row:
    """One row as a spreadsheet numbers it. `problem` is the code of what is wrong with it as a whole."""

    number: int
    cells: list[str]
    problem: str = ""


class LineFeed:
    """Hands lines to the csv reader and takes back those that a broken row has swallowed."""

    def __init__(self, text: io.TextIOBase) -> None:
        self.text = text
        self.waiting: deque[str] = deque()
        self.taken: list[str] = []

    def __iter__(self) -> "LineFeed":
        return self

    def __next__(self) -> str:
        if len(self.taken) >= MOST_LINES_IN_A_ROW:
            raise csv.Error("a row of too many lines")
        line = self.waiting.popleft() if self.waiting else self.text.readline(LONGEST_LINE)
        if not line:
            raise StopIteration
        line = line.replace("\0", "")
        self.taken.append(line)
        return line

    def begin_row(self) -> None:
        self.taken.clear()

    def take_back(self) -> None:
        """All lines but the first are rows of their own again."""
        self.waiting.extendleft(reversed(self.taken[1:]))


@dataclass(frozen=True)
class CustomerFile:
    """A file that can be read again and again: its bytes, and what was found out about them."""

    opener: Opener
    encoding: Encoding
    separator: str
    headers: tuple[str, ...]

    @property
    def row_count(self) -> int:
        """About how many rows follow the header: a text may go over several lines."""
        return max(self.encoding.line_count - 1, 1)

    def rows(self) -> Iterator[Row]:
        """The rows below the header, blank ones left out; a row that cannot be split into cells says so."""
        records = read_records(self.opener, self.encoding.name, self.separator, width=len(self.headers))
        header_number = next(records).number
        return (row for row in records if row.number > header_number)


def open_customer_file(opener: Opener) -> CustomerFile:
    """Find out how a file is to be read; raises FileError when it cannot be, or holds no rows."""
    encoding = detect_encoding(opener)
    separator = detect_separator(opener, encoding.name)
    records = read_records(opener, encoding.name, separator)
    header = next(records, None)
    if header is None:
        raise FileError("empty")
    if header.problem:
        raise FileError(header.problem)
    headers = check_headers(header.cells)
    if next(records, None) is None:
        raise FileError("only_header")
    return CustomerFile(opener, encoding, separator, headers)


def open_text(opener: Opener, encoding: str) -> io.TextIOWrapper:
    return io.TextIOWrapper(opener(), encoding=encoding, errors="replace", newline="")


def detect_separator(opener: Opener, encoding: str) -> str:
    """The separator that cuts the first lines into the most equal rows; a comma for a file of one column."""
    with open_text(opener, encoding) as text:
        lines = [text.readline(10_000) for _ in range(20)]
    if lines[0].lower().startswith("sep=") and lines[0][4:5] in SEPARATORS:
        return lines[0][4]
    lines = [line for line in lines if line.strip()]

    def evenness(separator: str) -> tuple[float, int]:
        widths = [len(cells) for cells in csv.reader(lines, delimiter=separator) if cells]
        width = widths[0] if widths else 1
        return (widths.count(width) / len(widths) if width > 1 else 0, width)

    return max(SEPARATORS, key=evenness)


def read_records(opener: Opener, encoding: str, separator: str, *, width: int = 0) -> Iterator[Row]:
    """Every row that is not blank, the header first. Rows wider than `width` and unmatched quotes are marked."""
    with open_text(opener, encoding) as text:
        feed = LineFeed(text)
        reader = csv.reader(feed, delimiter=separator, strict=True)
        number = 0
        while True:
            feed.begin_row()
            number += 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error:
                feed.take_back()
                yield Row(number, feed.taken[:1], "unmatched_quotes")
                continue
            if not any(cell and not cell.isspace() for cell in cells) or is_hint(number, feed.taken[0]):
                continue
            if width and any(cell.strip() for cell in cells[width:]):
                feed.take_back()
                yield Row(number, cells, "too_many_cells")
                continue
            yield Row(number, cells)


def is_hint(number: int, line: str) -> bool:
    """The first line by which Excel tells itself the separator."""
    return number == 1 and len(line.strip()) == 5 and line.lower().startswith("sep=")


def check_headers(cells: list[str]) -> tuple[str, ...]:
    """The columns' names, each once; a column without one is called by its place."""
    headers = [" ".join(cell.split()) or f"column {place}" for place, cell in enumerate(cells, start=1)]
    while len(headers) > 1 and not cells[len(headers) - 1].strip():
        headers.pop()
    if len(headers) > MOST_COLUMNS:
        raise FileError("too_many_columns", MOST_COLUMNS)
    seen = set()
    for header in headers:
        if len(header) > LONGEST_HEADER:
            raise FileError("header_too_long", header[:40])
        if header.casefold() in seen:
            raise FileError("duplicate_header", header)
        seen.add(header.casefold())
    return tuple(headers)


def first_rows(customer_file: CustomerFile, count: int) -> list[Row]:
    return list(islice(customer_file.rows(), count))
