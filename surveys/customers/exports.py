"""Refused rows as a file that a spreadsheet can open without running anything."""

import csv
from typing import TextIO

from django.utils.translation import gettext as _

from surveys.customers.models import CustomerImport


def escape_formula(text: str) -> str:
    """A text that a spreadsheet would take for a formula gets an apostrophe before it, as OWASP advises."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def write_refused_rows(file: TextIO, customer_import: CustomerImport) -> None:
    """Write row number, column and reason of every problem, in the language that is active."""
    writer = csv.writer(file)
    writer.writerow([_("row"), _("column"), _("value"), _("reason")])
    for refused in customer_import.refused_rows.iterator(chunk_size=2000):
        cells = (refused.column, refused.value, refused.reason)
        writer.writerow([refused.number, *map(escape_formula, cells)])
