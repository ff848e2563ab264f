"""One page of a survey as a form, built from the document; it only cleans what the customer entered."""

from typing import Any

from django import forms
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from surveys.questionnaires.document import HIGHEST_SCORE, LOWEST_SCORE, Question
from surveys.responses.models import MAX_VERBATIM
from surveys.responses.verbatims import clean_verbatim, is_too_long
from surveys.responses.visits import Visit

SCORES = [(number, str(number)) for number in range(LOWEST_SCORE, HIGHEST_SCORE + 1)]


class VerbatimField(forms.Field):
    """The customer's own words. There is no `maxlength`, which would cut off a pasted text without a word."""

    widget = forms.Textarea
    default_error_messages = {
        "too_long": gettext_lazy(
            "Your text has %(length)s characters, and at most %(limit)s fit. It is all still here: please shorten it."
        )
    }

    def to_python(self, value: Any) -> str:
        words = clean_verbatim(value or "")
        if is_too_long(words):
            lengths = {"length": _written(len(words)), "limit": _written(MAX_VERBATIM)}
            raise forms.ValidationError(self.error_messages["too_long"], code="too_long", params=lengths)
        return words


def _written(number: int) -> str:
    return number_format(number, force_grouping=True)


class AnswerForm(forms.Form):
    """The questions of one page. A score out of the letter's link is chosen beforehand, and said to be."""

    def __init__(self, visit: Visit, step: int, *, data: Any = None, score: str | None = None) -> None:
        super().__init__(data, initial=dict(visit.answers))
        self.visit = visit
        self.questions = visit.page(step)
        self.preselected: str | None = None
        for question in self.questions:
            self.fields[question.key] = self._field(question)
            if question.type == "permissions" and data is None:
                self.initial[question.key] = sorted(visit.allowed)
            if question.type == "score" and question.key not in visit.answers and score in dict(SCORES).values():
                self.initial[question.key] = self.preselected = score

    def _field(self, question: Question) -> forms.Field:
        language = self.visit.language
        field = {"choice": self._choice, "open": self._open, "score": self._score, "permissions": self._permissions}[
            question.type
        ](question)
        field.label = self.visit.asked_text(question)
        field.help_text = question.help[language] if question.help else ""
        field.required = question.required
        field.error_messages["required"] = _("Please answer this question.")
        field.error_messages["invalid_choice"] = _("Please choose one of the answers below.")
        return field

    def _choice(self, question: Question) -> forms.Field:
        return forms.TypedChoiceField(
            choices=self.visit.choices(question), widget=forms.RadioSelect, coerce=str, empty_value=None
        )

    def _open(self, question: Question) -> forms.Field:
        return VerbatimField(widget=forms.Textarea(attrs={"rows": 5}))

    def _score(self, question: Question) -> forms.Field:
        return forms.TypedChoiceField(choices=SCORES, widget=forms.RadioSelect, coerce=int, empty_value=None)

    def _permissions(self, question: Question) -> forms.Field:
        language = self.visit.language
        return forms.MultipleChoiceField(
            choices=[(permission.kind, permission.text[language]) for permission in question.permissions],
            widget=forms.CheckboxSelectMultiple,
        )

    def heading(self) -> str:
        """The page's heading: its first question."""
        return str(self[self.questions[0].key].label)

    def shown_questions(self) -> list[tuple[Question, forms.BoundField, str, str]]:
        """Each question with its field and the words at the two ends of its scale, ready for the page."""
        language = self.visit.language
        return [
            (
                question,
                self[question.key],
                question.low[language] if question.low else "",
                question.high[language] if question.high else "",
            )
            for question in self.questions
        ]

    def answers(self) -> dict[str, Any]:
        """Per question key what `save_answers` takes; call after `is_valid`."""
        return {question.key: self.cleaned_data[question.key] for question in self.questions}

    def skipped(self) -> dict[str, None]:
        return {question.key: None for question in self.questions}
