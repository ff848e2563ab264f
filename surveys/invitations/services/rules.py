"""The automatic rule: an exit survey asks by itself, some hours after a cancellation that was recorded since."""

import datetime as dt
from typing import Any

import structlog
from django.db.models import QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from surveys.customers.models import Cancellation
from surveys.invitations.causes import RECENT_DAYS
from surveys.invitations.models import InvitationRule
from surveys.invitations.services.inviting import invite_leavers
from surveys.questionnaires.models import Survey

log = structlog.get_logger(__name__)


def set_rule(survey: Survey, *, delay_hours: int, is_on: bool, by: Any) -> InvitationRule:
    """Switch the survey's rule on or off. Switched on anew, it asks only cancellations recorded from now on."""
    rule, _created = InvitationRule.objects.get_or_create(survey=survey)
    rule.delay_hours = delay_hours
    if is_on != rule.is_on:
        rule.switched_on_at = timezone.now() if is_on else None
    rule.save()
    log.info("invitation rule set", survey=survey.pk, is_on=is_on, delay_hours=delay_hours, by=by.pk)
    return rule


def invite_by_rules() -> None:
    """Ask whom the rules that are switched on ask by now; idempotent, like all inviting."""
    active = InvitationRule.objects.switched_on().filter(survey__status=Survey.Status.ACTIVE)
    for rule in active.select_related("survey"):
        invite_leavers(rule.survey, due_cancellations(rule, at=timezone.now()))


def due_cancellations(rule: InvitationRule, *, at: dt.datetime) -> QuerySet[Cancellation]:
    """Recorded since the rule was switched on, and asked for (else: recorded) long enough ago, but not too long.

    A file of old endings imported today was recorded today; invite_leavers leaves those out by the day they ended on.
    """
    oldest = at - dt.timedelta(days=RECENT_DAYS)
    recorded = Cancellation.objects.filter(created_at__gt=max(rule.switched_on_at or at, oldest))
    happened = recorded.annotate(happened_at=Coalesce("asked_at", "created_at"))
    return happened.filter(happened_at__gte=oldest, happened_at__lte=at - dt.timedelta(hours=rule.delay_hours))
