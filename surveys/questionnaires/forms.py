"""Forms of the questionnaires room: a new survey out of a template, and the wording of a draft."""

from copy import deepcopy
from typing import Any

from django import forms
from django.conf import settings
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from surveys.questionnaires import templates
from surveys.questionnaires.document import MAX_ADDRESS, MAX_TEXT, OTHER
from surveys.questionnaires.models import Survey

MAX_NAME = 120
LANGUAGE_NAMES = dict(settings.LANGUAGES)
TEMPLATE_NAMES = [
    (Survey.Kind.EXIT, _("Exit: why a customer left, in three short pages")),
    (Survey.Kind.RELATIONSHIP, _("Relationship: how likely a customer is to recommend you, and why")),
]


class SurveyForm(forms.Form):
    kind = forms.ChoiceField(label=_("Template"), choices=TEMPLATE_NAMES, widget=forms.RadioSelect)
    name = forms.CharField(
        label=_("Name"), max_length=MAX_NAME, help_text=_("For you and your colleagues; customers do not see it.")
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages"),
        choices=[(language, LANGUAGE_NAMES[language]) for language in templates.LANGUAGES],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Customers are asked in their own language where it is among these, else in the first one."),
    )


class DraftForm(forms.Form):
    """Every wording of a draft, per language; for an exit survey also which of the reasons are offered."""

    name = forms.CharField(label=_("Name"), max_length=MAX_NAME)

    def __init__(self, survey: Survey, *, labels: dict[str, str], data: Any = None) -> None:
        super().__init__(data, initial={"name": survey.name})
        self.draft = draft = survey.draft
        self.labels = labels
        if not survey.is_draft:
            del self.fields["name"]
        self.languages: list[str] = draft["languages"]
        choices = [question for question in draft["questions"] if question["type"] == "choice"]
        self.options = {option["key"]: option for question in choices for option in question["options"]}
        for question in draft["questions"]:
            self._add_texts(f"question-{question['key']}", _("Question"), question["text"])
        if self.options:
            self._add_reasons()

    def _add_reasons(self) -> None:
        self.fields["reasons"] = forms.MultipleChoiceField(
            label=_("Reasons offered"),
            choices=[(code, self.labels[code]) for code in templates.REASON_WORDS],
            initial=[code for code in templates.REASON_WORDS if code in self.options],
            widget=forms.CheckboxSelectMultiple,
            help_text=_("Up to seven. Each customer sees them in an order of their own, and “something else” last."),
            error_messages={"required": _("Offer at least one reason.")},
        )
        for code in templates.REASON_WORDS:
            self._add_option(self.options.get(code) or templates.reason_option(code, self.languages))
            self.fields[f"help-{code}"] = forms.URLField(
                label=_("Help page"),
                required=False,
                max_length=MAX_ADDRESS,
                initial=self.draft.get("help_links", {}).get(code),
                assume_scheme="https",
                help_text=_("Offered once, on the thanks page, to those who choose this reason."),
            )
        self._add_option(self.options[OTHER])

    def _add_option(self, option: dict[str, Any]) -> None:
        self._add_texts(f"text-{option['key']}", _("Option"), option["text"])
        self._add_texts(f"prompt-{option['key']}", _("Question that follows"), option["prompt"])

    def _add_texts(self, name: str, label: Any, texts: dict[str, str]) -> None:
        for language in self.languages:
            self.fields[f"{name}-{language}"] = forms.CharField(
                label=format_lazy("{} ({})", label, LANGUAGE_NAMES[language]) if len(self.languages) > 1 else label,
                max_length=MAX_TEXT,
                initial=texts[language],
            )

    def clean_reasons(self) -> list[str]:
        """The codes offered; those that were offered before keep their order, so that nothing seems changed."""
        reasons = self.cleaned_data["reasons"]
        if len(reasons) > templates.MAX_REASONS:
            message = _("Offer at most %(limit)s reasons; %(count)s are chosen. Few people read a longer list.")
            raise forms.ValidationError(message, params={"limit": templates.MAX_REASONS, "count": len(reasons)})
        return [code for code in dict.fromkeys([*self.options, *templates.REASON_WORDS]) if code in reasons]

    def question_groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        """Each question's present words and the fields that change them."""
        language = self.languages[0]
        return [(q["text"][language], self._fields(f"question-{q['key']}")) for q in self.draft["questions"]]

    def reason_groups(self) -> list[tuple[str, str, list[forms.BoundField], bool]]:
        """Code, label and fields of each reason, then of "something else"; and whether one of the fields is wrong."""
        if not self.options:
            return []
        groups = []
        for code in [*templates.REASON_WORDS, OTHER]:
            fields = self._fields(f"text-{code}") + self._fields(f"prompt-{code}")
            fields += [self[f"help-{code}"]] if code != OTHER else []
            label = self.labels.get(code) or str(_("Something else"))
            groups.append((code, label, fields, any(field.errors for field in fields)))
        return groups

    def document(self) -> dict[str, Any]:
        """The draft with the words of the form; call after `is_valid`."""
        draft = deepcopy(self.draft)
        for question in draft["questions"]:
            question["text"] = self._texts(f"question-{question['key']}")
            if question["type"] == "choice":
                question["options"] = [self._option(option) for option in self._offered()]
        if self.options:
            links = {code: self.cleaned_data[f"help-{code}"] for code in templates.REASON_WORDS}
            draft["help_links"] = {code: address for code, address in links.items() if address}
        return draft

    def _offered(self) -> list[dict[str, Any]]:
        reasons = [templates.reason_option(code, self.languages) for code in self.cleaned_data["reasons"]]
        return [*reasons, templates.other_option(self.languages)]

    def _option(self, option: dict[str, Any]) -> dict[str, Any]:
        key = option["key"]
        return {**option, "text": self._texts(f"text-{key}"), "prompt": self._texts(f"prompt-{key}")}

    def _fields(self, name: str) -> list[forms.BoundField]:
        return [self[f"{name}-{language}"] for language in self.languages]

    def _texts(self, name: str) -> dict[str, str]:
        return {language: self.cleaned_data[f"{name}-{language}"] for language in self.languages}
