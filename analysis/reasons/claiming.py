"""How a worker takes rows that wait for it: retries are columns, and attempts grow before the work, not after."""

import datetime as dt
from typing import Any, TypeVar

from django.db import models, transaction

Row = TypeVar("Row", bound=models.Model)

BATCH = 500
# The pause after the first, second ... attempt. It is also the lease: until it is over no other worker takes the row.
PAUSES = [dt.timedelta(minutes=minutes) for minutes in (2, 10, 30, 120, 480)]
MAX_ATTEMPTS = len(PAUSES)


def claim(waiting: "models.QuerySet[Row]", *, at: dt.datetime) -> list[Row]:
    """Take a batch of rows that no other worker holds, with one more attempt and a lease.

    `waiting` selects rows with `attempts` and `next_attempt_at` that are due. Rows tried before come alone, so that one
    poisonous row spoils no others; rows tried MAX_ATTEMPTS times do not come at all.
    """
    with transaction.atomic():
        rows: list[Any] = list(
            waiting.filter(attempts__lt=MAX_ATTEMPTS)
            .order_by("next_attempt_at")
            .select_for_update(skip_locked=True)[:BATCH]
        )
        fresh = [row for row in rows if row.attempts == 0]
        claimed = fresh or rows[:1]
        for row in claimed:
            row.next_attempt_at = at + PAUSES[row.attempts]
            row.attempts += 1
        waiting.model._default_manager.bulk_update(claimed, ["attempts", "next_attempt_at"])
    return claimed
