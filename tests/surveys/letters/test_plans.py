"""Each state that a sweep looks for is found by its partial index."""

import pytest
from django.db import connection
from django.utils import timezone

from surveys.letters.models import Letter


def plan_of(queryset) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    return queryset.explain()


@pytest.mark.django_db
def test_each_sweep_uses_its_own_index():
    now = timezone.now()
    letters = Letter.objects
    assert "letters_queued" in plan_of(letters.due(at=now).order_by("next_attempt_at")[:20])
    assert "letters_in_work" in plan_of(letters.left_when_claimed(at=now))
    assert "letters_in_work" in plan_of(letters.left_in_hand_over(at=now))
    in_trouble = letters.filter(state__in=[Letter.State.REFUSED, Letter.State.UNCERTAIN]).order_by("-pk")
    assert "letters_in_trouble" in plan_of(in_trouble[:50])
    assert "letters_in_trouble" in plan_of(letters.filter(state=Letter.State.UNCERTAIN).order_by("-pk")[:50])
