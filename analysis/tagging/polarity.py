"""Praise, blame and denial: whether words that sound like a complaint are one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from analysis.tagging.lexicon import Words

FARTHEST_NEGATOR = 8


@dataclass(frozen=True, slots=True)
class Negation:
    """Finds the negation that reaches the words beginning at some place.

    It reaches over transparent words only: "not because of the price" denies the price, "I do not like that it is
    slow" does not deny slowness.
    """

    negators: frozenset[str]
    transparent: frozenset[str]
    alternators: frozenset[str]

    @classmethod
    def of(cls, words: Words, stem: Callable[[str], str]) -> "Negation":
        return cls(*(frozenset(map(stem, some)) for some in (words.negators, words.transparent, words.alternators)))

    def find(self, stems: Sequence[str], start: int, denied_until: int = 0) -> int | None:
        """Give the place of the negation over `stems[start:]`, or None.

        `denied_until` is the end of what was found denied before: "not slow or expensive" denies both.
        """
        alternative = False
        for place in range(start, max(start - FARTHEST_NEGATOR, 0), -1):
            before = stems[place - 1]
            if before in self.negators:
                return place - 1
            if alternative and place == denied_until:
                return place - 1
            if before in self.alternators:
                alternative = True
            elif before not in self.transparent:
                return None
        return None
