"""The lexicon at work: marks what it knows in a text and turns the complaints among it into spans."""

from collections.abc import Iterator

from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc, Span

from analysis.tagging.clauses import widen
from analysis.tagging.lexicon import Lexicon, load_lexicon
from analysis.tagging.normalising import BOUNDARY, load_normaliser
from analysis.tagging.polarity import Negation
from analysis.tagging.reading import FAULT_SCORE, Grammar, Hit, Kind, Mark, Reading, best_per_reason

JOINERS = frozenset({"", *"-‐‑_*'’‘“”«»#@/~^`<>=&+"})


class ReasonFinder:
    """Sets `doc.spans["reasons"]`, labelled with codes, and `doc.spans["clauses"]` with the clause around each.

    Scores stand in `doc.spans["reasons"].attrs["scores"]`, in the same order. Phrases are compared on a skeleton of
    the doc: its norms without filler words, so that "charged me twice" and "charged twice" are one phrase.
    """

    def __init__(self, nlp: Language, lexicon: Lexicon) -> None:
        stem = load_normaliser(nlp.lang).stem
        words = lexicon.words
        self._fillers = frozenset(map(stem, words.fillers)) | JOINERS
        self._limiters = frozenset(map(stem, words.limiters))
        self._negation = Negation.of(words, stem)
        self._grammar = Grammar(self._negation, frozenset(map(stem, words.conjunctions)))
        # The words of a skeleton are norms already.
        self._matcher = PhraseMatcher(nlp.vocab, attr="ORTH")
        self._meaning: dict[int, tuple[Kind, str]] = {}
        for kind, code, phrases in _entries(lexicon):
            key = f"{kind}:{code}"
            self._meaning[nlp.vocab.strings.add(key)] = (kind, code)
            self._matcher.add(key, [self._skeleton(doc)[0] for doc in nlp.pipe(phrases)])

    def __call__(self, doc: Doc) -> Doc:
        hits, tokens = self.find(doc)
        return self.set_annotations(doc, hits, tokens)

    def find(self, doc: Doc) -> tuple[list[Hit], list[int]]:
        """Give the best hit of each reason, counted in kept tokens, and the token behind each of those."""
        skeleton, stems, tokens = self._skeleton(doc)
        marks = [Mark(*self._meaning[key], start, end) for key, start, end in self._matcher(skeleton)]
        hits = list(Reading(stems, marks, self._grammar).hits()) if marks else []
        return best_per_reason(hits), tokens

    def set_annotations(self, doc: Doc, hits: list[Hit], tokens: list[int]) -> Doc:
        norms = [token.norm_ for token in doc]
        reasons = [Span(doc, tokens[hit.start], tokens[hit.end - 1] + 1, label=hit.code) for hit in hits]
        clauses = [widen(norms, self._grammar.conjunctions, span.start, span.end) for span in reasons]
        doc.spans["reasons"] = reasons
        doc.spans["reasons"].attrs["scores"] = [hit.score for hit in hits]
        doc.spans["clauses"] = [Span(doc, start, end) for start, end in clauses]
        return doc
