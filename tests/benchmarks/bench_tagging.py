"""How fast texts are read for reasons on one core, beside the bare tokenizer that they must pass first."""

import time
from collections.abc import Callable

import spacy

from analysis.tagging import tag_texts

TEXTS = 3_000
WORDS = (
    "We liked it at first but it became far too expensive for a small shop like ours and nobody in support ever "
    "answered the three mails that we sent about invoice number {n} in spring."
)


def rate(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return TEXTS / (time.perf_counter() - started)


def test_texts_read_a_second(capsys):
    texts = [WORDS.format(n=number) for number in range(TEXTS)]
    assert len(list(tag_texts([(texts[0], "en")]))) == 1  # loads the lexicon
    blank = spacy.blank("en")
    tokenized = rate(lambda: [len(doc) for doc in map(blank, texts)])
    read = rate(lambda: list(tag_texts((text, "en") for text in texts)))
    with capsys.disabled():
        print(f"\ntokenized {tokenized:>8,.0f} a second")
        print(f"read      {read:>8,.0f} a second, {read / tokenized:.2f} of it")
