"""What colleagues do with a follow-up: take it, hand it on, note something, close it with an outcome."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from analysis.followups.models import ContactEntry, FollowUp
from analysis.reasons.services import verify_reason
from surveys.customers.models import Touchpoint

CLOSED = "follow_up_closed"


class AlreadyTaken(Exception):
    """Somebody else has the follow-up; `assignee` says who."""

    def __init__(self, assignee: AbstractBaseUser) -> None:
        super().__init__("already taken")
        self.assignee = assignee


def take_follow_up(follow_up: FollowUp, *, by: AbstractBaseUser) -> None:
    """Make it one's own, as long as nobody else has it. Raises AlreadyTaken."""
    with transaction.atomic():
        held = hold(follow_up)
        if held.assignee and held.assignee_id != by.pk:
            raise AlreadyTaken(held.assignee)
        held.assignee_id, held.is_news = by.pk, False
        held.save(update_fields=["assignee", "is_news"])


def assign_follow_up(follow_up: FollowUp, *, to: AbstractBaseUser | None, by: AbstractBaseUser) -> None:
    """Hand it to a colleague, who is told by letter, or back to nobody."""
    with transaction.atomic():
        held = hold(follow_up)
        if held.assignee_id == (to.pk if to else None):
            return
        held.assignee_id = to.pk if to else None
        held.is_news = to is not None and to.pk != by.pk
        held.save(update_fields=["assignee", "is_news"])


def add_note(follow_up: FollowUp, *, words: str, by: AbstractBaseUser) -> ContactEntry:
    """Write something down for colleagues; the customer never sees it."""
    return ContactEntry.objects.create(
        follow_up=follow_up, kind=ContactEntry.Kind.NOTE, words=words, written_by_id=by.pk
    )


def close_follow_up(follow_up: FollowUp, *, outcome: str, by: AbstractBaseUser, reason: str = "") -> bool:
    """Close the loop: record what came of it and who says so, and that it happened on the account's line of time.

    `reason` is the code of what the contact showed to be the real reason of the ending, where there is one. A closed
    follow-up keeps its first outcome. Returns whether this call closed it.
    """
    with transaction.atomic():
        held = hold(follow_up)
        if not held.is_open:
            return False
        held.outcome, held.closed_at, held.closed_by_id = outcome, timezone.now(), by.pk
        held.save(update_fields=["outcome", "closed_at", "closed_by"])
        Touchpoint.objects.create(
            account_id=held.customer.account_id,
            customer=held.customer,
            kind=CLOSED,
            happened_at=held.closed_at,
            words=FollowUp.Outcome(outcome).value,
        )
        if reason and held.cancellation:
            verify_reason(held.cancellation, reason=reason, by=by)
    return True


def hold(follow_up: FollowUp) -> FollowUp:
    """The same follow-up as it is now, held by this transaction: of two clicks at once the second waits here."""
    related = FollowUp.objects.select_related("customer", "assignee", "response", "cancellation")
    return related.select_for_update(of=("self",)).get(pk=follow_up.pk)
