"""A reply: a letter from a colleague to a customer who asked for one, written into the log as it is queued."""

from uuid import uuid4

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils.translation import gettext as _

from analysis.followups.models import ContactEntry, FollowUp
from analysis.followups.services.handling import close_follow_up, hold
from surveys.letters.models import Letter, Suppression
from surveys.letters.services import queue_letter
from surveys.responses.models import GivenPermission


class ReplyRefused(Exception):
    """The customer may not be answered, or the follow-up is closed; the message says which, in words for the page."""


def send_reply(follow_up: FollowUp, *, words: str, by: AbstractBaseUser, key: str = "") -> ContactEntry:
    """Queue a letter with these words to the customer and log it.

    `key` names the filled-in form: the same key again sends nothing and returns the first entry. Without one each call
    is a reply of its own. Raises ReplyRefused.
    """
    unique_key = f"reply:{follow_up.pk}:{key or uuid4().hex}"
    with transaction.atomic():
        held = hold(follow_up)
        earlier = ContactEntry.objects.filter(letter__unique_key=unique_key).first()
        if earlier:
            return earlier
        if not held.is_open:
            raise ReplyRefused(_("The follow-up is closed."))
        refuse_without_permission(held)
        letter = queue_letter(
            purpose=Letter.Purpose.REPLY,
            recipient=held.customer.email,
            unique_key=unique_key,
            customer=held.customer,
        )
        return ContactEntry.objects.create(
            follow_up=held, kind=ContactEntry.Kind.REPLY, words=words, written_by_id=by.pk, letter=letter
        )


def reply_and_close(
    follow_up: FollowUp, *, words: str, by: AbstractBaseUser, outcome: str, reason: str = "", key: str = ""
) -> None:
    """Send the reply and close the follow-up by one press: both or neither. Raises ReplyRefused."""
    with transaction.atomic():
        send_reply(follow_up, words=words, by=by, key=key)
        close_follow_up(follow_up, outcome=outcome, by=by, reason=reason)


def refuse_without_permission(follow_up: FollowUp) -> None:
    """Look again: a permission may have been taken back, and an address suppressed, since the follow-up was opened.

    Raises ReplyRefused.
    """
    given = GivenPermission.objects.filter(
        response=follow_up.response_id, kind=GivenPermission.Kind.REPLY, is_given=True
    )
    if not given.exists():
        raise ReplyRefused(_("The customer has not asked for a reply."))
    if not follow_up.customer.email:
        raise ReplyRefused(_("There is no address to write to."))
    if Suppression.objects.covers(follow_up.customer.email):
        raise ReplyRefused(_("The customer's address takes no letters any more."))
