"""The two questionnaires that come with the house, in English and Swedish; their question keys are permanent."""

from collections.abc import Iterable
from typing import Any

from surveys.questionnaires.document import OTHER, SCHEMA

LANGUAGES = ("en", "sv")
MAX_REASONS = 7
DEFAULT_REASONS = ("pricing", "features", "quality", "support", "usability", "competition", "not_needed")

# Per reason: what the customer ticks, and what the open question asks next.
REASON_WORDS: dict[str, dict[str, tuple[str, str]]] = {
    "pricing": {
        "en": ("It costs too much for what I get", "What made it too expensive for you?"),
        "sv": ("Det kostar för mycket för det jag får", "Vad gjorde att det blev för dyrt för dig?"),
    },
    "billing": {
        "en": ("Invoices or payments went wrong", "What went wrong with the invoice or the payment?"),
        "sv": ("Fakturor eller betalningar blev fel", "Vad blev fel med fakturan eller betalningen?"),
    },
    "quality": {
        "en": ("It did not work well enough", "What did not work?"),
        "sv": ("Det fungerade inte tillräckligt bra", "Vad fungerade inte?"),
    },
    "features": {
        "en": ("Something I need is missing", "What was missing?"),
        "sv": ("Något som jag behöver saknas", "Vad saknades?"),
    },
    "usability": {
        "en": ("It was hard to use", "What was hard?"),
        "sv": ("Det var svårt att använda", "Vad var svårt?"),
    },
    "support": {
        "en": ("I did not get the help I needed", "What happened when you asked for help?"),
        "sv": ("Jag fick inte den hjälp jag behövde", "Vad hände när du bad om hjälp?"),
    },
    "communication": {
        "en": ("I got too little, too much or unclear information", "What should we have told you, and how?"),
        "sv": ("Jag fick för lite, för mycket eller otydlig information", "Vad borde vi ha berättat, och hur?"),
    },
    "personalisation": {
        "en": ("It did not fit my situation", "What would have suited you better?"),
        "sv": ("Det passade inte min situation", "Vad hade passat dig bättre?"),
    },
    "competition": {
        "en": ("I am moving to another supplier", "Where did you go, and why?"),
        "sv": ("Jag byter till en annan leverantör", "Vilken leverantör byter du till, och varför?"),
    },
    "change": {
        "en": ("Something changed in a way I did not want", "What changed?"),
        "sv": ("Något förändrades på ett sätt som jag inte ville", "Vad förändrades?"),
    },
    "not_needed": {
        "en": ("I no longer need it", "What has changed for you?"),
        "sv": ("Jag behöver det inte längre", "Vad har förändrats för dig?"),
    },
}
OTHER_WORDS = {
    "en": ("Something else", "What was it?"),
    "sv": ("Något annat", "Vad var det?"),
}

