"""What announcements mark as work for the followups room."""

from typing import Any

from django.db import transaction
from django.dispatch import receiver
from django.utils import timezone

from analysis.followups.models import RuleRun
from analysis.followups.tasks import run_rules
from analysis.reasons.announcements import reasons_changed
from surveys.responses.announcements import responses_submitted


@receiver([responses_submitted, reasons_changed])
def mark_for_rules(response_ids: list[int], **_kwargs: Any) -> None:
    RuleRun.objects.bulk_create(
        [RuleRun(response_id=pk, next_attempt_at=timezone.now()) for pk in sorted(response_ids)],
        update_conflicts=True,
        unique_fields=["response"],
        update_fields=["is_waiting", "attempts", "next_attempt_at", "last_error"],
    )
    # A lambda, because Django reports a robust hook's failure by its name, and a partial has none.
    transaction.on_commit(lambda: run_rules.delay(response_ids), robust=True)
