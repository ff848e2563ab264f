"""The spaCy component that turns the complaints in a text into spans."""

from collections.abc import Sequence

from spacy.language import Language
from spacy.tokens import Doc, Span

from analysis.tagging.clauses import widen
from analysis.tagging.lexicon import Lexicon, load_lexicon
from analysis.tagging.marking import Marker
from analysis.tagging.normalising import load_normaliser
from analysis.tagging.polarity import Negation
from analysis.tagging.reading import Grammar, Hit, Reading, best_per_reason
from analysis.tagging.skeleton import SkeletonMaker


class ReasonFinder:
    """Sets `doc.spans["reasons"]`, labelled with codes, and `doc.spans["clauses"]` with the clause around each.

    The scores stand in `doc.spans["reasons"].attrs["scores"]`, in the same order.
    """

    def __init__(self, nlp: Language, lexicon: Lexicon) -> None:
        words, stem = lexicon.words, load_normaliser(nlp.lang).stem
        self._skeleton_of = SkeletonMaker(words, stem)
        self._marks_in = Marker(nlp, lexicon, self._skeleton_of)
        self._grammar = Grammar(Negation.of(words, stem), frozenset(map(stem, words.conjunctions)))

    def __call__(self, doc: Doc) -> Doc:
        norms = [token.norm_ for token in doc]
        return self.set_annotations(doc, norms, self.match(doc, norms))

    def match(self, doc: Doc, norms: Sequence[str]) -> list[Hit]:
        """Give the best hit of each reason, in order of place and counted in tokens."""
        skeleton = self._skeleton_of(norms)
        reading = Reading(skeleton.stems, self._marks_in(doc, skeleton), self._grammar)
        tokens = skeleton.tokens
        return [
            hit._replace(start=tokens[hit.start], end=tokens[hit.end - 1] + 1)
            for hit in best_per_reason(reading.hits())
        ]

    def set_annotations(self, doc: Doc, norms: Sequence[str], hits: Sequence[Hit]) -> Doc:
        clauses = [widen(norms, self._grammar.conjunctions, hit.start, hit.end) for hit in hits]
        doc.spans["reasons"] = [Span(doc, hit.start, hit.end, label=hit.code) for hit in hits]
        doc.spans["reasons"].attrs["scores"] = [hit.score for hit in hits]
        doc.spans["clauses"] = [Span(doc, start, end) for start, end in clauses]
        return doc


@Language.factory("reasons", requires=["token.norm"], assigns=["doc.spans"])
def make_reason_finder(nlp: Language, name: str) -> ReasonFinder:
    return ReasonFinder(nlp, load_lexicon(nlp.lang))
