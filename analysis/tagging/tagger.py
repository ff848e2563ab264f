"""The door of the room: texts in, tagged texts out, in order and in bulk."""

import threading
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import islice

import spacy
from spacy.language import Language
from spacy.tokens import Doc

# Importing these modules registers their components with spaCy.
from analysis.tagging import compounds, finder, normalising  # noqa: F401
from analysis.tagging.language import SUPPORTED_LANGUAGES, detect_language
from analysis.tagging.matches import ReasonMatch, TaggedText
from analysis.tagging.normalising import readable_copy

TAGGER_VERSION = "lexicon-1"
SOURCE = "lexicon"
BATCH = 500

COMPONENTS = {"en": ("stems", "reasons"), "sv": ("stems", "compounds", "reasons")}

# Neither stemmers nor memory zones may be used by two threads at once.
_reading = threading.Lock()


@cache
def load_pipeline(language: str) -> Language:
    """Give the language's pipeline, built once per process. Raises LexiconError for a file that cannot be read."""
    nlp = spacy.blank(language)
    for component in COMPONENTS[language]:
        nlp.add_pipe(component)
    return nlp


def tag_texts(texts: Iterable[tuple[str, str | None]]) -> Iterator[TaggedText]:
    """Read pairs of a text and its expected language; give one TaggedText for each, in order.

    Texts are read in batches, so any number may be passed through. A language without a lexicon gives no reasons and
    its code. Raises LexiconError, at the first text, if a lexicon file is wrong.
    """
    pairs = iter(texts)
    while batch := list(islice(pairs, BATCH)):
        with _reading:
            tagged = _read(batch)
        yield from tagged


def _read(batch: list[tuple[str, str | None]]) -> list[TaggedText]:
    languages = [detect_language(text, expected=expected) for text, expected in batch]
    tagged = [TaggedText(language, ()) for language in languages]
    for language in SUPPORTED_LANGUAGES:
        places = [place for place, own in enumerate(languages) if own == language]
        if not places:
            continue
        nlp = load_pipeline(language)
        # Without the zone the string store would keep every word ever read; only plain values leave it.
        with nlp.memory_zone():
            docs = nlp.pipe(readable_copy(batch[place][0]) for place in places)
            for place, doc in zip(places, docs, strict=True):
                tagged[place] = TaggedText(language, _matches(doc))
    return tagged


def _matches(doc: Doc) -> tuple[ReasonMatch, ...]:
    reasons, clauses = doc.spans["reasons"], doc.spans["clauses"]
    return tuple(
        ReasonMatch(
            code=span.label_,
            score=score,
            start=span.start_char,
            end=span.end_char,
            clause_start=clause.start_char,
            clause_end=clause.end_char,
            source=SOURCE,
        )
        for span, clause, score in zip(reasons, clauses, reasons.attrs["scores"], strict=True)
    )
