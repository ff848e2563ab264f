"""Whatever people paste: nothing raises, evidence is a slice of the text, and time grows with length."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.tagging import tag_texts
from analysis.tagging.lexicon import REASON_CODES
from analysis.tagging.normalising import LONGEST_RUN, readable_copy
from analysis.tagging.tagger import load_pipeline
from tests.analysis.tagging.reading_aloud import codes

WORDS = st.sampled_from(
    [
        *("too", "expensive", "not", "no", "never", "support", "rude", "app", "crashes", ",", ".", "!", "\n"),
        *("because of", "the", "price", "great", "slow", "and", "or", "but", "för", "dyrt", "inte", "kundtjänst"),
        *(
            "svarar",
            "aldrig",
            "priset",
            "fakturastrul",
            "men",
            "bra",
            "3",
            "£",
            "😡",
            "e\u0301",
            "can't",
            "n't",
            "((",
            ":(",
        ),
    ]
)
TEXTS = st.one_of(st.text(max_size=300), st.lists(WORDS, max_size=80).map(" ".join))


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(TEXTS, st.sampled_from(["en", "sv", "de", None])), max_size=4))
def test_evidence_is_a_slice_inside_its_clause(pairs):
    tagged = list(tag_texts(pairs))
    assert len(tagged) == len(pairs)
    for (text, _), found in zip(pairs, tagged, strict=True):
        starts = [match.start for match in found.reasons]
        assert starts == sorted(starts)
        assert len({match.code for match in found.reasons}) == len(found.reasons)
        for match in found.reasons:
            assert match.code in REASON_CODES
            assert 0 <= match.clause_start <= match.start < match.end <= match.clause_end <= len(text)
            assert text[match.start : match.end].strip()


@given(st.text(max_size=500))
def test_the_readable_copy_differs_only_by_spaces_in_long_runs(text):
    copy = readable_copy(text)
    assert len(copy) == len(text)
    assert all(ours == theirs or ours == " " for ours, theirs in zip(copy, text, strict=True))
    assert all(len(run) < LONGEST_RUN for run in copy.split())


@pytest.mark.parametrize("language", ["en", "sv"])
@pytest.mark.parametrize(
    "unit",
    [
        "(",
        "too expensive ",
        "support not bad price or ",
        "not or ",
        "ab12.",
        "because of price support ",
        "\n \n",
        "é😡",
        "aaaaaaaa-",
    ],
)
def test_time_grows_with_length(unit, language):
    """A tenfold text takes about ten times as long; a quadratic step would take a hundred times."""
    short, long = unit * (1_000 // len(unit)), unit * (10_000 // len(unit))
    assert seconds(long, language) < 30 * max(seconds(short, language), 0.0005)


def seconds(text: str, language: str) -> float:
    list(tag_texts([(text, language)]))
    return min(timed(text, language) for _ in range(3))


def timed(text: str, language: str) -> float:
    start = time.process_time()
    list(tag_texts([(text, language)]))
    return time.process_time() - start


def test_evidence_is_found_at_the_end_of_a_long_unbroken_run():
    assert "pricing" in codes("x" * 9_000 + " too expensive")


@pytest.mark.parametrize("language", ["en", "sv"])
def test_words_read_once_are_not_kept_for_ever(language):
    strings = load_pipeline(language).vocab.strings
    list(tag_texts([("too expensive för dyrt", language)]))
    before = len(strings)
    list(tag_texts([(f"too expensive för dyrt unheardof{number}", language) for number in range(2_000)]))
    assert len(strings) <= before
