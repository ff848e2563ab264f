"""What a letter says: one function per kind of letter writes it, at the moment it is sent."""

from collections.abc import Callable
from dataclasses import dataclass, field
from email.headerregistry import Address
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation

from surveys.letters.models import Letter


@dataclass(frozen=True)
class Content:
    """A letter's words. Without `from_email` and `reply_to` it comes from the company's sender."""

    subject: str
    text: str
    html: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    from_email: str = ""
    reply_to: str = ""


class LetterWithdrawn(Exception):
    """Raised by a composer when the letter should not leave any more; `why` is English, translated when shown."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class LetterPostponed(LetterWithdrawn):
    """Raised by a composer when the letter should leave, but not now."""


Composer = Callable[[Letter], Content]
composers: dict[str, Composer] = {}


def composes(purpose: Letter.Purpose) -> Callable[[Composer], Composer]:
    """Registers the one function that writes the letters of this purpose."""

    def register(composer: Composer) -> Composer:
        composers[purpose] = composer
        return composer

    return register


def compose(letter: Letter) -> Content:
    """The letter's own content where it carries one, else what its purpose's composer writes.

    Raises LetterWithdrawn or LetterPostponed, and KeyError for a purpose that nobody writes.
    """
    if letter.content:
        return Content(**letter.content)
    return composers[letter.purpose](letter)


def render_letter(template: str, *, language: str, context: dict[str, Any]) -> tuple[str, str]:
    """The text and the HTML of `template`.txt and `template`.html, in that language.

    Both extend surveys/letters/base_letter, which needs `company` in the context, and shows an unsubscribe link
    when there is an `unsubscribe_url`.
    """
    with translation.override(language):
        context = {**context, "language": language}
        return render_to_string(f"{template}.txt", context).strip() + "\n", render_to_string(
            f"{template}.html", context
        )


def one_line(words: str) -> str:
    """Words that go into a header, where a line break would begin a header of its own."""
    return " ".join(words.split())


def named_address(name: str, email: str) -> str:
    """`"Name" <address>`, quoted as a header needs it."""
    return str(Address(display_name=one_line(name), addr_spec=email))
