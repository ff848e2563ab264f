"""The writes of the letters room: letters are queued, sent at most once, and settled by a person where nobody knows."""

from surveys.letters.services.queueing import NewLetter, queue_letter, queue_letters, suppress
from surveys.letters.services.sending import send_letters, send_waiting_letters
from surveys.letters.services.settling import LetterIsSettled, settle_uncertain

__all__ = [
    "LetterIsSettled",
    "NewLetter",
    "queue_letter",
    "queue_letters",
    "send_letters",
    "send_waiting_letters",
    "settle_uncertain",
    "suppress",
]
