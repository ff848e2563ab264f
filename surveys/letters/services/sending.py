"""A letter's life from the claim to the server's answer: at most once, whatever stops in between."""

import datetime as dt
import time
import traceback
from collections.abc import Collection, Sequence
from typing import Any

import structlog
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_noop

from surveys.company.models import Company
from surveys.letters.composing import LetterPostponed, LetterWithdrawn, compose
from surveys.letters.mail_server import MailServer, ServerNotReached
from surveys.letters.messages import build_message
from surveys.letters.models import Letter, LetterQuerySet

log = structlog.get_logger(__name__)

BATCH = 20  # letters claimed together and sent over one connection
LEASE = dt.timedelta(minutes=5)  # longer than one hand-over can take with EMAIL_TIMEOUT at each of its steps
PAUSES = [dt.timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 720)]
POSTPONED_FOR = dt.timedelta(hours=1)
SWEEP_SECONDS = 25  # less than the timetable's pause, so that sweeps do not pile up

# From these a worker that knows the server's answer may still note it, as long as nobody has claimed the letter since.
UNANSWERED = (Letter.State.CLAIMED, Letter.State.HANDING_OVER, Letter.State.UNCERTAIN)


def send_letters(ids: Collection[int]) -> None:
    """Send those of these letters that are due; what another worker holds is left to it."""
    while send_batch(Letter.objects.filter(pk__in=ids)):
        pass


def send_waiting_letters() -> None:
    """The sweep: settle what stopped workers left behind, then send what is due for as long as a sweep may take."""
    settle_left_letters()
    end = time.monotonic() + SWEEP_SECONDS
    while time.monotonic() < end and send_batch(Letter.objects.all()):
        pass


def settle_left_letters() -> None:
    """Where a worker stopped: handed over is uncertain; merely claimed waits again, unless it stops every worker."""
    now = timezone.now()
    uncertain = Letter.objects.left_in_hand_over(at=now).update(
        state=Letter.State.UNCERTAIN,
        settled_at=now,
        server_reply=gettext_noop("The worker stopped before it could note the server's answer."),
    )
    left = Letter.objects.left_when_claimed(at=now)
    left.filter(attempts__gt=len(PAUSES)).update(
        state=Letter.State.REFUSED,
        settled_at=now,
        server_reply=gettext_noop("The worker stopped each time it took this letter."),
    )
    left.update(state=Letter.State.QUEUED, next_attempt_at=now)
    if uncertain:
        log.warning("letters are uncertain and wait for a person", count=uncertain)


def send_batch(letters: LetterQuerySet) -> int:
    """Claim some of the letters and send them over one connection; how many were claimed (none: nothing is due)."""
    company = Company.current()
    if not company.is_complete:
        return 0
    batch = claim(letters)
    with MailServer() as server:
        for place, letter in enumerate(batch):
            try:
                send_letter(letter, server, company)
            except ServerNotReached as failure:
                for waiting in batch[place:]:
                    put_off(waiting, failure.words)
                break
    return len(batch)


def claim(letters: LetterQuerySet) -> list[Letter]:
    """Up to BATCH due letters, now this worker's own until the lease runs out."""
    now = timezone.now()
    with transaction.atomic():
        batch = list(letters.due(at=now).order_by("next_attempt_at").select_for_update(skip_locked=True)[:BATCH])
        Letter.objects.filter(pk__in=[letter.pk for letter in batch]).update(
            state=Letter.State.CLAIMED, claimed_at=now, lease_until=now + LEASE, attempts=F("attempts") + 1
        )
    for letter in batch:
        letter.claimed_at = now
        letter.attempts += 1
    return batch


def send_letter(letter: Letter, server: MailServer, company: Company) -> None:
    """Write, hand over and note the answer of one claimed letter. Raises ServerNotReached before any hand-over."""
    message = write(letter, company)
    if message is None:
        return
    server.open()
    # Committed before the server hears of the letter: from here on only its answer makes anything certain.
    if not move(letter, Letter.State.HANDING_OVER, since=[Letter.State.CLAIMED], lease_until=timezone.now() + LEASE):
        return
    answer = server.hand_over(message)
    if answer.state == Letter.State.QUEUED:
        put_off(letter, answer.words)
    else:
        settle(letter, answer.state, answer.words)


def write(letter: Letter, company: Company) -> EmailMessage | None:
    """The mail to send, or None when the letter was withdrawn, postponed, or could not be written."""
    try:
        return build_message(letter, compose(letter), company)
    except LetterPostponed:
        move(letter, Letter.State.QUEUED, next_attempt_at=timezone.now() + POSTPONED_FOR, attempts=F("attempts") - 1)
    except LetterWithdrawn as withdrawn:
        settle(letter, Letter.State.WITHDRAWN, withdrawn.why)
    except Exception as error:
        # The lines of code, not the error's own words: those may hold somebody's name.
        lines = traceback.format_tb(error.__traceback__)
        log.error("a letter could not be written", letter=letter.pk, error=type(error).__name__, lines=lines)
        put_off(letter, f"{type(error).__name__} while the letter was being written")
    return None


def put_off(letter: Letter, words: str) -> None:
    """Try again after a pause that grows; after the last one, the letter is refused with the words it failed with."""
    if letter.attempts > len(PAUSES):
        settle(letter, Letter.State.REFUSED, words)
    else:
        pause = PAUSES[letter.attempts - 1]
        move(letter, Letter.State.QUEUED, next_attempt_at=timezone.now() + pause, server_reply=words)


def settle(letter: Letter, state: Letter.State, words: str) -> None:
    is_over = state in (Letter.State.SENT, Letter.State.WITHDRAWN)
    content = None if is_over else letter.content
    move(letter, state, settled_at=timezone.now(), server_reply=words, content=content)
    log.info("letter settled", letter=letter.pk, purpose=letter.purpose, state=str(state))


def move(letter: Letter, state: Letter.State, *, since: Sequence[str] = UNANSWERED, **fields: Any) -> bool:
    """One step of a claimed letter's life; False when its lease ran out and it is no longer this worker's to move."""
    own = Letter.objects.filter(pk=letter.pk, claimed_at=letter.claimed_at, state__in=since)
    return bool(own.update(state=state, **fields))
