"""The lexicon as it is shipped: every example is found, no counter-example is."""

import pytest

from analysis.tagging import SUPPORTED_LANGUAGES
from analysis.tagging.lexicon import REASON_CODES, LexiconError, load_lexicon, read_reason
from tests.analysis.tagging.reading_aloud import codes

REASONS = [(language, reason) for language in SUPPORTED_LANGUAGES for reason in load_lexicon(language).reasons]
EXAMPLES = [(language, reason.code, text) for language, reason in REASONS for text in reason.examples]
COUNTER_EXAMPLES = [(language, reason.code, text) for language, reason in REASONS for text in reason.counter_examples]


@pytest.mark.parametrize(("language", "code", "text"), EXAMPLES)
def test_every_example_gives_its_reason(language, code, text):
    assert code in codes(text, language)


@pytest.mark.parametrize(("language", "code", "text"), COUNTER_EXAMPLES)
def test_no_counter_example_gives_the_reason(language, code, text):
    assert code not in codes(text, language)


@pytest.mark.parametrize("language", SUPPORTED_LANGUAGES)
def test_all_eleven_reasons_are_described(language):
    reasons = load_lexicon(language).reasons
    assert tuple(reason.code for reason in reasons) == REASON_CODES
    assert len(REASON_CODES) == 11
    assert all(
        reason.definition and len(reason.examples) >= 5 and len(reason.counter_examples) >= 2 for reason in reasons
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('definition = "x', "Unterminated string"),
        ('definition = "x"\nexamples = []\ncounter_examples = []\nphrases = ["too (dear"]', "too (dear"),
        ('definition = "x"\nexamples = []\ncounter_examples = []\nphrases = ["dear|pricey"]', "dear|pricey"),
        ('definition = "x"\nexamples = []\ncounter_examples = []\nphrases = []\nphrase = []', "phrase"),
        ('definition = "x"\nexamples = []\ncounter_examples = []', "phrases"),
    ],
)
def test_a_wrong_file_is_named_with_its_entry(tmp_path, text, told):
    path = tmp_path / "en" / "pricing.toml"
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")
    with pytest.raises(LexiconError) as caught:
        read_reason(path)
    assert "en/pricing.toml" in str(caught.value)
    assert told in str(caught.value)
