"""Who of the chosen people may be asked, and why the others are left out.

One definition for both sides: the page counts with it, and the service that invites writes by it.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Case, CharField, Exists, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from surveys.customers.models import Cancellation, Customer, Status
from surveys.invitations.models import Invitation
from surveys.letters.models import Suppression
from surveys.questionnaires.models import Survey

# Older cancellations are asked only when a person confirms their count: memory fades, and nothing is sent by accident.
RECENT_DAYS = 30


class Cause(models.TextChoices):
    """Why somebody who was chosen is not asked."""

    DECEASED = "deceased", _("deceased")
    PAYMENT_FAILED = "payment_failed", _("payment failed")
    CLOSED_BY_US = "closed_by_us", _("closed by us")
    CAME_BACK = "came_back", _("stayed or came back")
    HAS_LEFT = "has_left", _("no longer a customer")
    ALREADY_INVITED = "already_invited", _("already invited")
    DO_NOT_CONTACT = "do_not_contact", _("asked not to be contacted")
    SUPPRESSED = "suppressed", _("address is suppressed")
    NO_EMAIL = "no_email", _("no e-mail address")


# Beside the causes: may be asked, and may be asked once a person has confirmed it.
RECENT, OLDER = "recent", "older"


@dataclass(frozen=True)
class InvitationCount:
    """`invited` + all of `left_out` + `needs_confirmation` = everybody who was chosen.

    `older` is how many were cancelled long ago or on an unknown day, whether they are confirmed and among the invited,
    or still need it.
    """

    invited: int
    left_out: dict[str, int]
    needs_confirmation: int = 0
    older: int = 0

    @property
    def left_out_count(self) -> int:
        return sum(self.left_out.values())


def in_words(left_out: Mapping[str, int]) -> list[tuple[str, int]]:
    """The causes as people read them, each with its number."""
    return [(str(Cause(cause).label), number) for cause, number in left_out.items()]


def count_of(per_cause: Mapping[str, int], *, include_older: bool) -> InvitationCount:
    """The count behind a number of people per `cause`; confirmed older ones are among the invited."""
    recent, older = per_cause.get(RECENT, 0), per_cause.get(OLDER, 0)
    left_out = {str(cause): per_cause[cause] for cause in Cause if per_cause.get(cause)}
    return InvitationCount(
        invited=recent + older if include_older else recent,
        left_out=left_out,
        needs_confirmation=0 if include_older else older,
        older=older,
    )


def people_with_cause(survey: Survey, people: QuerySet[Any], *, occasion: str, today: dt.date) -> QuerySet[Any, Any]:
    """Rows {pk, asked_id, cause} of the cancellations (exit survey) or customers (relationship survey) chosen.

    `asked_id` is the customer to ask, `cause` a Cause, RECENT or OLDER.
    """
    rows: QuerySet[Any, Any]
    if survey.kind == Survey.Kind.EXIT:
        leavers = Cancellation.objects.filter(pk__in=people.values("pk"))
        rows = with_asked_customer(leavers).annotate(cause=cause_of_leaver(survey, today))
    else:
        customers = Customer.objects.filter(pk__in=people.values("pk")).with_status(on=today)
        rows = customers.annotate(asked_id=models.F("pk"), cause=cause_of_customer(survey, occasion))
    return rows.order_by("pk").values("pk", "asked_id", "cause")


def with_asked_customer(cancellations: QuerySet[Cancellation]) -> QuerySet[Cancellation]:
    """Annotates `asked_id`: the account's first customer with an address who may be asked."""
    people = reachable(Customer.objects.filter(account=OuterRef("account_id"))).filter(do_not_contact=False)
    return cancellations.annotate(asked_id=Subquery(people.exclude(is_suppressed()).order_by("pk").values("pk")[:1]))


def reachable(customers: QuerySet[Customer]) -> QuerySet[Customer]:
    return customers.exclude(email="")


def is_suppressed() -> Exists:
    return Exists(Suppression.objects.filter(email=Lower(OuterRef("email"))))


def account_is_deceased() -> Exists:
    return Exists(Cancellation.objects.filter(account=OuterRef("account_id"), kind=Cancellation.Kind.DECEASED))


def cause_of_leaver(survey: Survey, today: dt.date) -> Case:
    """Why a cancellation with `asked_id` is left out; the first cause that applies counts."""
    invited = Invitation.objects.filter(survey=survey, cancellation=OuterRef("pk"))
    colleagues = reachable(Customer.objects.filter(account=OuterRef("account_id")))
    return Case(
        When(account_is_deceased(), then=Value(Cause.DECEASED)),
        When(kind=Cancellation.Kind.PAYMENT_FAILED, then=Value(Cause.PAYMENT_FAILED)),
        When(kind=Cancellation.Kind.CLOSED_BY_US, then=Value(Cause.CLOSED_BY_US)),
        When(Q(withdrawn_at__isnull=False) | Q(returned_on__isnull=False), then=Value(Cause.CAME_BACK)),
        When(Exists(invited), then=Value(Cause.ALREADY_INVITED)),
        When(~Exists(colleagues), then=Value(Cause.NO_EMAIL)),
        When(~Exists(colleagues.filter(do_not_contact=False)), then=Value(Cause.DO_NOT_CONTACT)),
        When(asked_id=None, then=Value(Cause.SUPPRESSED)),
        When(ended_on__gte=today - dt.timedelta(days=RECENT_DAYS), then=Value(RECENT)),
        default=Value(OLDER),
        output_field=CharField(),
    )


def cause_of_customer(survey: Survey, occasion: str) -> Case:
    """Why a customer with `status` is left out; the first cause that applies counts."""
    invited = Invitation.objects.filter(survey=survey, customer=OuterRef("pk"), occasion=occasion)
    return Case(
        When(account_is_deceased(), then=Value(Cause.DECEASED)),
        When(status=Status.LEFT, then=Value(Cause.HAS_LEFT)),
        When(Exists(invited), then=Value(Cause.ALREADY_INVITED)),
        When(email="", then=Value(Cause.NO_EMAIL)),
        When(do_not_contact=True, then=Value(Cause.DO_NOT_CONTACT)),
        When(is_suppressed(), then=Value(Cause.SUPPRESSED)),
        default=Value(RECENT),
        output_field=CharField(),
    )
