"""Whom to ask, in three ways, and the automatic rule: these forms only clean."""

import csv
import io
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from surveys.customers.encoding import detect_encoding
from surveys.customers.problems import FileError

MAX_FILE = 10_000_000
MAX_DELAY_HOURS = 24 * 28  # below the 30 days after which a cancellation is too old for the rule


class ChoiceForm(forms.Form):
    """One way to choose people; `who()` is what is kept of it."""

    by = ""
    include_older = forms.BooleanField(required=False)

    def who(self) -> dict[str, Any]:
        raise NotImplementedError


class PeriodForm(ChoiceForm):
    by = "period"
    since = forms.DateField(
        label=_("Cancelled from"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Leave both days empty to choose everybody who ever cancelled, also on an unknown day."),
    )
    until = forms.DateField(
        label=_("Until and including"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def clean(self) -> dict[str, Any]:
        days = super().clean() or {}
        if days.get("since") and days.get("until") and days["since"] > days["until"]:
            self.add_error("until", _("This day is before the first one."))
        return days

    def who(self) -> dict[str, Any]:
        days = {name: self.cleaned_data[name] for name in ("since", "until")}
        return {"by": self.by, **{name: day and day.isoformat() for name, day in days.items()}}


class SegmentForm(ChoiceForm):
    by = "segment"
    attribute = forms.CharField(
        label=_("Attribute"),
        max_length=100,
        initial="plan",
        help_text=_("“plan”, or the name of any attribute as it came with the import."),
    )
    value = forms.CharField(label=_("Value"), max_length=200, help_text=_("Exactly as it is written there."))

    def who(self) -> dict[str, Any]:
        return {"by": self.by, "attribute": self.cleaned_data["attribute"], "value": self.cleaned_data["value"]}


class IdsForm(ChoiceForm):
    by = "ids"
    ids = forms.CharField(
        label=_("External ids"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
        help_text=_("Of customers, accounts or cancellations: one a line."),
    )
    file = forms.FileField(
        label=_("Or a file of ids"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,text/csv,text/plain"}),
        help_text=_("A text or CSV file with one id a line; of several columns the first is read."),
    )

    def clean_file(self) -> str:
        upload: UploadedFile | None = self.cleaned_data["file"]
        return text_of(upload) if upload else ""

    def clean(self) -> dict[str, Any]:
        fields = super().clean() or {}
        lines = f"{fields.get('ids', '')}\n{fields.get('file') or ''}"
        fields["ids"] = ids_in(lines)
        # A file is sent once: what it held stands in the text field for the second press of a button.
        self.data = {**dict(self.data.items()), "ids": "\n".join(fields["ids"])}
        if not fields["ids"] and not self.errors:
            raise ValidationError(_("Enter at least one id, or choose a file with ids."))
        return fields

    def who(self) -> dict[str, Any]:
        return {"by": self.by, "ids": self.cleaned_data["ids"]}


def text_of(upload: UploadedFile) -> str:
    """The words of an uploaded file. Raises ValidationError where there are none."""
    if upload.size and upload.size > MAX_FILE:
        raise ValidationError(_("The file is larger than 10 MB. Split it."))
    content = upload.read()
    try:
        encoding = detect_encoding(lambda: io.BytesIO(content))
    except FileError as error:
        raise ValidationError(str(error)) from error
    return content.decode(encoding.name, errors="replace").replace("\0", "")


def ids_in(lines: str) -> list[str]:
    """The first cell of each line, without doubles and in their order."""
    delimiter = next((sign for sign in "\t;," if sign in lines), ",")
    cells = (row[0].strip().lstrip("\ufeff") for row in csv.reader(io.StringIO(lines), delimiter=delimiter) if row)
    return list(dict.fromkeys(cell for cell in cells if cell))


CHOICE_FORMS: dict[str, type[ChoiceForm]] = {form.by: form for form in (PeriodForm, SegmentForm, IdsForm)}


class RuleForm(forms.Form):
    is_on = forms.BooleanField(label=_("Ask by itself after each new cancellation"), required=False)
    delay_hours = forms.IntegerField(
        label=_("Hours after the cancellation"),
        min_value=0,
        max_value=MAX_DELAY_HOURS,
        help_text=_("1 is a good start: soon enough to remember, late enough not to look like an obstacle."),
    )
