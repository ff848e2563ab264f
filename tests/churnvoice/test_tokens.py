"""The tokens hold every colour and size, and their words can be read in both themes."""

import re
from pathlib import Path

import pytest

from surveys.taxonomy.models import ReasonCode

CSS = Path(__file__).parents[2] / "churnvoice" / "static" / "churnvoice" / "css"
TOKENS = (CSS / "tokens.css").read_text()
PAIRS = {
    name: (light, dark) for name, light, dark in re.findall(r"--([\w-]+): light-dark\(#(\w{6}), #(\w{6})\);", TOKENS)
}
WORDS = ["text", "text-muted", "accent", "accent-strong", "red", "amber", "green"]
GROUNDS = ["ground", "surface", "sunken"]
ON_OWN_GROUND = [
    ("on-accent", "accent"),
    ("on-accent", "accent-strong"),
    ("on-red", "red"),
    ("accent", "accent-soft"),
    ("red", "red-soft"),
    ("amber", "amber-soft"),
    ("green", "green-soft"),
    ("text", "accent-soft"),
    ("text", "red-soft"),
    ("text", "amber-soft"),
    ("text", "green-soft"),
]
COMMON_REASONS = ["pricing", "support", "quality", "competition", "features"]
RAW_COLOUR = re.compile(r"#[0-9a-f]{3,8}\b|\brgba?\(|\bhsla?\(|\boklch\(", re.I)
RAW_SIZE = re.compile(r"(?<![\w-])(?:[2-9]|\d\d+)px|\d*\.?\d+(?:rem|pt|cm)\b")


def luminance(colour: str) -> float:
    channels = [int(colour[start : start + 2], 16) / 255 for start in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """WCAG 2.2's contrast ratio, 1 to 21."""
    brighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("words", "ground"), [(words, ground) for words in WORDS for ground in GROUNDS] + ON_OWN_GROUND
)
def test_words_stand_out_from_their_ground(words: str, ground: str, theme: int):
    assert contrast(PAIRS[words][theme], PAIRS[ground][theme]) >= 4.5


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("ground", GROUNDS)
def test_the_edges_of_fields_can_be_seen(ground: str, theme: int):
    assert contrast(PAIRS["line-strong"][theme], PAIRS[ground][theme]) >= 3


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("reason", COMMON_REASONS)
def test_the_most_common_reasons_can_be_seen_as_lines(reason: str, theme: int):
    assert contrast(PAIRS[f"reason-{reason}"][theme], PAIRS["surface"][theme]) >= 3


def test_every_reason_has_a_colour_of_its_own():
    colours = [PAIRS[f"reason-{code}"] for code in ReasonCode.Code.values]
    assert len(set(colours)) == len(colours) == 11
    reasons = (CSS / "reasons.css").read_text()
    for code in ReasonCode.Code.values:
        for block in ("pill", "meter", "evidence"):
            assert f".{block}--{code}" in reasons


def test_no_other_file_holds_a_raw_colour_or_size():
    raw = []
    for path in sorted(CSS.glob("*.css")):
        if path.name == "tokens.css":
            continue
        for number, line in enumerate(path.read_text().splitlines(), start=1):
            if line.lstrip().startswith(("/*", "@media")):
                continue
            if RAW_COLOUR.search(line) or RAW_SIZE.search(line):
                raw.append(f"{path.name}:{number}: {line.strip()}")
    assert raw == []


def test_every_token_says_what_it_is_for():
    silent = [line for line in TOKENS.splitlines() if re.match(r"\s*--[\w-]+:", line) and "/*" not in line]
    assert [line for line in silent if "--fade: 0s" not in line] == []


def test_every_token_that_is_used_exists_and_every_one_that_exists_is_used():
    defined = set(re.findall(r"^\s*--([\w-]+):", TOKENS, re.M))
    blocks = "".join(path.read_text() for path in CSS.glob("*.css"))
    used = set(re.findall(r"var\(--([\w-]+)\)", blocks))
    assert used - defined == {"reason"}  # set by reasons.css
    assert defined - used == set()


def test_app_css_lists_every_block():
    listed = re.findall(r'@import url\("([\w-]+\.css)"\);', (CSS / "app.css").read_text())
    assert set(listed) == {path.name for path in CSS.glob("*.css")} - {"app.css", "public.css", "answer.css"}
    assert listed[0] == "tokens.css"
    assert len(listed) == len(set(listed))
