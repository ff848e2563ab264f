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
    negators_behind: frozenset[str]

    @classmethod
    def of(cls, words: Words, stem: Callable[[str], str]) -> "Negation":
        lists = (words.negators, words.transparent, words.alternators, words.negators_behind)
        return cls(*(frozenset(map(stem, some)) for some in lists))

    def find(self, stems: Sequence[str], start: int) -> int | None:
        """Give the place of the negation before `stems[start:]` that reaches it, or None.

        Past an "or" it reaches over one word more: "not slow or expensive" denies both.
        """
        allowance = 0
        for place in range(start - 1, max(start - FARTHEST_NEGATOR, 0) - 1, -1):
            stem = stems[place]
            if stem in self.negators:
                return place
            if stem in self.alternators:
                allowance = 1
            elif stem not in self.transparent:
                if not allowance:
                    return None
                allowance = 0
        return None

    def follows(self, stems: Sequence[str], end: int) -> bool:
        """Tell whether a negation stands right behind `stems[:end]`: "kraschade aldrig"."""
        return end < len(stems) and stems[end] in self.negators_behind
