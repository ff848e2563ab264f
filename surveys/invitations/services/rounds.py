"""Rounds: a colleague presses the button, the row is kept at once, and a worker that may stop at any time invites."""

from collections.abc import Mapping
from typing import Any

from celery import current_app
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from surveys.company.models import Company
from surveys.invitations.causes import InvitationCount
from surveys.invitations.choosing import people_chosen
from surveys.invitations.models import InvitationRound
from surveys.invitations.services.inviting import SurveyNotActive, invite_customers, invite_leavers
from surveys.questionnaires.models import Survey

MAX_ATTEMPTS = 5


def occasion_now(survey: Survey) -> str:
    """What a relationship survey sent by hand is for: the month. An exit survey's occasion is each cancellation."""
    return "" if survey.kind == Survey.Kind.EXIT else f"{Company.current().today():%Y-%m}"


def start_round(
    survey: Survey, who: Mapping[str, Any], *, include_older: bool, count: InvitationCount, by: Any
) -> InvitationRound:
    """Keep what was chosen and let a worker invite; the same choice while it still runs is the same round.

    `who` is what choosing.people_chosen() reads, `count` what the colleague was shown. Raises SurveyNotActive.
    """
    if not survey.takes_answers:
        raise SurveyNotActive(survey.name)
    with transaction.atomic():
        round, created = InvitationRound.objects.get_or_create(
            survey=survey,
            who=dict(who),
            include_older=include_older,
            finished_at=None,
            defaults={
                "occasion": occasion_now(survey),
                "requested_by": by,
                "expected_count": count.invited,
                "left_out": count.left_out,
            },
        )
        if created:
            transaction.on_commit(lambda: publish(round.pk), robust=True)
    return round


def publish(round_id: int) -> None:
    current_app.send_task("surveys.invitations.tasks.run_round", args=[round_id])


def run_round(round_id: int) -> None:
    """Invite whom the round chose, unless it is finished or in other hands. Stopped half-way, it goes on later."""
    round = claim(round_id)
    if round is None:
        return
    if round.attempts > MAX_ATTEMPTS:
        finish(round, problem=gettext_noop("The worker stopped each time it took this round."))
        return
    people = people_chosen(round.survey, round.who)
    try:
        if round.survey.kind == Survey.Kind.EXIT:
            invite_leavers(round.survey, people, include_older=round.include_older, by=round.requested_by, round=round)
        else:
            invite_customers(round.survey, people, occasion=round.occasion, by=round.requested_by, round=round)
    except SurveyNotActive:
        finish(round, problem=gettext_noop("The survey takes no answers any more, so nobody else was invited."))
    else:
        finish(round)


def run_waiting_rounds() -> None:
    """The sweep: rounds whose message was lost, or whose worker stopped."""
    for round_id in (
        InvitationRound.objects.waiting(at=timezone.now()).order_by("requested_at").values_list("pk", flat=True)
    ):
        run_round(round_id)


def claim(round_id: int) -> InvitationRound | None:
    now = timezone.now()
    with transaction.atomic():
        rounds = InvitationRound.objects.waiting(at=now).select_related("survey", "requested_by")
        round = rounds.select_for_update(skip_locked=True, of=["self"]).filter(pk=round_id).first()
        if round is not None:
            round.attempts += 1
            round.lease_until = now + InvitationRound.LEASE
            round.save(update_fields=["attempts", "lease_until"])
    return round


def finish(round: InvitationRound, *, problem: str = "") -> None:
    round.finished_at = timezone.now()
    round.problem = problem
    round.save(update_fields=["finished_at", "problem"])
