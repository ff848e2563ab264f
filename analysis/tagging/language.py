"""Which language a text is in: decides which lexicon reads it."""

import re
from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

SUPPORTED_LANGUAGES = ("en", "sv")

# Languages that customers of a European company write in; a wider set would only cost certainty on short texts.
CANDIDATES = (
    *SUPPORTED_LANGUAGES,
    *("ar", "cs", "da", "de", "el", "es", "et", "fi", "fr", "hu", "is", "it", "ja"),
    *("lt", "lv", "nl", "no", "pl", "pt", "ro", "ru", "tr", "uk", "zh"),
)
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
FEWEST_WORDS = 4
ODDS_FOR_EXPECTED = 20.0  # how many times likelier the survey's own language is than each other one


@cache
def _identifier() -> LanguageIdentifier:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(CANDIDATES)
    return identifier


def detect_language(text: str, *, expected: str | None = None) -> str | None:
    """Tell the ISO 639-1 code of a text's language; None when nothing can be said.

    `expected` is the language of the survey or the customer. Below four words it is the answer; above, the text must
    speak clearly against it.
    """
    words = WORD.findall(text)
    if expected and len(words) < FEWEST_WORDS:
        return expected
    if not words:
        return None
    likelihoods = dict(_identifier().rank(text))
    if expected in likelihoods:
        likelihoods[expected] *= ODDS_FOR_EXPECTED
    return max(likelihoods, key=likelihoods.__getitem__)
