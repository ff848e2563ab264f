"""Swedish compounds: "fakturastrul" is read as "faktura" and "strul", "mobilabonnemang" as an "abonnemang"."""

from collections.abc import Callable, Mapping
from functools import lru_cache

from spacy.language import Language
from spacy.tokens import Doc, Span

from analysis.tagging.lexicon import Lexicon, load_lexicon
from analysis.tagging.normalising import load_normaliser

SHORTEST_PART = 3
SHORTEST_HEAD = 5  # for words that are no topic: shorter ones end too many words by chance
LONGEST_WORD = 40
LINKING = "s"


class CompoundCutter:
    """Cuts a stem in two where both parts, with or without a linking s, are known stems.

    `parts` are stems that may begin a compound, `heads` those that may end one and give it its meaning; what is in
    `known` is a word of its own and stays whole.
    """

    def __init__(self, stem: Callable[[str], str], *, known: set[str], parts: set[str], heads: set[str]) -> None:
        self._stem = stem
        self._known = known
        self._parts = parts
        self._heads = heads
        self.cut = lru_cache(maxsize=50_000)(self._cut)

    def _cut(self, word: str) -> tuple[str, str] | None:
        if word in self._known or len(word) > LONGEST_WORD:
            return None
        for place in range(2, len(word) - SHORTEST_PART + 1):
            head = self._stem(word[place:])
            if head in self._heads and (part := self._known_part(word[:place])):
                return part, head
        return None

    def _known_part(self, beginning: str) -> str | None:
        for form in (beginning, beginning.removesuffix(LINKING), beginning.removesuffix("-")):
            if (stem := self._stem(form)) in self._parts:
                return stem
        return None


class Compounds:
    """Gives a compound the norm of its last part; one that is a topic and its fault together becomes a span.

    The spans stand in `doc.spans["compounds"]`, labelled with the reason's code; their evidence is the whole word.
    """

    def __init__(self, cutter: CompoundCutter, complaints: Mapping[frozenset[str], str]) -> None:
        self._cutter = cutter
        self._complaints = complaints

    def __call__(self, doc: Doc) -> Doc:
        spans = []
        for token in doc:
            if not (parts := self._cutter.cut(token.norm_)):
                continue
            if code := self._complaints.get(frozenset(parts)):
                spans.append(Span(doc, token.i, token.i + 1, label=code))
            else:
                token.norm_ = parts[1]
        doc.spans["compounds"] = spans
        return doc


def _complaints(lexicon: Lexicon, stem: Callable[[str], str]) -> dict[frozenset[str], str]:
    """Every pair of a topic and a fault, both single words -> the topic's reason."""
    return {
        frozenset((stem(topic), stem(fault))): reason.code
        for reason in lexicon.reasons
        for topic in reason.topics
        for fault in (*reason.faults, *lexicon.words.faults)
        if " " not in topic + fault
    }


@Language.factory("compounds", requires=["token.norm"], assigns=["token.norm", "doc.spans"])
def make_compounds(nlp: Language, name: str) -> Compounds:
    lexicon, stem = load_lexicon(nlp.lang), load_normaliser(nlp.lang).stem
    known = {stem(word) for word in lexicon.vocabulary()}
    topics = {stem(topic) for reason in lexicon.reasons for topic in reason.topics if topic.isalpha()}
    heads = topics | {word for word in known if len(word) >= SHORTEST_HEAD}
    parts = topics | {stem(part) for part in lexicon.words.compound_parts}
    cutter = CompoundCutter(stem, known=known | parts, parts=parts, heads=heads)
    return Compounds(cutter, _complaints(lexicon, stem))
