"""One customer in front of a survey: what they are asked next, in which language, and what they have said so far."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from surveys.invitations.models import Invitation
from surveys.questionnaires.document import Document, Question
from surveys.responses.models import SurveyResponse
from surveys.responses.steps import asked_text, options_in_order, pages, questions_in_order


@dataclass(frozen=True)
class Visit:
    """`answers` holds what is saved already: an option key, words or a number per question key."""

    document: Document
    token: str
    language: str
    questions: list[Question]
    answers: Mapping[str, Any] = field(default_factory=dict)
    response: SurveyResponse | None = None

    @cached_property
    def allowed(self) -> set[str]:
        """The kinds of what they have allowed; one query, on the pages that need it only."""
        given = self.response.permissions.filter(is_given=True) if self.response else ()
        return {permission.kind for permission in given}

    @cached_property
    def pages(self) -> list[list[Question]]:
        return pages(self.questions)

    def page(self, step: int) -> list[Question]:
        return self.pages[step - 1]

    def is_last(self, step: int) -> bool:
        return step == len(self.pages)

    def asked_text(self, question: Question) -> str:
        """What stands over the question; an open question met before the choice asks in general."""
        met_before = self.questions[: self.questions.index(question)]
        chosen = {before.key: self.answers[before.key] for before in met_before if before.key in self.answers}
        return asked_text(self.document, question, chosen, self.language)

    def choices(self, question: Question) -> list[tuple[str, str]]:
        """Key and words of each option, in the order shown."""
        return [(option.key, option.text[self.language]) for option in options_in_order(question, self.token)]

    def shown(self, step: int) -> dict[str, list[str]]:
        """Option keys in the order shown, per choice question of that page."""
        return {q.key: [key for key, _words in self.choices(q)] for q in self.page(step) if q.type == "choice"}


def visit_of(invitation: Invitation, *, wanted_language: str | None) -> Visit:
    """The holder of this invitation, in the language they ask for, answered in, or were invited in."""
    document = invitation.version.questions
    response = getattr(invitation, "response", None)
    return Visit(
        document=document,
        token=invitation.token,
        language=spoken(document, wanted_language, response.language if response else None, invitation.language),
        questions=questions_in_order(document, invitation.token),
        answers=saved_answers(response) if response else {},
        response=response,
    )


def saved_answers(response: SurveyResponse) -> dict[str, Any]:
    """What a response holds so far, per question key: an option key, words or a number."""
    return {
        answer.question: answer.choices[0] if answer.choices else answer.verbatim or answer.number
        for answer in response.answers.all()
    }


def spoken(document: Document, *wanted: str | None) -> str:
    """The first of these languages that the survey is written in, else the survey's own first."""
    return next((language for language in wanted if language in document.languages), document.languages[0])
