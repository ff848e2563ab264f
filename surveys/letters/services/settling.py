"""A person decides what a machine cannot know: whether an uncertain letter arrived."""

from typing import Any

import structlog
from django.db import transaction
from django.utils import timezone

from surveys.letters.models import Letter
from surveys.letters.services.queueing import hint_at

log = structlog.get_logger(__name__)


class LetterIsSettled(Exception):
    """Somebody, or the worker after all, has already said what became of this letter."""


def settle_uncertain(letter: Letter, *, sent: bool, by: Any) -> None:
    """Note that an uncertain letter was sent, or let it be sent again. Raises LetterIsSettled."""
    now = timezone.now()
    if sent:
        decided = {"state": Letter.State.SENT, "settled_at": now, "content": None}
    else:
        decided = {
            "state": Letter.State.QUEUED,
            "settled_at": None,
            "attempts": 0,
            "next_attempt_at": now,
            "server_reply": "",
        }
    with transaction.atomic():
        if not Letter.objects.filter(pk=letter.pk, state=Letter.State.UNCERTAIN).update(**decided):
            raise LetterIsSettled
        if not sent:
            hint_at([letter.pk])
    letter.refresh_from_db()
    log.info("uncertain letter settled", letter=letter.pk, sent=sent, by=by.pk)
