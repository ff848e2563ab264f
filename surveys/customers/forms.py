"""The forms of the customers room."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from surveys.customers.fields import Field
from surveys.customers.mapping import Columns
from surveys.customers.models import CustomerImport, Status
from surveys.customers.parsing import is_code, is_in_range
from surveys.customers.problems import sentence_for
from surveys.customers.storing import LARGEST_FILE_MB


class UploadForm(forms.Form):
    file = forms.FileField(
        label=_("File with customers"),
        help_text=_("A CSV file with a header and one customer per row, up to 60 MB. Nothing is imported yet."),
        allow_empty_file=True,  # so that the room's own sentence says what to do
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,text/csv"}),
    )

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST_FILE_MB * 1_000_000:
            raise ValidationError(sentence_for("too_big", str(LARGEST_FILE_MB)))
        return file


class ReadingForm(forms.Form):
    """How an upload is read: one choice per column, the day a tenure counts up to, the currency of bare amounts."""

    as_of = forms.DateField(
        label=_("Data as of"),
        help_text=_("A tenure in months counts up to this day."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    currency = forms.CharField(
        label=_("Currency"),
        required=False,
        max_length=3,
        help_text=_("For amounts that come without one, like SEK. Empty: the company's."),
        widget=forms.TextInput(attrs={"size": 4}),
    )

    def __init__(self, customer_import: CustomerImport, data: Any = None) -> None:
        initial = {"as_of": customer_import.as_of, "currency": customer_import.currency}
        super().__init__(data, initial=initial)
        self.headers = customer_import.headers
        for place, header in enumerate(self.headers):
            field = customer_import.mapping[header]
            self.fields[f"column_{place}"] = forms.ChoiceField(choices=Field.choices, initial=field, label=header)

    def clean_as_of(self) -> dt.date:
        day: dt.date = self.cleaned_data["as_of"]
        if not is_in_range(day):
            raise ValidationError(sentence_for("day_out_of_range", str(day)))
        return day

    def clean_currency(self) -> str:
        currency: str = self.cleaned_data["currency"].upper()
        if currency and not is_code(currency):
            raise ValidationError(sentence_for("not_a_currency", currency))
        return currency

    def columns(self) -> Columns:
        return {header: self.cleaned_data[f"column_{place}"] for place, header in enumerate(self.headers)}


class CustomerFilterForm(forms.Form):
    """The filters of the list of people; they live in the address."""

    words = forms.CharField(label=_("Name, e-mail or id"), required=False, max_length=200)
    plan = forms.ChoiceField(label=_("Plan"), required=False)
    status = forms.ChoiceField(label=_("Status"), required=False, choices=[("", _("any")), *Status.choices])

    def __init__(self, data: Any, *, plans: list[str]) -> None:
        super().__init__(data)
        self.fields["plan"].choices = [("", _("any")), *((plan, plan) for plan in plans)]  # type: ignore[attr-defined]
