"""A doc reduced to the words that phrases are compared by: stems, without fillers and hyphens."""

from collections.abc import Callable
from dataclasses import dataclass

from spacy.tokens import Doc

from analysis.tagging.lexicon import Words

JOINERS = frozenset("-‐‑_*'’‘“”«»\"#@/~^`<>=")


@dataclass(frozen=True, slots=True)
class Skeleton:
    """The kept stems and the index of the token behind each."""

    stems: list[str]
    tokens: list[int]


class SkeletonMaker:
    """Leaves out fillers, so that "charged me twice" and "charged twice" are one phrase.

    "not only slow" is slow: a limiter takes the negation before it away with itself.
    """

    def __init__(self, words: Words, stem: Callable[[str], str]) -> None:
        self._passed_over = frozenset(map(stem, words.fillers)) | JOINERS
        self._limiters = frozenset(map(stem, words.limiters))
        self._negators = frozenset(map(stem, words.negators))

    def __call__(self, doc: Doc) -> Skeleton:
        stems: list[str] = []
        tokens: list[int] = []
        for place, token in enumerate(doc):
            stem = token.norm_
            if stem in self._limiters and stems and stems[-1] in self._negators:
                stems.pop()
                tokens.pop()
            elif stem not in self._passed_over and not stem.isspace():
                stems.append(stem)
                tokens.append(place)
        return Skeleton(stems, tokens)

    def pattern(self, doc: Doc) -> tuple[str, ...]:
        """Give the stems of a phrase, with "" in the place of each filler."""
        return tuple("" if token.norm_ in self._passed_over else token.norm_ for token in doc)
