"""The lexicon at work: marks what it knows in a text and turns the complaints among it into spans."""

from collections.abc import Callable, Iterator, Sequence
from functools import cache

from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc, Span

from analysis.tagging.choices import write_out
from analysis.tagging.clauses import widen
from analysis.tagging.lexicon import Lexicon, load_lexicon
from analysis.tagging.normalising import load_normaliser
from analysis.tagging.polarity import Negation
from analysis.tagging.reading import Grammar, Hit, Kind, Mark, Reading, best_per_reason
from analysis.tagging.skeleton import Skeleton, SkeletonMaker


class ReasonFinder:
    """Sets `doc.spans["reasons"]`, labelled with codes, and `doc.spans["clauses"]` with the clause around each.

    The scores stand in `doc.spans["reasons"].attrs["scores"]`, in the same order.
    """

    def __init__(self, nlp: Language, lexicon: Lexicon) -> None:
        words, stem = lexicon.words, load_normaliser(nlp.lang).stem
        self._skeleton = SkeletonMaker(words, stem)
        self._grammar = Grammar(Negation.of(words, stem), frozenset(map(stem, words.conjunctions)))
        self._matcher = PhraseMatcher(nlp.vocab, attr="NORM")
        self._meaning: dict[int, tuple[Kind, str, int]] = {}
        stems_of = cache(lambda words: self._skeleton.pattern(nlp(words.strip())))
        for kind, code, pair, phrases in phrase_lists(lexicon):
            key = f"{kind}:{code}:{pair}"
            self._meaning[nlp.vocab.strings.add(key)] = kind, code, pair
            patterns = {pattern for phrase in phrases for pattern in _patterns(phrase, stems_of)}
            self._matcher.add(key, [Doc(nlp.vocab, words=pattern) for pattern in patterns])

    def __call__(self, doc: Doc) -> Doc:
        skeleton = self._skeleton(doc)
        return self.set_annotations(doc, self.match(doc, skeleton), skeleton.tokens)

    def match(self, doc: Doc, skeleton: Skeleton) -> list[Hit]:
        """Give the best hit of each reason, counted in the skeleton's stems."""
        marks = [Mark(*self._meaning[key], start, end) for key, start, end in self._matcher(Doc(doc.vocab, words=skeleton.stems))]
        places = {token: place for place, token in enumerate(skeleton.tokens)}
        for span in doc.spans.get("compounds", ()):
            place = places[span.start]
            marks.append(Mark(Kind.PHRASE, span.label_, 0, place, place + 1))
        return best_per_reason(Reading(skeleton.stems, marks, self._grammar).hits())

    def set_annotations(self, doc: Doc, hits: Sequence[Hit], tokens: Sequence[int]) -> Doc:
        norms = [token.norm_ for token in doc] if hits else []
        reasons = [Span(doc, tokens[hit.start], tokens[hit.end - 1] + 1, label=hit.code) for hit in hits]
        clauses = [widen(norms, self._grammar.conjunctions, span.start, span.end) for span in reasons]
        doc.spans["reasons"] = reasons
        doc.spans["reasons"].attrs["scores"] = [hit.score for hit in hits]
        doc.spans["clauses"] = [Span(doc, start, end) for start, end in clauses]
        return doc


def _patterns(phrase: str, stems_of: Callable[[str], tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    """Give what is matched of a phrase. A phrase of several words never shrinks to one: "do it" is not "do"."""
    for written in write_out(phrase, stems_of):
        kept = tuple(filter(None, written))
        if len(kept) > 1 or (kept and len(written) == 1):
            yield kept


def phrase_lists(lexicon: Lexicon) -> Iterator[tuple[Kind, str, int, Sequence[str]]]:
    """Give every list of phrases with its kind, its reason's code and its pair's number ("" and 0 where it has none)."""
    for reason in lexicon.reasons:
        yield Kind.PHRASE, reason.code, 0, reason.phrases
        yield Kind.TOPIC, reason.code, 0, reason.topics
        yield Kind.OWN_FAULT, reason.code, 0, reason.faults
        yield Kind.HARMLESS, reason.code, 0, reason.harmless
        for number, pair in enumerate(reason.pairs):
            yield Kind.FIRST, reason.code, number, pair.first
            yield Kind.THEN, reason.code, number, pair.then
    yield Kind.FAULT, "", 0, lexicon.words.faults
    yield Kind.PRAISE, "", 0, lexicon.words.praise
    yield Kind.CAUSE, "", 0, lexicon.words.causes


@Language.factory("reasons", requires=["token.norm"], assigns=["doc.spans"])
def make_reason_finder(nlp: Language, name: str) -> ReasonFinder:
    return ReasonFinder(nlp, load_lexicon(nlp.lang))
