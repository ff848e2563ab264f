"""Invitations as people look at them: how many would be asked, what became of those who were."""

from collections.abc import Collection
from typing import Any

from django.db.models import Count, QuerySet
from django.utils import timezone

from surveys.company.models import Company
from surveys.customers.models import Account, Cancellation, Customer
from surveys.invitations.causes import InvitationCount, count_of, people_with_cause
from surveys.invitations.models import Invitation, InvitationRound
from surveys.questionnaires.models import Survey

ROUNDS_SHOWN = 5


def count_people(survey: Survey, people: QuerySet[Any], *, occasion: str, include_older: bool) -> InvitationCount:
    """What inviting these cancellations (exit survey) or customers (relationship survey) would do; writes nothing."""
    rows = people_with_cause(survey, people, occasion=occasion, today=Company.current().today())
    per_cause = dict(rows.order_by().values_list("cause").annotate(Count("pk")))
    return count_of(per_cause, include_older=include_older)


def unknown_ids(ids: Collection[str]) -> list[str]:
    """Those of the external ids that no customer, account or cancellation has."""
    known: set[str] = set()
    for model in (Customer, Account, Cancellation):
        known.update(model.objects.filter(external_id__in=ids).values_list("external_id", flat=True))
    return [external_id for external_id in ids if external_id not in known]


def state_counts(survey: Survey) -> dict[str, int]:
    """How many of the survey's invitations are in each state, in the order of Invitation.State."""
    rows = Invitation.objects.filter(survey=survey).with_state(at=timezone.now())
    per_state = dict(rows.values_list("state").annotate(Count("pk")))  # type: ignore[misc] # annotated by with_state
    return {state: per_state.get(state, 0) for state in Invitation.State.values}


def invitations_of(survey: Survey, state: str = "") -> QuerySet[Invitation]:
    """The survey's invitations with `state`, customer and letter, newest first; of one state where one is named."""
    rows = Invitation.objects.filter(survey=survey).with_state(at=timezone.now()).select_related("customer", "letter")
    chosen = rows.filter(state=state) if state else rows  # type: ignore[misc] # annotated by with_state
    return chosen.order_by("-pk")


def latest_rounds(survey: Survey) -> QuerySet[InvitationRound]:
    """The last rounds that people started, with `invited_count` so far and who started them."""
    rounds = InvitationRound.objects.filter(survey=survey).annotate(invited_count=Count("invitations"))
    return rounds.select_related("requested_by").order_by("-pk")[:ROUNDS_SHOWN]
