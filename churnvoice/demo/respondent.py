"""One customer of the demo: follows the link in a letter and answers page by page over HTTP, as a browser would."""

import random
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin

import requests

from churnvoice.demo import DemoError
from churnvoice.demo.verbatims import Verbatim

ANSWER_LINK = re.compile(r"https?://\S+/r/[\w-]+/")
MOST_PAGES = 12


@dataclass
class Form:
    """The one form of a page that sends answers: where it goes, and what may be filled in."""

    action: str = ""
    hidden: dict[str, str] = field(default_factory=dict)
    choices: dict[str, list[str]] = field(default_factory=dict)  # radio buttons by name
    ticks: list[tuple[str, str]] = field(default_factory=list)  # check boxes: name, value
    texts: list[str] = field(default_factory=list)
    buttons: list[tuple[str, str]] = field(default_factory=list)


class FormReader(HTMLParser):
    """Reads the first form with method post."""

    def __init__(self) -> None:
        super().__init__()
        self.form: Form | None = None
        self.is_inside = False

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attributes}
        if tag == "form" and values.get("method", "").lower() == "post" and self.form is None:
            self.form, self.is_inside = Form(action=values.get("action", "")), True
        elif self.is_inside and self.form is not None and values.get("name"):
            self.read_field(self.form, tag, values)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.is_inside = False

    @staticmethod
    def read_field(form: Form, tag: str, values: dict[str, str]) -> None:
        name, value, kind = values["name"], values.get("value", ""), values.get("type", "")
        if tag == "textarea":
            form.texts.append(name)
        elif tag == "button":
            form.buttons.append((name, value))
        elif kind == "hidden":
            form.hidden[name] = value
        elif kind == "radio":
            form.choices.setdefault(name, []).append(value)
        elif kind == "checkbox":
            form.ticks.append((name, value))


def read_form(page: str) -> Form | None:
    reader = FormReader()
    reader.feed(page)
    return reader.form


@dataclass(frozen=True)
class Mood:
    """What this customer would answer, drawn once from a seed."""

    verbatim: Verbatim
    ticks_their_reason: bool
    writes: bool
    permissions: tuple[str, ...]
    returns: int
    dice: random.Random

    @classmethod
    def of(cls, seed: str, verbatims: list[Verbatim]) -> "Mood":
        """Four of five write, nine of ten tick what they then describe: people are like that."""
        dice = random.Random(seed)  # noqa: S311  sample answers, not secrets
        return cls(
            verbatim=dice.choice(verbatims),
            ticks_their_reason=dice.random() < 0.9,
            writes=dice.random() < 0.8,
            permissions=tuple(kind for kind, share in SHARES_ALLOWING.items() if dice.random() < share),
            returns=dice.randint(0, 10),
            dice=dice,
        )

    def fill(self, form: Form) -> list[tuple[str, str]]:
        """The fields this customer sends with one page."""
        sent = list(form.hidden.items())
        for name, options in form.choices.items():
            sent.append((name, self.choose(options)))
        sent += [(name, value) for name, value in form.ticks if value in self.permissions]
        sent += [(name, self.verbatim.text if self.writes else "") for name in form.texts]
        return sent + form.buttons[:1]

    def choose(self, options: list[str]) -> str:
        if str(self.returns) in options:
            return str(self.returns)
        if self.verbatim.reason in options and self.ticks_their_reason:
            return str(self.verbatim.reason)
        return self.dice.choice(sorted(options))  # they are shown in another order to each customer


SHARES_ALLOWING = {"reply": 0.4, "tell": 0.5, "quote": 0.3}


def link_in(letter: str) -> str | None:
    """The answering link in a letter's text."""
    found = ANSWER_LINK.search(letter)
    return found[0] if found else None


def answer(link: str, mood: Mood) -> bool:
    """Open the link and answer every page. Out: False when the link had been answered before.

    Raises DemoError when the server refuses a page, or the pages do not end.
    """
    page = requests.get(link, timeout=60)
    form = read_form(page.text)
    if form is None and page.ok:
        return False
    for _page in range(MOST_PAGES):
        if not page.ok:
            raise DemoError(f"The answering page said {page.status_code} {page.reason}.")
        if form is None:
            return True
        page = requests.post(urljoin(page.url, form.action), data=mood.fill(form), timeout=60)
        form = read_form(page.text)
    raise DemoError(f"The answering pages did not end after {MOST_PAGES} of them.")
