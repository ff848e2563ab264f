"""Whether a link takes answers, and if not, why: the same for the page, for saving and for tests."""

import datetime as dt

from django.db.models import TextChoices

from surveys.invitations.models import Invitation
from surveys.questionnaires.models import Survey


class Standing(TextChoices):
    OPEN = "open"
    ANSWERED = "answered"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    PAUSED = "paused"
    CLOSED = "closed"


def standing_of(invitation: Invitation, *, at: dt.datetime) -> Standing:
    if invitation.answered_at is not None:
        return Standing.ANSWERED
    if invitation.withdrawn_at is not None:
        return Standing.WITHDRAWN
    if invitation.is_expired(at=at):
        return Standing.EXPIRED
    if invitation.survey.status == Survey.Status.PAUSED:
        return Standing.PAUSED
    if not invitation.survey.takes_answers:
        return Standing.CLOSED
    return Standing.OPEN
