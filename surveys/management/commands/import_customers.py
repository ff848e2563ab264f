"""Import a file of customers from the command line."""

import datetime as dt
from argparse import ArgumentTypeError
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from surveys.customers.models import CustomerImport
from surveys.customers.parsing import is_in_range, parse_currency
from surveys.customers.problems import CellError, sentence_for
from surveys.customers.reporting import report_lines
from surveys.customers.services import import_file


class Command(BaseCommand):
    help = "Import customers and their cancellations from a CSV file. The same file twice changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--map", action="append", default=[], type=choice, metavar="COLUMN=FIELD", help='"Monthly Charges=mrr"'
        )
        parser.add_argument("--as-of", type=day, metavar="DAY", help="the day that a tenure in months counts up to")
        parser.add_argument("--currency", default="", type=currency, help="of amounts that come without one: USD")

    def handle(self, *, file: Path, **options: Any) -> None:
        if not file.is_file():
            raise CommandError(f"There is no file {file}.")
        with tqdm(unit=" rows", disable=None) as bar:

            def show(done: int, total: int) -> None:
                bar.total = total
                bar.update(done - bar.n)

            customer_import = import_file(
                file,
                mapping=dict(options["map"]),
                as_of=options["as_of"],
                currency=options["currency"],
                progress=show,
            )
        if customer_import.state == CustomerImport.State.FAILED:
            raise CommandError(customer_import.problem)
        self.stdout.writelines(f"{line}\n" for line in report_lines(customer_import))


def choice(text: str) -> tuple[str, str]:
    column, sign, field = text.rpartition("=")
    if not sign:
        raise ArgumentTypeError(f"“{text}” is not of the form COLUMN=FIELD, such as “Monthly Charges=mrr”.")
    return column, field


def day(text: str) -> dt.date:
    try:
        found = dt.date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(sentence_for("not_a_day", text)) from None
    if not is_in_range(found):
        raise ArgumentTypeError(sentence_for("day_out_of_range", text))
    return found


def currency(text: str) -> str:
    try:
        return parse_currency(text) or ""
    except CellError as error:
        raise ArgumentTypeError(sentence_for(error.code, text)) from None
