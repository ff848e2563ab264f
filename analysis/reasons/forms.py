"""What people choose and correct on the pages of the reasons room; forms only clean."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from analysis.reasons import conditions
from analysis.reasons.models import RecordedReason
from surveys.customers.models import Cancellation
from surveys.questionnaires.models import Survey
from surveys.taxonomy.queries import reason_labels

SOURCES = [
    ("", _("any source")),
    (conditions.TICKED, _("what they ticked")),
    (conditions.SAID, _("what they mention")),
    (conditions.RECORDED, _("what was recorded")),
    (conditions.VERIFIED, _("what staff settled on")),
]
BESIDE_THE_CODES = [
    ("other", _("something else")),
    (conditions.NO_REASON, _("no reason given")),
    (conditions.UNDECIDED, _("recorded, not decided yet")),
    ("unsorted", _("unsorted: no reason found in the words")),
    ("no_words", _("no words")),
    ("not_analysed", _("words not analysed")),
]
Meaning = RecordedReason.Meaning
VOLUNTARY, ANY = "voluntary", "any"
KINDS = [(VOLUNTARY, _("all voluntary endings")), (ANY, _("all endings")), *Cancellation.Kind.choices]


def reason_choices() -> list[tuple[str, Any]]:
    """The eleven codes by their labels in the current language."""
    return list(reason_labels(get_language() or "en").items())


class DayField(forms.DateField):
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    input_formats = ["%Y-%m-%d"]


class FilterForm(forms.Form):
    """The filters of the answers and of the breakdown, by their names in the address."""

    survey = forms.ModelChoiceField(
        label=_("Survey"), queryset=Survey.objects.all(), required=False, empty_label=_("any survey")
    )
    kind = forms.MultipleChoiceField(label=_("Kind of ending"), choices=KINDS, required=False)
    plan = forms.CharField(label=_("Plan"), max_length=100, required=False)
    attribute = forms.CharField(label=_("Attribute"), max_length=100, required=False)
    value = forms.CharField(label=_("Its value"), max_length=200, required=False)
    source = forms.ChoiceField(label=_("Reasons by"), choices=SOURCES, required=False)
    reason = forms.ChoiceField(label=_("Reason"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["from"] = DayField(label=_("From"), required=False)
        self.fields["to"] = DayField(label=_("Until"), required=False)
        self.order_fields(["from", "to", "survey", "plan", "source", "reason", "kind"])
        self.fields["reason"].choices = [("", _("any reason")), *reason_choices(), *BESIDE_THE_CODES]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        chosen = super().clean() or {}
        first, last = chosen.get("from"), chosen.get("to")
        if first and last and first > last:
            self.add_error("from", _("The first day comes after the last."))
        if bool(chosen.get("attribute")) != bool(chosen.get("value")):
            self.add_error("attribute", _("An attribute is chosen by its name and its value."))
        reason, source = chosen.get("reason", ""), chosen.get("source", "")
        if reason and reason not in conditions.REASONS_OF[source]:
            self.add_error("reason", _("There is no such reason by that source."))
        return chosen


class TagForm(forms.Form):
    """A person's verdict on one reason found in the words."""

    reason = forms.ChoiceField(choices=[(code, code) for code in conditions.CODES])
    decision = forms.ChoiceField(choices=[("confirm", "confirm"), ("reject", "reject")])


class RecordedReasonsForm(forms.Form):
    """One choice per recorded string; an undecided one stands at its proposal until it is saved."""

    def __init__(self, *args: Any, rows: Sequence[RecordedReason], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = rows
        meanings = [(Meaning.OTHER, Meaning.OTHER.label), (Meaning.NO_REASON, Meaning.NO_REASON.label)]
        choices = [("", _("not decided")), *reason_choices(), *meanings]
        for row in rows:
            standing = (row.meaning, row.reason_id) if row.meaning else (row.proposed_meaning, row.proposed_reason_id)
            initial = standing[1] or standing[0]
            self.fields[self.name_of(row)] = forms.ChoiceField(
                label=row.text, choices=choices, initial=initial, required=False
            )

    @staticmethod
    def name_of(row: RecordedReason) -> str:
        return f"string-{row.pk}"

    def decisions(self) -> dict[int, tuple[str, str | None]]:
        """{row: (meaning, reason code)} for the rows that were sent; what stays undecided is left out."""
        chosen = {row.pk: self.cleaned_data[self.name_of(row)] for row in self.rows}
        return {
            pk: (value, None) if value in Meaning.values else (Meaning.REASON.value, value)
            for pk, value in chosen.items()
            if value
        }
