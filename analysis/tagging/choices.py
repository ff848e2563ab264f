"""Phrases with choices in brackets: "too (dear|pricey) (now|)" stands for four phrases."""

import re
from collections import deque
from collections.abc import Callable

_PIECE = re.compile(r"[()|]|[^()|]+")


def check_brackets(phrase: str) -> str:
    """Give the phrase back. Raises ValueError if brackets do not pair or a "|" stands outside of them."""
    depth = 0
    for piece in _PIECE.findall(phrase):
        depth += (piece == "(") - (piece == ")")
        if depth < 0 or (piece == "|" and depth == 0):
            break
    else:
        if depth == 0:
            return phrase
    raise ValueError(f"{phrase!r}: choices stand in brackets that come in pairs, as in 'too (dear|pricey)'")


def write_out(phrase: str, stems_of: Callable[[str], tuple[str, ...]]) -> set[tuple[str, ...]]:
    """Give every sequence of stems that a phrase stands for.

    `stems_of` turns a run of words into stems. It is asked before the choices are combined, so that inflections and
    fillers ("charge|charged", "my|our") do not multiply.
    """
    return _choices(deque(_PIECE.findall(check_brackets(phrase))), stems_of)


def _choices(pieces: deque[str], stems_of: Callable[[str], tuple[str, ...]]) -> set[tuple[str, ...]]:
    finished: set[tuple[str, ...]] = set()
    current: set[tuple[str, ...]] = {()}
    while pieces:
        match pieces.popleft():
            case "(":
                current = {beginning + end for end in _choices(pieces, stems_of) for beginning in current}
            case ")":
                break
            case "|":
                finished |= current
                current = {()}
            case words:
                current = {beginning + stems_of(words) for beginning in current}
    return finished | current
