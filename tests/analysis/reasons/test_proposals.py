"""Proposed meanings of recorded strings: Stripe's codes, the usual labels, words that give no reason."""

import pytest

from analysis.reasons.proposals import Proposal, propose_meanings


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("too_expensive", "pricing"),
        ("missing_features", "features"),
        ("switched_service", "competition"),
        ("unused", "not_needed"),
        ("customer_service", "support"),
        ("too_complex", "usability"),
        ("low_quality", "quality"),
        ("Attitude of support person", "support"),
        ("Attitude of service provider", "support"),
        ("Poor expertise of online support", "support"),
        ("Competitor had better devices", "competition"),
        ("Competitor offered more data", "competition"),
        ("Price too high", "pricing"),
        ("Extra data charges", "pricing"),
        ("Lack of affordable download/upload speed", "pricing"),
        ("Network reliability", "quality"),
        ("Product dissatisfaction", "quality"),
        ("Limited range of services", "features"),
        ("Lack of self-service on Website", "features"),
        ("Moved", "not_needed"),
        ("För dyrt", "pricing"),
        ("Flyttat utomlands", "not_needed"),
    ],
)
def test_a_label_is_proposed_as_the_reason_it_names(text, code):
    assert list(propose_meanings([text])) == [Proposal("reason", code)]


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("Don't know", "no_reason"),
        ("Unknown", "no_reason"),
        ("N/A", "no_reason"),
        ("other", "other"),
        ("Deceased", "other"),
    ],
)
def test_words_without_a_reason_are_proposed_as_such(text, meaning):
    assert list(propose_meanings([text])) == [Proposal(meaning)]


def test_a_sentence_is_read_by_the_tagger():
    sentence = "It was simply far too expensive for what we got out of it"
    assert list(propose_meanings([sentence])) == [Proposal("reason", "pricing")]


def test_nothing_is_proposed_for_words_that_say_nothing():
    assert list(propose_meanings(["zzz"])) == [Proposal()]
