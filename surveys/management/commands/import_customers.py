"""Import a file of customers from the command line."""

import datetime as dt
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from surveys.customers.models import CustomerImport
from surveys.customers.reporting import report_lines
from surveys.customers.services import import_file


class Command(BaseCommand):
    help = "Import customers and their cancellations from a CSV file. The same file twice changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--map", action="append", default=[], metavar="COLUMN=FIELD", help='such as "Monthly Charges=mrr"'
        )
        parser.add_argument(
            "--as-of", type=dt.date.fromisoformat, metavar="DAY", help="the day a tenure in months counts up to"
        )
        parser.add_argument("--currency", default="", help="of amounts that come without one, such as USD")

    def handle(self, *, file: Path, map: list[str], as_of: dt.date | None, currency: str, **options: Any) -> None:
        if not file.is_file():
            raise CommandError(f"There is no file {file}.")
        mapping = dict(choice.rpartition("=")[::2] for choice in map)
        with tqdm(unit="rows", disable=None) as bar:

            def show(done: int, total: int) -> None:
                bar.total = total
                bar.update(done - bar.n)

            customer_import = import_file(file, mapping=mapping, as_of=as_of, currency=currency, progress=show)
        if customer_import.state == CustomerImport.State.FAILED:
            raise CommandError(customer_import.problem)
        self.stdout.writelines(f"{line}\n" for line in report_lines(customer_import))
