"""What the tagger hands out: plain values, free of spaCy."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReasonMatch:
    """One reason that a text gives, with its evidence.

    Offsets count characters of the original text, end exclusive. The evidence (`start`, `end`) lies inside its clause.
    `score` is between 0 and 1 and ranks kinds of evidence; it is not a probability.
    """

    code: str
    score: float
    start: int
    end: int
    clause_start: int
    clause_end: int
    source: str


@dataclass(frozen=True, slots=True)
class TaggedText:
    """A text that was read: its language, None if it cannot be told, and at most one match per reason, by `start`."""

    language: str | None
    reasons: tuple[ReasonMatch, ...]
