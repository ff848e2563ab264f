"""Marks every phrase of the lexicon that stands in a text, complaint or not."""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import chain

from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc

from analysis.tagging.choices import write_out
from analysis.tagging.lexicon import Lexicon
from analysis.tagging.normalising import load_normaliser
from analysis.tagging.reading import Kind, Mark
from analysis.tagging.skeleton import Skeleton, SkeletonMaker


class Marker:
    """Holds the lexicon's phrases, run through the same pipeline as texts, in spaCy's matchers.

    Harmless phrases are compared word by word ("you switched" is not "we switched"), all others on the skeleton.
    """

    def __init__(self, nlp: Language, lexicon: Lexicon, skeleton_of: SkeletonMaker) -> None:
        self._vocab = nlp.vocab
        words = lexicon.words
        function_words = (*words.transparent, *words.negators, *words.alternators, *words.conjunctions)
        self._function_words = frozenset(map(load_normaliser(nlp.lang).stem, function_words))
        self._on_skeleton = PhraseMatcher(nlp.vocab, attr="NORM")
        self._word_by_word = PhraseMatcher(nlp.vocab, attr="NORM")
        self._meaning: dict[int, tuple[Kind, str, int]] = {}

        @cache
        def stems_of_word(word: str) -> tuple[str, ...]:
            return tuple(token.norm_ for token in nlp(word))

        @cache
        def every_stem(words: str) -> tuple[str, ...]:
            return tuple(chain.from_iterable(map(stems_of_word, words.split())))

        @cache
        def stems_with_gaps(words: str) -> tuple[str, ...]:
            return tuple("" if skeleton_of.is_passed_over(stem) else stem for stem in every_stem(words))

        for kind, code, pair, phrases in phrase_lists(lexicon):
            key = f"{kind}:{code}:{pair}"
            self._meaning[nlp.vocab.strings.add(key)] = kind, code, pair
            if kind is Kind.HARMLESS:
                patterns = {stems for phrase in phrases for stems in write_out(phrase, every_stem)}
                self._word_by_word.add(key, self._docs(patterns))
            else:
                written = {stems for phrase in phrases for stems in write_out(phrase, stems_with_gaps)}
                self._on_skeleton.add(key, self._docs({self._without_gaps(stems, kind) for stems in written}))

    def _docs(self, patterns: set[tuple[str, ...]]) -> list[Doc]:
        return [Doc(self._vocab, words=list(stems)) for stems in patterns if stems]

    def _without_gaps(self, stems: tuple[str, ...], kind: Kind) -> tuple[str, ...]:
        """Drop the fillers. A phrase of several words never shrinks to one: "do it" is not "do".

        Part of a pair may, its partner keeps it from meaning too little, unless a function word is left.
        """
        kept = tuple(filter(None, stems))
        if len(kept) > 1 or len(stems) == 1:
            return kept
        in_pair = kind in (Kind.FIRST, Kind.THEN)
        return kept if in_pair and self._function_words.isdisjoint(kept) else ()

    def __call__(self, doc: Doc, skeleton: Skeleton) -> list[Mark]:
        """Give all marks, counted in the skeleton's stems."""
        place_of = {token: place for place, token in enumerate(skeleton.tokens)}
        found = self._on_skeleton(Doc(self._vocab, words=skeleton.stems))
        marks = [Mark(*self._meaning[key], start, end) for key, start, end in found]
        for key, start, end in self._word_by_word(doc):
            places = [place_of[token] for token in range(start, end) if token in place_of]
            if places:
                marks.append(Mark(*self._meaning[key], places[0], places[-1] + 1))
        for span in doc.spans.get("compounds", ()):
            marks.append(Mark(Kind.PHRASE, span.label_, 0, place_of[span.start], place_of[span.start] + 1))
        return marks


def phrase_lists(lexicon: Lexicon) -> Iterator[tuple[Kind, str, int, Sequence[str]]]:
    """Give every list of phrases with its kind, its reason's code and its pair's number ("" and 0 if it has none)."""
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
