"""From marked words to reasons: which marks in a text are complaints, by themselves or by what stands beside them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from analysis.tagging.clauses import clause_numbers
from analysis.tagging.normalising import BOUNDARY
from analysis.tagging.polarity import Negation

REACH = 4  # words between a topic and the fault or praise that belongs to it
PAIR_GAP = 1  # words between the two parts of a pair


class Kind(StrEnum):
    """What a marked run of words is; the first six belong to a reason, the others to the language."""

    PHRASE = "phrase"  # a complaint by itself: "charged twice"
    FIRST = "first"  # a complaint with its partner behind it: "removed" + "feature"
    THEN = "then"
    TOPIC = "topic"  # a complaint with a fault beside it, or as the whole answer: "support"
    OWN_FAULT = "own fault"  # a fault of this reason's topics only: prices are "high"
    HARMLESS = "harmless"  # looks like this reason and is not: "support for Android"
    FAULT = "fault"
    PRAISE = "praise"
    CAUSE = "cause"  # what follows is why: "because of"


class Mark(NamedTuple):
    """A run of stems that the lexicon knows, `start:end`; parts of pairs carry the pair's number."""

    kind: Kind
    code: str
    pair: int
    start: int
    end: int


class Hit(NamedTuple):
    """A reason found in `start:end`; the scores rank kinds of evidence by how rarely they mislead."""

    score: float
    code: str
    start: int
    end: int


PHRASE_SCORE, FAULT_SCORE, CAUSE_SCORE, ALONE_SCORE = 0.9, 0.8, 0.8, 0.7


@dataclass(frozen=True, slots=True)
class Grammar:
    """A language's function words, as stems."""

    negation: Negation
    conjunctions: frozenset[str]


