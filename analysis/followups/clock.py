"""How long there is still to act, in words for people."""

import datetime as dt

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

HOURS_SHOWN = 48  # beyond that, days are exact enough


def time_left(due_at: dt.datetime, *, at: dt.datetime) -> str:
    """ "0:40 left", "3 days left", "2:10 late", "5 days late"; hours and minutes up to two days."""
    words = duration_words(abs(due_at - at))
    return _("%s left") % words if due_at >= at else _("%s late") % words


def duration_words(duration: dt.timedelta) -> str:
    minutes = int(duration.total_seconds()) // 60
    if minutes < HOURS_SHOWN * 60:
        return f"{minutes // 60}:{minutes % 60:02}"
    days = minutes // (24 * 60)
    return ngettext("%d day", "%d days", days) % days
