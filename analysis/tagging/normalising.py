"""The form in which words are compared: stems, with careless spellings and irregular forms brought together."""

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

import Stemmer
from spacy.language import Language
from spacy.tokens import Doc

from analysis.tagging.lexicon import load_lexicon

STEMMERS = {"en": "english", "sv": "swedish"}
NUMBER = "0"
BOUNDARY = "|"

LONGEST_RUN = 64
_RUN = re.compile(rf"\S{{{LONGEST_RUN},}}")
_ENDS_CLAUSE = re.compile(r"[.,;:!?()\[\]{}…–—|]+|\s*[\n\r]\s*|[:;=]-?[()/|DP]")
_DRAWN_OUT = re.compile(r"([^\W\d_])\1{2,}")
_DIGITS = re.compile(r"\d+(?:[.,:]\d+)*")


def readable_copy(text: str) -> str:
    """Give a copy of equal length in which no run of characters without a space is longer than 63.

    spaCy's English tokenizer takes quadratic time on long runs; offsets in the copy are offsets in the text.
    """
    return _RUN.sub(lambda run: _broken(run.group()), text)


def _broken(run: str) -> str:
    characters = list(run)
    gaps = slice(LONGEST_RUN - 1, None, LONGEST_RUN)
    characters[gaps] = " " * len(characters[gaps])
    return "".join(characters)


class Normaliser:
    """Turns a lower-case word into the stem by which the lexicon knows it: "pricy" -> "pricey", "hojde" -> "höj"."""

    def __init__(self, language: str, forms: Mapping[str, str], words: frozenset[str]) -> None:
        self._stemmer = Stemmer.Stemmer(STEMMERS[language])
        self._unaccented = self._spelt_without_accents(words)
        bare = {without_accents(form): word for form, word in forms.items()}
        listed = {form: word for form, word in bare.items() if form not in words} | dict(forms)
        self._forms = {form: self._bare_stem(word) for form, word in listed.items()}
        self.stem = lru_cache(maxsize=50_000)(self._stem)

    def _bare_stem(self, word: str) -> str:
        word = unicodedata.normalize("NFC", word)
        if _ENDS_CLAUSE.fullmatch(word):
            return BOUNDARY
        if _DIGITS.fullmatch(word):
            return NUMBER
        return self._stemmer.stemWord(_DRAWN_OUT.sub(r"\1", word))

    def _stem(self, word: str) -> str:
        if form := self._forms.get(word):
            return form
        stem = self._bare_stem(word)
        return self._unaccented.get(stem, stem)

    def _spelt_without_accents(self, words: frozenset[str]) -> dict[str, str]:
        """Find "trög" also as "trog", unless the lexicon knows that word in its own right ("här" and "har")."""
        own = {self._bare_stem(word) for word in words}
        bare = {self._bare_stem(without_accents(word)): self._bare_stem(word) for word in words if not word.isascii()}
        return {stem: accented for stem, accented in bare.items() if stem not in own}


def without_accents(word: str) -> str:
    """Write "trög" as "trog"."""
    return "".join(mark for mark in unicodedata.normalize("NFD", word) if not unicodedata.combining(mark))


@lru_cache
def load_normaliser(language: str) -> Normaliser:
    """Give the language's normaliser, one per process."""
    lexicon = load_lexicon(language)
    return Normaliser(language, lexicon.forms(), lexicon.vocabulary())


class Stems:
    """Writes into each token's norm the stem of its norm ("can't" is "can" and "not"); a clause's end becomes "|"."""

    def __init__(self, normaliser: Normaliser) -> None:
        self.normaliser = normaliser

    def __call__(self, doc: Doc) -> Doc:
        stem = self.normaliser.stem
        for token in doc:
            token.norm_ = stem(token.norm_.lower())
        return doc


@Language.factory("stems", assigns=["token.norm"])
def make_stems(nlp: Language, name: str) -> Stems:
    return Stems(load_normaliser(nlp.lang))
