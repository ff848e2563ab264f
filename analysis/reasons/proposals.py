"""What a source system's string probably means: proposed by its words, for a person to settle."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from analysis.reasons.models import RecordedReason
from analysis.tagging import TaggedText, tag_texts

Meaning = RecordedReason.Meaning


@dataclass(frozen=True)
class Proposal:
    """A proposed meaning, with a reason code when it means one; both empty when nothing can be said."""

    meaning: str = ""
    reason: str | None = None


# Codes and stock phrases of billing systems, written as `normalise` writes them; the first eight are Stripe's.
STOCK = {
    "too expensive": "pricing",
    "missing features": "features",
    "switched service": "competition",
    "unused": "not_needed",
    "customer service": "support",
    "too complex": "usability",
    "low quality": "quality",
    "other": Meaning.OTHER,
    "other reason": Meaning.OTHER,
    "something else": Meaning.OTHER,
    "annat": Meaning.OTHER,
    "övrigt": Meaning.OTHER,
    "deceased": Meaning.OTHER,
    "avliden": Meaning.OTHER,
    "fraud": Meaning.OTHER,
    "payment failed": Meaning.OTHER,
    "unknown": Meaning.NO_REASON,
    "don t know": Meaning.NO_REASON,
    "dont know": Meaning.NO_REASON,
    "not known": Meaning.NO_REASON,
    "none": Meaning.NO_REASON,
    "null": Meaning.NO_REASON,
    "n a": Meaning.NO_REASON,
    "no reason": Meaning.NO_REASON,
    "no reason given": Meaning.NO_REASON,
    "not given": Meaning.NO_REASON,
    "not specified": Meaning.NO_REASON,
    "no answer": Meaning.NO_REASON,
    "no comment": Meaning.NO_REASON,
    "vet ej": Meaning.NO_REASON,
    "vet inte": Meaning.NO_REASON,
    "okänd": Meaning.NO_REASON,
    "okänt": Meaning.NO_REASON,
    "ej angivet": Meaning.NO_REASON,
    "ingen": Meaning.NO_REASON,
}

# What the short labels of support and billing systems are made of: beginnings of words, the telling ones first.
KEYWORDS = {
    "competition": "competit rival switch konkurrent bytt",
    "support": "support attitude expertise staff agent helpdesk bemötande kundtjänst kundservice rude",
    "pricing": "afford price pricing expens cost budget cheap charge fees pris dyr kostnad avgift",
    "billing": "bill invoic refund payment faktur betalning återbetal",
    "usability": "complex complicat confus difficult usab onboard krånglig svår",
    "features": "feature function lack missing integration range limited funktion saknas",
    "quality": "quality reliab dissatisf bug outage slow speed perform downtime crash kvalitet missnöj avbrott",
    "communication": "communicat spam email information kommunikation utskick",
    "change": "change update redesign terms ändr villkor",
    "not_needed": "moved moving relocat unused need bankrupt closed closing merger project flytt behov konkurs avveckl",
}
LONGEST_LABEL = 7  # words; a longer string is a sentence, and the tagger reads it better
WORD = re.compile(r"\w+")


def normalise(text: str) -> str:
    """ "Too_Expensive!" -> "too expensive"."""
    return " ".join(WORD.findall(text.lower().replace("_", " ")))


def propose_meanings(texts: Iterable[str]) -> Iterator[Proposal]:
    """Propose a meaning for each recorded string, in order: a stock phrase, a label's keyword, or the tagger's best."""
    texts = list(texts)
    tagged = tag_texts((text, None) for text in texts)
    for text, found in zip(texts, tagged, strict=True):
        yield _by_stock(text) or _by_keyword(text) or _by_tagger(found)


def _by_stock(text: str) -> Proposal | None:
    meaning = STOCK.get(normalise(text))
    if meaning is None or isinstance(meaning, Meaning):
        return Proposal(meaning) if meaning else None
    return Proposal(Meaning.REASON, meaning)


def _by_keyword(text: str) -> Proposal | None:
    words = normalise(text).split()
    if len(words) > LONGEST_LABEL:
        return None
    for code, beginnings in KEYWORDS.items():
        if any(word.startswith(tuple(beginnings.split())) for word in words):
            return Proposal(Meaning.REASON, code)
    return None


def _by_tagger(found: TaggedText) -> Proposal:
    best = max(found.reasons, key=lambda match: match.score, default=None)
    return Proposal(Meaning.REASON, best.code) if best else Proposal()
