"""The one kind of letter this room sends: the invitation, in the customer's language, with a way out."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, override

from surveys.company.models import Company
from surveys.invitations.models import Invitation
from surveys.letters.composing import Content, LetterPostponed, LetterWithdrawn, composes, render_letter
from surveys.letters.models import Letter, Suppression
from surveys.questionnaires.models import Survey


@composes(Letter.Purpose.INVITATION)
def compose_invitation(letter: Letter) -> Content:
    """What the customer reads. Raises LetterWithdrawn when they should not be asked any more."""
    invitation = (
        Invitation.objects.filter(letter=letter).select_related("survey", "version", "customer", "cancellation").first()
    )
    if invitation is None:
        raise LetterWithdrawn(gettext_noop("The invitation is no longer there."))
    check_still_wanted(invitation, letter)
    company = Company.current()
    unsubscribe_url = link("surveys:unsubscribe", invitation)
    text, html = render_letter(
        f"surveys/invitations/letter_{invitation.survey.kind}",
        language=invitation.language,
        context={
            "company": company,
            "invitation": invitation,
            "answer_url": link("surveys:answer", invitation),
            "unsubscribe_url": unsubscribe_url,
            "score": score_of(invitation),
        },
    )
    return Content(
        subject=subject_of(invitation, company),
        text=text,
        html=html,
        headers={
            "List-Unsubscribe": f"<{unsubscribe_url}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        },
    )


def check_still_wanted(invitation: Invitation, letter: Letter) -> None:
    """Much may have happened since the letter was queued. Raises LetterWithdrawn or LetterPostponed."""
    ending = invitation.cancellation
    reasons = [
        (invitation.answered_at, gettext_noop("The invitation was answered.")),
        (invitation.withdrawn_at, gettext_noop("The invitation was withdrawn.")),
        (invitation.is_expired(at=timezone.now()), gettext_noop("The invitation has expired.")),
        (invitation.survey.status == Survey.Status.CLOSED, gettext_noop("The survey is closed.")),
        (invitation.customer.do_not_contact, gettext_noop("The customer asked not to be contacted.")),
        (ending and (ending.withdrawn_at or ending.returned_on), gettext_noop("The customer stayed or came back.")),
        (Suppression.objects.covers(letter.recipient), gettext_noop("The address is suppressed.")),
    ]
    for applies, why in reasons:
        if applies:
            raise LetterWithdrawn(why)
    if invitation.survey.status == Survey.Status.PAUSED:
        raise LetterPostponed(gettext_noop("The survey is paused."))


def link(view: str, invitation: Invitation) -> str:
    return settings.SITE_URL + reverse(view, args=[invitation.token])


def subject_of(invitation: Invitation, company: Company) -> str:
    with override(invitation.language):
        if invitation.survey.kind == Survey.Kind.EXIT:
            return _("A question about your time with %(company)s") % {"company": company.name}
        return _("A question from %(company)s") % {"company": company.name}


@dataclass(frozen=True)
class ScoreLinks:
    """The 0-10 question as links; each only preselects a number on the page behind it."""

    question: str
    low: str
    high: str
    numbers: range = range(11)


def score_of(invitation: Invitation) -> ScoreLinks | None:
    """The first score question of a relationship survey in the customer's language."""
    if invitation.survey.kind != Survey.Kind.RELATIONSHIP:
        return None
    questions = invitation.version.questions.questions
    question = next((question for question in questions if question.type == "score"), None)
    if question is None:
        return None
    words, low, high = (
        (texts or {}).get(invitation.language, "") for texts in (question.text, question.low, question.high)
    )
    return ScoreLinks(words, low, high)
