"""Rules run over responses that wait for them: each opens at most one follow-up, or adds causes to an open one."""

from collections.abc import Iterable
from decimal import Decimal

import structlog
from django.db import OperationalError, transaction
from django.utils import timezone

from analysis.followups.models import FollowUp, RuleRun, RuleRunQuerySet
from analysis.followups.revenue import high_revenue_by_currency
from analysis.followups.rules import Heard, due_at, find_causes, priority_of
from analysis.reasons.claiming import MAX_ATTEMPTS, claim
from analysis.reasons.models import ReasonTag
from surveys.letters.models import Suppression
from surveys.questionnaires.models import Survey
from surveys.responses.models import GivenPermission, SurveyResponse

log = structlog.get_logger()


def run_rules(response_ids: Iterable[int]) -> int:
    """Run the rules over these responses, as far as they wait and no other worker has them.

    Returns how many follow-ups were opened.
    """
    return _run_claimable(RuleRun.objects.filter(response__in=list(response_ids)))


def run_waiting_rules() -> int:
    """Run the rules over whatever a lost message left behind, and give up on what failed too often."""
    exhausted = RuleRun.objects.waiting(at=timezone.now()).filter(attempts__gte=MAX_ATTEMPTS)
    exhausted.update(is_waiting=False)
    return _run_claimable(RuleRun.objects.all())


def _run_claimable(runs: RuleRunQuerySet) -> int:
    opened_count = 0
    while claimed := claim(runs.waiting(at=(now := timezone.now())), at=now):
        try:
            opened_count += _run_claimed(claimed)
        except OperationalError:
            raise  # a lost connection is not the response's fault
        except Exception as error:
            failed = [run.pk for run in claimed]
            log.warning("rules_failed", rule_run_ids=failed, error=type(error).__name__)
            RuleRun.objects.filter(pk__in=failed).update(last_error=type(error).__name__)
    return opened_count


def _run_claimed(claimed: list[RuleRun]) -> int:
    leases = {run.pk: run.next_attempt_at for run in claimed}
    with transaction.atomic():
        waiting = RuleRun.objects.select_for_update(skip_locked=True).filter(pk__in=leases, is_waiting=True)
        # A response marked anew since the claim is left to the run that will look at it then.
        held = [run for run in waiting if run.next_attempt_at == leases[run.pk]]
        opened_count = _open_follow_ups([run.response_id for run in held])
        RuleRun.objects.filter(pk__in=[run.pk for run in held]).update(is_waiting=False, last_error="")
    return opened_count


def _open_follow_ups(response_ids: list[int]) -> int:
    """Eleven queries, however many responses."""
    responses = list(
        SurveyResponse.objects.filter(pk__in=response_ids)
        .select_related("survey", "cancellation", "customer__account__owner")
        .prefetch_related("answers", "permissions", "reason_tags")
    )
    existing = FollowUp.objects.select_for_update().in_bulk(response_ids, field_name="response_id")
    high_revenue, suppressed = high_revenue_by_currency(), suppressed_addresses(responses)
    opened, extended = [], []
    for response in responses:
        causes = find_causes(hear(response, high_revenue))
        may_reply = may_be_answered(response, suppressed)
        follow_up = existing.get(response.pk)
        if follow_up is None and causes:
            opened.append(_new_follow_up(response, causes, may_reply=may_reply))
        elif follow_up and follow_up.is_open:
            _extend(follow_up, causes, may_reply=may_reply)
            extended.append(follow_up)
    FollowUp.objects.bulk_create(opened, ignore_conflicts=True)
    FollowUp.objects.bulk_update(extended, ["causes", "priority", "due_at", "may_reply"])
    return len(opened)


def _new_follow_up(response: SurveyResponse, causes: list[FollowUp.Cause], *, may_reply: bool) -> FollowUp:
    owner, now = response.customer.account.owner, timezone.now()
    assignee = owner if owner and owner.is_active else None
    return FollowUp(
        response=response,
        customer=response.customer,
        cancellation=response.cancellation,
        causes=causes,
        priority=priority_of(causes),
        may_reply=may_reply,
        opened_at=now,
        due_at=due_at(causes, opened_at=now),
        assignee=assignee,
        is_news=assignee is not None,
    )


def _extend(follow_up: FollowUp, causes: list[FollowUp.Cause], *, may_reply: bool) -> None:
    """Causes are added, never taken away: somebody may be at work because of them."""
    follow_up.causes = list(dict.fromkeys([*follow_up.causes, *causes]))
    follow_up.priority = priority_of(follow_up.causes)
    follow_up.due_at = due_at(follow_up.causes, opened_at=follow_up.opened_at)
    follow_up.may_reply = may_reply


def hear(response: SurveyResponse, high_revenue: dict[str, Decimal]) -> Heard:
    """What the rules know of a response whose answers, permissions, tags and cancellation are at hand."""
    frozen = response.cancellation or response  # whichever froze the figures
    scores = [answer.number for answer in response.answers.all() if answer.number is not None]
    is_recommendation = response.survey.kind == Survey.Kind.RELATIONSHIP
    return Heard(
        asks_for_reply=gave_permission_to_reply(response),
        score=min(scores, default=None) if is_recommendation else None,
        revenue=frozen.mrr,
        high_from=high_revenue.get(frozen.currency),
        reasons=frozenset(tag.reason_id for tag in response.reason_tags.all() if tag.state != ReasonTag.State.REJECTED),
    )


def gave_permission_to_reply(response: SurveyResponse) -> bool:
    reply = GivenPermission.Kind.REPLY
    return any(given.kind == reply and given.is_given for given in response.permissions.all())


def may_be_answered(response: SurveyResponse, suppressed: set[str]) -> bool:
    """The permission stands, and there is an address that takes letters; do-not-contact is about surveys only."""
    email = response.customer.email.lower()
    return gave_permission_to_reply(response) and bool(email) and email not in suppressed


def suppressed_addresses(responses: list[SurveyResponse]) -> set[str]:
    addresses = {response.customer.email.lower() for response in responses}
    return set(Suppression.objects.filter(email__in=addresses).values_list("email", flat=True))
