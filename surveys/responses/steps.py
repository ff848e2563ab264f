"""The way through a survey: which questions stand on which page, in which order this customer meets them."""

import random
from collections.abc import Mapping, Sequence

from surveys.questionnaires.document import Document, Option, Question


def questions_in_order(document: Document, token: str) -> list[Question]:
    """The questions as the holder of this token meets them.

    With `half_open_first` the token decides, as if by a coin, whether an open question comes before the one it follows.
    It is decided from the token and not stored, because looking at a page must not write anything.
    """
    is_open_first = document.half_open_first and _dice(token, "open first").random() < 0.5
    return open_questions_first(document) if is_open_first else list(document.questions)


def open_questions_first(document: Document) -> list[Question]:
    """The questions with each open one before the choice that it would follow."""
    questions = list(document.questions)
    for question in document.questions:
        if question.follows:
            questions.remove(question)
            questions.insert(questions.index(document.question(question.follows)), question)
    return questions


def options_in_order(question: Question, token: str) -> list[Option]:
    """The options as the holder of this token sees them: shuffled where asked for, pinned ones last."""
    loose = [option for option in question.options if not option.pinned]
    if question.shuffled:
        _dice(token, question.key).shuffle(loose)
    return loose + [option for option in question.options if option.pinned]


def pages(questions: Sequence[Question]) -> list[list[Question]]:
    """One question per page; the permissions stand below the last one, which saves the customer a page."""
    found: list[list[Question]] = []
    for question in questions:
        if question.type == "permissions" and found:
            found[-1].append(question)
        else:
            found.append([question])
    return found


def asked_text(document: Document, question: Question, chosen: Mapping[str, str], language: str) -> str:
    """The question's words; those of the option chosen before it where it follows one.

    `chosen` maps the keys of choice questions met before this one to the option chosen.
    """
    if question.follows and question.follows in chosen:
        option = document.question(question.follows).option(chosen[question.follows])
        if option and option.prompt:
            return option.prompt[language]
    return question.text[language]


def _dice(token: str, purpose: str) -> random.Random:
    return random.Random(f"{token} {purpose}")  # noqa: S311  the order of options is no secret
