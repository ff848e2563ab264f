"""What may be wrong with a file or a row, in words that say what to do.

Rows keep the code; each reader gets the sentence in their own language.
"""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ROW_PROBLEMS: dict[str, Promise] = {
    "missing_id": _("The row has neither an id nor an e-mail address. Fill in one of them."),
    # Not "last one wins": which of two rows is right is for a person to say.
    "same_id": _("The same external id as row %(value)s, which is the one that counts. Remove one of the two."),
    "too_many_cells": _(
        "The row has %(value)s cells, more than the header has names. Put quotation marks around text with separators."
    ),
    "unmatched_quotes": _("The quotation marks do not match. Close them, and double those inside a text."),
    "unreadable_characters": _("“%(value)s” has characters that could not be read. Save the file as UTF-8."),
    "too_long": _("The text is longer than the %(value)s characters that fit. Shorten it."),
    "not_an_amount": _("“%(value)s” is not an amount. Write it like 1234.50 or 1234,50."),
    "negative_amount": _("“%(value)s” is below zero. Write what the customer pays per month."),
    "amount_too_large": _("“%(value)s” is more than 9,999,999,999 per month. Correct the amount."),
    "not_a_currency": _("“%(value)s” is not a currency. Write its three letters, like SEK or EUR."),
    "not_months": _("“%(value)s” is not a number of months between 0 and 1,200."),
    "not_a_day": _("“%(value)s” is not a day. Write it like 2026-05-31."),
    "ambiguous_day": _("“%(value)s” may have the day or the month first. Write it like 2026-05-31."),
    "day_out_of_range": _("“%(value)s” is not between the years 1900 and 2100. Correct the day."),
    "not_yes_or_no": _("“%(value)s” is neither yes nor no."),
    "not_an_email": _("“%(value)s” is not an e-mail address."),
    "not_a_language": _("“%(value)s” is not a language. Write its two letters, like en or sv."),
    "not_a_kind": _("“%(value)s” is not a kind of ending. Write for example cancelled, not renewed or payment failed."),
    "return_without_ending": _("The row tells of a return or a withdrawal, but not of the cancellation before it."),
}
FILE_PROBLEMS: dict[str, Promise] = {
    "empty": _("The file is empty. Choose the file with your customers in it."),
    "only_header": _("The file has a header but no rows below it. Export it again with the customers in it."),
    "too_big": _("The file is larger than %(value)s MB. Split it and import the parts one by one."),
    "workbook": _("This is an Excel workbook. Open it, choose “Save as”, and save it as CSV UTF-8."),
    "binary": _("This is not a text file. Export your customers as CSV and choose that file."),
    "no_id_column": _("No column holds the customers' id or e-mail address. Say which one does. Columns: %(value)s."),
    "duplicate_header": _("Two columns are called “%(value)s”. Give each column a name of its own."),
    "too_many_columns": _("The file has more than %(value)s columns. Leave out those that are not needed."),
    "header_too_long": _("The column name “%(value)s…” is longer than 100 characters. Is the first row a header?"),
    "unmatched_quotes": ROW_PROBLEMS["unmatched_quotes"],
    "unknown_column": _("The file has no column called “%(value)s”."),
    "unknown_field": _("“%(value)s” is not a field that a column can be read as."),
    "field_twice": _("Two columns are read as “%(value)s”. Choose one of them."),
    "file_gone": _("The import stopped half-way and the file is no longer here. Import it again; nothing will double."),
    "stopped_often": _(
        "The import was stopped %(value)s times. Import it again, perhaps in parts; nothing will double."
    ),
    "broke_down": _("Something went wrong inside ChurnVoice (%(value)s). Nothing was written; the log tells more."),
}
SENTENCES = {**ROW_PROBLEMS, **FILE_PROBLEMS}


def sentence_for(code: str, value: str = "") -> str:
    """The sentence for a problem, in the language that is active."""
    return str(SENTENCES[code]) % {"value": value}


class CellError(ValueError):
    """One cell that cannot be read. `value` is what the sentence quotes; None stands for the cell's own text."""

    def __init__(self, code: str, value: str | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.value = value


class FileError(Exception):
    """The whole file cannot be imported, or not in this way."""

    def __init__(self, code: str, value: object = "") -> None:
        super().__init__(code, value)
        self.code = code
        self.value = str(value)

    def __str__(self) -> str:
        return sentence_for(self.code, self.value)