PERMISSIONS: dict[str, Any] = {
    "key": "permissions",
    "type": "permissions",
    "text": {"en": "What may we do with your answers?", "sv": "Vad får vi göra med dina svar?"},
    "help": {
        "en": "Tick what you agree to. You can leave all of them empty.",
        "sv": "Kryssa i det du går med på. Du kan också lämna alla tomma.",
    },
    "permissions": [
        {
            "kind": "reply",
            "wording_version": 1,
            "text": {"en": "You may reply to me about this", "sv": "Ni får svara mig om det här"},
        },
        {
            "kind": "tell",
            "wording_version": 1,
            "text": {"en": "Tell me what came of it", "sv": "Berätta för mig vad det ledde till"},
        },
        {
            "kind": "quote",
            "wording_version": 1,
            "text": {"en": "You may quote me without my name", "sv": "Ni får citera mig utan mitt namn"},
        },
    ],
}
IN_YOUR_OWN_WORDS = {
    "en": "In your own words. A few are enough.",
    "sv": "Med egna ord. Det räcker med några få.",
}
WHY_LEFT: dict[str, Any] = {
    "key": "why",
    "type": "open",
    "text": {"en": "What made you decide to leave?", "sv": "Vad fick dig att lämna oss?"},
    "help": IN_YOUR_OWN_WORDS,
    "follows": "reason",
}
RETURN: dict[str, Any] = {
    "key": "return",
    "type": "score",
    "text": {
        "en": "How likely are you to come back one day?",
        "sv": "Hur troligt är det att du kommer tillbaka någon gång?",
    },
    "low": {"en": "Not at all likely", "sv": "Inte alls troligt"},
    "high": {"en": "Extremely likely", "sv": "Mycket troligt"},
}
RECOMMEND: dict[str, Any] = {
    "key": "score",
    "type": "score",
    "text": {
        "en": "How likely are you to recommend us to a friend or colleague?",
        "sv": "Hur troligt är det att du skulle rekommendera oss till en vän eller kollega?",
    },
    "low": {"en": "Not at all likely", "sv": "Inte alls troligt"},
    "high": {"en": "Extremely likely", "sv": "Mycket troligt"},
}
WHY_SCORE: dict[str, Any] = {
    "key": "why",
    "type": "open",
    "text": {"en": "What is the main reason for your score?", "sv": "Vad är den främsta anledningen till ditt betyg?"},
    "help": IN_YOUR_OWN_WORDS,
}


def exit_document(languages: Iterable[str], *, reasons: Iterable[str] = DEFAULT_REASONS) -> dict[str, Any]:
    """The exit questionnaire as a draft: one reason ticked, why, return likelihood, permissions.

    `languages` are codes out of LANGUAGES, `reasons` codes of the agreed list; KeyError for any other.
    """
    languages = list(languages)
    reason = {
        "key": "reason",
        "type": "choice",
        "text": _in(
            {
                "en": "What is the main reason you are leaving?",
                "sv": "Vilken är den främsta anledningen till att du lämnar oss?",
            },
            languages,
        ),
        "shuffled": True,
        "options": [reason_option(code, languages) for code in reasons] + [other_option(languages)],
    }
    rest = [_in(question, languages) for question in (WHY_LEFT, RETURN, PERMISSIONS)]
    return {"schema": SCHEMA, "languages": languages, "half_open_first": True, "questions": [reason, *rest]}


def relationship_document(languages: Iterable[str]) -> dict[str, Any]:
    """The relationship questionnaire as a draft: how likely to recommend, why, permissions; KeyError as above."""
    languages = list(languages)
    questions = [_in(question, languages) for question in (RECOMMEND, WHY_SCORE, PERMISSIONS)]
    return {"schema": SCHEMA, "languages": languages, "questions": questions}


def reason_option(code: str, languages: Iterable[str]) -> dict[str, Any]:
    """The built-in option of one reason, with the words that follow it."""
    return {"key": code, "reason": code, **_option_words(REASON_WORDS[code], languages)}


def other_option(languages: Iterable[str]) -> dict[str, Any]:
    """ "Something else": no reason behind it, always last."""
    return {"key": OTHER, "reason": None, **_option_words(OTHER_WORDS, languages), "pinned": True}


def _option_words(words: dict[str, tuple[str, str]], languages: Iterable[str]) -> dict[str, dict[str, str]]:
    chosen = {language: words[language] for language in languages}
    return {
        "text": {language: text for language, (text, _prompt) in chosen.items()},
        "prompt": {language: prompt for language, (_text, prompt) in chosen.items()},
    }


def _in(part: Any, languages: list[str]) -> Any:
    """The same part of a questionnaire with its texts in these languages only."""
    if isinstance(part, dict) and part.keys() == set(LANGUAGES):
        return {language: part[language] for language in languages}
    if isinstance(part, dict):
        return {key: _in(value, languages) for key, value in part.items()}
    if isinstance(part, list):
        return [_in(value, languages) for value in part]
    return part
