"""Reading one text in a test: the codes found, and the words that gave them."""

from analysis.tagging import TaggedText, tag_texts


def read(text: str, language: str) -> TaggedText:
    (tagged,) = tag_texts([(text, language)])
    return tagged


def codes(text: str, language: str = "en") -> set[str]:
    return {match.code for match in read(text, language).reasons}


def evidence(text: str, code: str, language: str = "en") -> str:
    (match,) = [match for match in read(text, language).reasons if match.code == code]
    return text[match.start : match.end]


def clause(text: str, code: str, language: str = "en") -> str:
    (match,) = [match for match in read(text, language).reasons if match.code == code]
    return text[match.clause_start : match.clause_end]
