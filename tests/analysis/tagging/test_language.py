import pytest

from analysis.tagging import detect_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The support team never answered a single one of my mails.", "en"),
        ("Kundtjänsten svarade inte på ett enda av mina mejl.", "sv"),
        ("Der Kundendienst hat auf keine einzige meiner Mails geantwortet.", "de"),
        ("Le service client n'a répondu à aucun de mes messages.", "fr"),
    ],
)
@pytest.mark.parametrize("expected", [None, "en", "sv"])
def test_a_clear_text_is_told_whatever_was_expected(text, language, expected):
    assert detect_language(text, expected=expected) == language


@pytest.mark.parametrize("text", ["Price", "För dyrt", "no", "!!!", "10/10", "Service, pris"])
def test_below_four_words_the_expected_language_is_the_answer(text):
    assert detect_language(text, expected="sv") == "sv"
    assert detect_language(text, expected="en") == "en"


def test_expectation_decides_a_doubtful_text():
    text = "app crash login export"
    assert detect_language(text, expected="sv") == "sv"
    assert detect_language(text, expected="en") == "en"


@pytest.mark.parametrize("text", ["", "   ", "10/10", "👍👍", "...\r\n"])
def test_a_text_without_words_tells_nothing(text):
    assert detect_language(text) is None
