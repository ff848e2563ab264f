"""The Swedish catalogue: whole, exact, compiled, and holding every word that code and templates ask for."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import polib
import pytest
from django.utils.translation import gettext, override
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent.parent
CATALOGUE = ROOT / "churnvoice/locale/sv/LC_MESSAGES/django.po"
ASKING = {"_", "gettext", "gettext_lazy", "gettext_noop", "ngettext"}
STRING = r"""u?('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
ASKED_BY_TEMPLATE = re.compile(rf"\b(?:_|gettext|ngettext)\({STRING}")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd%]|\{\w*\}|</?\w+|https?:\S+")


@pytest.fixture(scope="module")
def entries() -> polib.POFile:
    return polib.pofile(str(CATALOGUE))


def forms(entry: polib.POEntry) -> list[tuple[str, str]]:
    """The pairs of English and Swedish: one, or one per number."""
    if not entry.msgid_plural:
        return [(entry.msgid, entry.msgstr)]
    english = {0: entry.msgid, 1: entry.msgid_plural}
    return [(english[number], words) for number, words in entry.msgstr_plural.items()]


def asked_by_code(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ASKING:
            words = node.args[0]
            if isinstance(words, ast.Constant):
                yield str(words.value)


def asked_by_template(path: Path) -> Iterator[str]:
    """As makemessages sees it: the template turned into calls of gettext."""
    for match in ASKED_BY_TEMPLATE.finditer(templatize(path.read_text(), origin=str(path))):
        yield ast.literal_eval(match[1])


def test_every_entry_is_translated_and_none_is_a_guess(entries: polib.POFile) -> None:
    assert [entry.msgid for entry in entries.untranslated_entries()] == []
    assert [entry.msgid for entry in entries.fuzzy_entries()] == []
    assert [entry.msgid for entry in entries if len(forms(entry)) != (2 if entry.msgid_plural else 1)] == []


def test_placeholders_and_links_are_the_same_in_both_languages(entries: polib.POFile) -> None:
    pairs = [pair for entry in entries for pair in forms(entry)]
    assert len(pairs) > 900
    assert [pair for pair in pairs if len({tuple(sorted(PLACEHOLDER.findall(words))) for words in pair}) > 1] == []


def test_what_runs_is_what_was_written(entries: polib.POFile) -> None:
    compiled = polib.mofile(str(CATALOGUE.with_suffix(".mo")))
    assert {entry.msgid: forms(entry) for entry in compiled} == {entry.msgid: forms(entry) for entry in entries}
    with override("sv"):
        assert gettext("Why customers left") == "Varför kunder lämnade"


def test_the_catalogue_holds_exactly_what_is_asked_for(entries: polib.POFile) -> None:
    code = [path for room in ("analysis", "churnvoice", "surveys") for path in (ROOT / room).rglob("*.py")]
    templates = [path for end in ("html", "txt") for path in (ROOT / "templates").rglob(f"*.{end}")]
    asked = {words for path in code for words in asked_by_code(path)}
    asked |= {words for path in templates for words in asked_by_template(path)}
    known = {entry.msgid for entry in entries}
    assert sorted(asked - known) == [], "`make messages` adds these to the catalogue, to be translated"
    assert sorted(known - asked) == [], "`make messages` takes these out of the catalogue"