class Reading:
    """One text: its stems and the marks found in them."""

    def __init__(self, stems: Sequence[str], marks: Iterable[Mark], grammar: Grammar) -> None:
        self.stems = stems
        self.negation = grammar.negation
        self.conjunctions = grammar.conjunctions
        self.clauses = clause_numbers(stems, grammar.conjunctions)
        self.by_kind: dict[Kind, list[Mark]] = defaultdict(list)
        for mark in sorted(marks, key=_by_place):
            self.by_kind[mark.kind].append(mark)
        self.harmless = {
            (mark.code, place) for mark in self.by_kind[Kind.HARMLESS] for place in range(mark.start, mark.end)
        }
        self.sentiments = self._sentiments()

    def hits(self) -> Iterator[Hit]:
        """Give every complaint found, several of one reason included."""
        yield from self._phrases()
        if topics := [mark for mark in self.by_kind[Kind.TOPIC] if not self._is_harmless(mark)]:
            for topic in topics:
                yield from self._blamed(topic)
            yield from self._causes(topics)
            yield from self._alone(topics)

    def _is_harmless(self, mark: Mark) -> bool:
        return any((mark.code, place) in self.harmless for place in range(mark.start, mark.end))

    def _is_denied(self, mark: Mark) -> bool:
        return self.negation.find(self.stems, mark.start) is not None or self.negation.follows(self.stems, mark.end)

    def _phrases(self) -> Iterator[Hit]:
        """Find "too expensive", but not "not too expensive"."""
        denied_until = 0
        for mark in sorted([*self.by_kind[Kind.PHRASE], *self._pairs()], key=_by_place):
            if mark.start < denied_until:  # "afford" inside "can not afford", denied
                continue
            if self._is_denied(mark):
                denied_until = mark.end
            elif not self._is_harmless(mark):
                yield Hit(PHRASE_SCORE, mark.code, mark.start, mark.end)

    def _pairs(self) -> Iterator[Mark]:
        """Join "removed" and "feature" in "removed the only feature"; never over a negation or the end of a clause."""
        seconds = defaultdict(list)
        for mark in self.by_kind[Kind.THEN]:
            seconds[mark.code, mark.pair, mark.start].append(mark)
        for first in self.by_kind[Kind.FIRST]:
            for place in range(first.end, first.end + PAIR_GAP + 1):
                for second in seconds.get((first.code, first.pair, place), ()):
                    yield Mark(Kind.PHRASE, first.code, first.pair, first.start, second.end)
                if place >= len(self.stems) or self._may_not_stand_between(self.stems[place]):
                    break

    def _may_not_stand_between(self, stem: str) -> bool:
        return stem == BOUNDARY or stem in self.conjunctions or stem in self.negation.negators

    def _sentiments(self) -> dict[int, list[tuple[Mark, bool]]]:
        """Faults and praise by the places they touch, each with whether it blames after any negation."""
        sentiments = defaultdict(list)
        taken = -1
        marks = [mark for kind in (Kind.FAULT, Kind.OWN_FAULT, Kind.PRAISE) for mark in self.by_kind[kind]]
        for mark in sorted(marks, key=_by_place):
            if mark.end <= taken:  # "good" inside "not good enough"
                continue
            taken = max(taken, mark.end) if mark.kind is not Kind.OWN_FAULT else taken
            blames = mark.kind is not Kind.PRAISE
            negator = self.negation.find(self.stems, mark.start)
            if negator is not None:
                mark, blames = mark._replace(start=negator), not blames
            for place in range(mark.start, mark.end):
                sentiments[place].append((mark, blames))
        return sentiments

    def _blamed(self, topic: Mark) -> Iterator[Hit]:
        """Find "terrible support", "support was not helpful"; the nearest word of praise or blame decides."""
        if self.negation.find(self.stems, topic.start) is not None:
            return
        clause = self.clauses[topic.start]
        for gap in range(REACH + 1):
            for place in (topic.start - 1 - gap, topic.end + gap):
                if not (0 <= place < len(self.stems)) or self.clauses[place] != clause:
                    continue
                for sentiment, blames in self.sentiments.get(place, ()):
                    if sentiment.code in ("", topic.code):
                        if blames:
                            start, end = min(topic.start, sentiment.start), max(topic.end, sentiment.end)
                            yield Hit(FAULT_SCORE, topic.code, start, end)
                        return

    def _causes(self, topics: Sequence[Mark]) -> Iterator[Hit]:
        """Find "because of the price", but not "not because of the price"."""
        by_start = defaultdict(list)
        for topic in topics:
            by_start[topic.start].append(topic)
        past = 0
        for cause in self.by_kind[Kind.CAUSE]:
            if cause.end <= past:  # "because of" inside "leaving because of"
                continue
            place = past = cause.end
            while place < len(self.stems) and self.stems[place] in self.negation.transparent:
                place += 1
            if self.negation.find(self.stems, cause.start) is None:
                for topic in by_start[place]:
                    yield Hit(CAUSE_SCORE, topic.code, cause.start, topic.end)

    def _alone(self, topics: Sequence[Mark]) -> Iterator[Hit]:
        """Find the topics of "Price, support.": an answer that names them and says nothing else."""
        if not self.negation.negators.isdisjoint(self.stems):
            return
        named = {place for topic in topics for place in range(topic.start, topic.end)}
        grammar = self.negation
        if all(
            place in named
            or stem == BOUNDARY
            or stem in grammar.transparent
            or stem in grammar.alternators
            or stem in self.conjunctions
            for place, stem in enumerate(self.stems)
        ):
            for topic in topics:
                yield Hit(ALONE_SCORE, topic.code, topic.start, topic.end)


def _by_place(mark: Mark) -> tuple[int, int]:
    return mark.start, -mark.end


def best_per_reason(hits: Iterable[Hit]) -> list[Hit]:
    """Keep the best hit of each reason (score, then length, then place), in order of place."""
    best: dict[str, Hit] = {}
    for hit in hits:
        known = best.get(hit.code)
        if known is None or _rank(hit) > _rank(known):
            best[hit.code] = hit
    return sorted(best.values(), key=lambda hit: (hit.start, hit.end, hit.code))


def _rank(hit: Hit) -> tuple[float, int, int]:
    return hit.score, hit.end - hit.start, -hit.start
