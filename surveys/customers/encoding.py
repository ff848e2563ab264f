"""The first look at a file: is it text, in which encoding, and about how many lines has it?"""

import codecs
from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO

from charset_normalizer import from_bytes

from surveys.customers.problems import FileError

Opener = Callable[[], BinaryIO]

CHUNK = 1 << 20
SAMPLE = 1 << 16
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it starts with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # .xlsx and .ods, .xls
# What western spreadsheets save, and the characters that a right guess yields. Charset-normalizer needs more text
# than a list of names has to tell these two apart; it decides about the rest of the world.
WESTERN_ENCODINGS = ("cp1252", "mac_roman")
WESTERN_CHARACTERS = frozenset("åäöÅÄÖéÉèüÜæÆøØñçßáàêôí€§°–—‘’“”…\u00a0")
CONTROL_BYTES = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b\0"))


@dataclass(frozen=True)
class Encoding:
    name: str
    line_count: int


def detect_encoding(opener: Opener) -> Encoding:
    """Read a file once, in slices, and say how its bytes become text; raises FileError when they cannot."""
    with opener() as file:
        start = file.read(SAMPLE)
    if not start.strip():
        raise FileError("empty")
    if start.startswith(WORKBOOKS):
        raise FileError("workbook")
    if wide := wide_encoding(start):
        return Encoding(wide, count_lines(opener))
    return narrow_encoding(opener)


def wide_encoding(start: bytes) -> str | None:
    """An encoding that announces itself by its first bytes, or UTF-16 without a mark: every second byte is zero."""
    for mark, name in BYTE_ORDER_MARKS:
        if start.startswith(mark):
            return name
    half = len(start) // 2
    if start[1::2].count(0) > 0.4 * half:
        return "utf-16-le"
    if start[::2].count(0) > 0.4 * half:
        return "utf-16-be"
    return None


def count_lines(opener: Opener) -> int:
    with opener() as file:
        return sum(chunk.count(b"\n") for chunk in iter(lambda: file.read(CHUNK), b""))


def narrow_encoding(opener: Opener) -> Encoding:
    """UTF-8 when nearly every line with more than ASCII is valid UTF-8 (a broken line is refused later, alone)."""
    lines = valid = broken = controls = size = 0
    foreign = bytearray()
    with opener() as file:
        while line := file.readline(CHUNK):
            lines += 1
            size += len(line)
            if line.isascii() or is_utf8(line):
                valid += not line.isascii()
            else:
                broken += 1
                foreign += line[: max(SAMPLE - len(foreign), 0)]
            controls += len(line) - len(line.translate(None, CONTROL_BYTES))
    if controls > 0.02 * size:
        raise FileError("binary")
    if valid >= broken:
        return Encoding("utf-8", lines)
    return Encoding(regional_encoding(bytes(foreign)), lines)


def regional_encoding(sample: bytes) -> str:
    """Which of the encodings from before UTF-8 a sample of lines with more than ASCII is written in."""

    def share_of_western(name: str) -> float:
        characters = [character for character in sample.decode(name, "replace") if not character.isascii()]
        return sum(character in WESTERN_CHARACTERS for character in characters) / len(characters)

    western = max(WESTERN_ENCODINGS, key=share_of_western)
    if share_of_western(western) > 0.8:
        return western
    best = from_bytes(sample).best()
    return best.encoding if best else western


def is_utf8(line: bytes) -> bool:
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True
