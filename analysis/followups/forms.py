"""What colleagues write on a follow-up's page; forms only clean."""

from typing import Any
from uuid import uuid4

from django import forms
from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _

from analysis.followups.models import FollowUp
from analysis.reasons.forms import reason_choices
from surveys.responses.models import MAX_VERBATIM

OUTCOMES = [("", _("choose what came of it")), *FollowUp.Outcome.choices]


class WordsField(forms.CharField):
    widget = forms.Textarea(attrs={"rows": 5})

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=MAX_VERBATIM, **kwargs)


def new_key() -> str:
    return uuid4().hex


class NoteForm(forms.Form):
    words = WordsField(label=_("Note for colleagues"))


class AssignForm(forms.Form):
    """Hand a follow-up to a colleague; nobody chosen puts it back into the common list."""

    assignee = forms.ModelChoiceField(
        label=_("Assignee"), queryset=get_user_model().objects.none(), required=False, empty_label=_("nobody")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["assignee"].queryset = get_user_model().objects.filter(is_active=True)  # type: ignore[attr-defined]


class CloseForm(forms.Form):
    outcome = forms.ChoiceField(label=_("Outcome"), choices=OUTCOMES)
    reason = forms.ChoiceField(
        label=_("The real reason, if you know it now"),
        required=False,
        help_text=_("Counted as what staff settled on."),
    )

    def __init__(self, *args: Any, has_cancellation: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if has_cancellation:
            self.fields["reason"].choices = [("", _("not known")), *reason_choices()]  # type: ignore[attr-defined]
        else:
            del self.fields["reason"]


class ReplyForm(CloseForm):
    """A letter to the customer; with `close` the follow-up is closed by the same press."""

    words = WordsField(label=_("Your reply"), widget=forms.Textarea(attrs={"rows": 6, "data-key": "r"}))
    outcome = forms.ChoiceField(label=_("Outcome"), choices=OUTCOMES, required=False)
    # Names this filled-in form: pressed twice, it is still one letter.
    key = forms.RegexField(r"^[0-9a-f]{32}$", widget=forms.HiddenInput, initial=new_key)
    close = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        filled_in = super().clean() or {}
        if filled_in.get("close") and not filled_in.get("outcome"):
            self.add_error("outcome", _("Choose what came of it, or send the reply without closing."))
        return filled_in
