"""What announcements mark as work for the reasons room."""

from typing import Any

from django.db import transaction
from django.dispatch import receiver
from django.utils import timezone

from analysis.reasons.models import Reading
from analysis.reasons.tasks import read_responses
from surveys.responses.announcements import responses_submitted


@receiver(responses_submitted)
def mark_for_reading(response_ids: list[int], **_kwargs: Any) -> None:
    """A response that was read half-way and is now complete is read again, from its first attempt."""
    readings = Reading.objects.bulk_create(
        [Reading(response_id=pk, next_attempt_at=timezone.now()) for pk in sorted(response_ids)],
        update_conflicts=True,
        unique_fields=["response"],
        update_fields=["state", "attempts", "next_attempt_at", "last_error"],
    )
    ids = [reading.pk for reading in readings]
    # A lambda, because Django reports a robust hook's failure by its name, and a partial has none.
    transaction.on_commit(lambda: read_responses.delay(ids), robust=True)
