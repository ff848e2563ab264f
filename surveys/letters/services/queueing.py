"""Letters enter here: the row first, then a hint to the workers once it is committed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

from celery import current_app
from django.conf import settings
from django.db import transaction

from surveys.customers.models import Customer
from surveys.letters.models import Letter, Suppression

LETTERS_PER_MESSAGE = 100


@dataclass(frozen=True)
class NewLetter:
    """A letter to be queued. Two letters never have the same `unique_key`; `content` holds Content's own fields."""

    purpose: Letter.Purpose
    recipient: str
    unique_key: str
    customer: Customer | None = None
    content: dict[str, Any] | None = None


def queue_letter(
    *,
    purpose: Letter.Purpose,
    recipient: str,
    unique_key: str,
    customer: Customer | None = None,
    content: dict[str, Any] | None = None,
) -> Letter:
    """The waiting letter with that key, made unless it was there already."""
    return queue_letters([NewLetter(purpose, recipient, unique_key, customer, content)])[0]


def queue_letters(rows: Sequence[NewLetter]) -> list[Letter]:
    """The letters with these keys, in the order of `rows`; those that were not there are made and will be sent.

    Three statements however many rows there are. Call it inside the transaction of whatever the letters are about.
    """
    letters = [
        Letter(
            purpose=row.purpose,
            recipient=row.recipient,
            unique_key=row.unique_key,
            customer=row.customer,
            content=row.content,
            message_id=new_message_id(),
        )
        for row in rows
    ]
    with transaction.atomic():
        Letter.objects.bulk_create(letters, ignore_conflicts=True)
        kept = {
            letter.unique_key: letter for letter in Letter.objects.filter(unique_key__in=[r.unique_key for r in rows])
        }
        hint_at([letter.pk for letter in kept.values() if letter.state == Letter.State.QUEUED])
    return [kept[row.unique_key] for row in rows]


def new_message_id() -> str:
    """Made once per letter, so that a letter sent again by a person is the same letter to the reader's mail program."""
    return f"<{uuid4().hex}@{urlsplit(settings.SITE_URL).hostname}>"


def hint_at(ids: Sequence[int]) -> None:
    """Tell the workers about these letters after the commit; the sweep finds what this does not reach."""
    # A lambda, because Django reports a robust hook's failure by its name, and a partial has none.
    transaction.on_commit(lambda: publish(ids), robust=True)


def publish(ids: Sequence[int]) -> None:
    for start in range(0, len(ids), LETTERS_PER_MESSAGE):
        current_app.send_task("surveys.letters.tasks.send_letters", args=[ids[start : start + LETTERS_PER_MESSAGE]])


def suppress(email: str, cause: Suppression.Cause) -> None:
    """This address gets no more surveys. A second time changes nothing, the first cause stands."""
    Suppression.objects.get_or_create(email=email.lower(), defaults={"cause": cause})
