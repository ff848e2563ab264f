"""A doc reduced to the words that phrases are compared by: stems, without fillers and hyphens."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from analysis.tagging.lexicon import Words

JOINERS = frozenset("-‐‑_*'’‘“”«»\"#@/~^`<>=")


@dataclass(frozen=True, slots=True)
class Skeleton:
    """The kept stems, and the index of the token behind each."""

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

    def is_passed_over(self, stem: str) -> bool:
        return stem in self._passed_over or stem.isspace()

    def __call__(self, norms: Sequence[str]) -> Skeleton:
        stems: list[str] = []
        tokens: list[int] = []
        for token, stem in enumerate(norms):
            if stem in self._limiters and stems and stems[-1] in self._negators:
                stems.pop()
                tokens.pop()
            elif not self.is_passed_over(stem):
                stems.append(stem)
                tokens.append(token)
        return Skeleton(stems, tokens)
