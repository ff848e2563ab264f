"""The lexicon as people edit it: one file per reason and language, and one of words for the language as a whole."""

import re
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, ValidationError

from analysis.tagging.choices import check_brackets

REASON_CODES = (
    "pricing", "billing", "quality", "features", "usability", "support",
    "communication", "personalisation", "competition", "change", "not_needed",
)  # fmt: skip

FOLDER = Path(__file__).parent / "lexicon"
_WORD = re.compile(r"[^\W_]+")


class LexiconError(ValueError):
    """A lexicon file cannot be read; says which file and entry."""


Phrase = Annotated[str, AfterValidator(check_brackets)]


class Pair(BaseModel):
    """Two lists: one of `first`, then, at most a word later, one of `then`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    first: tuple[Phrase, ...]
    then: tuple[Phrase, ...]


class Reason(BaseModel):
    """One reason in one language; lexicon/README.md says what each list is for."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    code: str
    definition: str
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]
    phrases: tuple[Phrase, ...]
    pairs: tuple[Pair, ...] = ()
    topics: tuple[Phrase, ...] = ()
    faults: tuple[Phrase, ...] = ()
    harmless: tuple[Phrase, ...] = ()


class Words(BaseModel):
    """What holds for a language whatever the reason: polarity, negation, words that are passed over."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    faults: tuple[Phrase, ...]
    praise: tuple[Phrase, ...]
    causes: tuple[Phrase, ...]
    negators: tuple[str, ...]
    negators_behind: tuple[str, ...] = ()
    limiters: tuple[str, ...]
    transparent: tuple[str, ...]
    alternators: tuple[str, ...]
    conjunctions: tuple[str, ...]
    fillers: tuple[str, ...]
    compound_parts: tuple[str, ...] = ()
    forms: dict[str, tuple[str, ...]]


class Lexicon(BaseModel):
    """Everything known about one language, phrases as written."""

    model_config = ConfigDict(frozen=True)

    language: str
    reasons: tuple[Reason, ...]
    words: Words

    def forms(self) -> dict[str, str]:
        """Every irregular form and careless spelling -> the word that it stands for."""
        return {form: word for word, forms in self.words.forms.items() for form in forms}

    def vocabulary(self) -> frozenset[str]:
        """All words of all phrases and word lists, in lower case, as written."""
        lists = [value for _, value in self.words if isinstance(value, tuple)]
        for reason in self.reasons:
            lists += [reason.phrases, reason.topics, reason.faults, reason.harmless]
            lists += [phrases for pair in reason.pairs for phrases in (pair.first, pair.then)]
        return frozenset(word for phrases in lists for phrase in phrases for word in _WORD.findall(phrase.lower()))


@lru_cache
def load_lexicon(language: str) -> Lexicon:
    """Read the language's files. Raises LexiconError, naming the file and the entry, if one of them is wrong."""
    folder = FOLDER / language
    reasons = tuple(read_reason(folder / f"{code}.toml") for code in REASON_CODES)
    return Lexicon(language=language, reasons=reasons, words=read_words(folder / "words.toml"))


def read_reason(path: Path) -> Reason:
    """Read one reason's file; its name is the reason's code."""
    with _naming(path):
        return Reason(code=path.stem, **tomllib.loads(path.read_text(encoding="utf-8")))


def read_words(path: Path) -> Words:
    """Read the file of words that hold whatever the reason."""
    with _naming(path):
        return Words(**tomllib.loads(path.read_text(encoding="utf-8")))


@contextmanager
def _naming(path: Path) -> Iterator[None]:
    """A person who edits these files is told which one is wrong, and where in it."""
    try:
        yield
    except (ValidationError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise LexiconError(f"{path.parent.name}/{path.name}: {error}") from error
