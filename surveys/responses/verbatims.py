"""The customer's own words on their way into the house: nothing is lost that a person can read."""

import re

from surveys.responses.models import MAX_VERBATIM

# PostgreSQL refuses NUL, and no control character but tab and newline means anything in an answer.
CONTROL_CHARACTERS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


def clean_verbatim(words: str) -> str:
    """The words as they are stored: newlines alike, surrogates joined or replaced, control characters gone."""
    words = words.replace("\r\n", "\n").replace("\r", "\n")
    words = words.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return CONTROL_CHARACTERS.sub("", words).strip()


def is_too_long(words: str) -> bool:
    return len(words) > MAX_VERBATIM
