"""Reads of the responses room: the link that somebody follows, and how far a survey has come."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from surveys.invitations.models import Invitation
from surveys.questionnaires.models import Survey
from surveys.responses.models import SurveyResponse


def find_invitation(token: str) -> Invitation | None:
    """The invitation behind a link, with its survey and the answers so far in two queries; None for a wrong link."""
    related = ("survey", "version", "response")
    return Invitation.objects.behind(token).select_related(*related).prefetch_related("response__answers").first()


def surveys_with_counts() -> QuerySet[Survey]:
    """All surveys, newest first, with `invited_count` and `answered_count` (invitations)."""
    answered = Count("invitations", filter=Q(invitations__answered_at__isnull=False))
    surveys = Survey.objects.annotate(invited_count=Count("invitations"), answered_count=answered)
    return surveys.order_by("-created_at")


@dataclass(frozen=True)
class Participation:
    """How far one survey has come, in invitations: made, given to a mail server, begun, and finished."""

    invited: int
    asked: int
    started: int
    answered: int

    @property
    def unanswered(self) -> int:
        return self.invited - self.answered


def participation(survey: Survey) -> Participation:
    """Counts of one survey; `asked` are letters that left the house or may have, `started` includes the finished."""
    invitations = survey.invitations.all()
    responses = SurveyResponse.objects.filter(survey=survey)
    is_complete = Q(state=SurveyResponse.State.COMPLETE)
    counts = responses.aggregate(started=Count("pk"), answered=Count("pk", filter=is_complete))
    return Participation(invited=invitations.count(), asked=invitations.asked().count(), **counts)
