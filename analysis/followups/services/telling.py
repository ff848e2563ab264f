"""Assignees hear of new follow-ups: one letter for all that are new, at most one an hour to each."""

import datetime as dt

from django.contrib.auth import get_user_model
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from analysis.followups.models import FollowUp
from surveys.letters.models import Letter
from surveys.letters.services import queue_letter

PAUSE = dt.timedelta(hours=1)


def tell_assignees() -> int:
    """Queue a letter to each colleague with follow-ups that are new to them. Returns how many letters."""
    colleagues = get_user_model().objects.filter(is_active=True, pk__in=FollowUp.objects.news().values("assignee"))
    return sum(_tell(colleague) for colleague in colleagues.order_by("pk"))


def _tell(colleague: AbstractBaseUser) -> bool:
    email = getattr(colleague, colleague.get_email_field_name())
    with transaction.atomic():
        # Of two sweeps at once the second waits here, and then finds the first one's letter.
        get_user_model().objects.select_for_update(no_key=True).get(pk=colleague.pk)
        news = list(FollowUp.objects.news().filter(assignee=colleague.pk).select_for_update())
        told = Letter.objects.filter(
            purpose=Letter.Purpose.FOLLOW_UP_ALERT, recipient=email, queued_at__gt=timezone.now() - PAUSE
        )
        if not news or told.exists():
            return False
        letter = queue_letter(
            purpose=Letter.Purpose.FOLLOW_UP_ALERT,
            recipient=email,
            unique_key=f"follow-ups:{colleague.pk}:{timezone.now():%Y-%m-%dT%H:%M:%S.%f}",
        )
        ids = [follow_up.pk for follow_up in news]
        FollowUp.objects.filter(pk__in=ids).update(is_news=False, alert=letter)
    return True
