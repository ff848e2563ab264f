"""What the letters of the followups room say: a reply to a customer, and the news for an assignee."""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from analysis.followups.models import ContactEntry, FollowUp
from analysis.followups.services.replying import ReplyRefused, refuse_without_permission
from surveys.company.models import Company
from surveys.letters.composing import Content, LetterWithdrawn, composes, named_address, render_letter
from surveys.letters.models import Letter

WORDS_SHOWN = 300


@composes(Letter.Purpose.REPLY)
def compose_reply(letter: Letter) -> Content:
    """From the company's sender under the agent's name; what the customer answers goes to the agent."""
    entry = ContactEntry.objects.select_related("follow_up__customer", "follow_up__response", "written_by").get(
        letter=letter
    )
    follow_up, agent, company = entry.follow_up, entry.written_by, Company.current()
    try:
        refuse_without_permission(follow_up)
    except ReplyRefused as refused:
        raise LetterWithdrawn(gettext_noop("The customer may not be answered any more.")) from refused
    language = follow_up.response.language
    signature = (agent.name if agent else "") or company.sender_name  # an agent's bare address is no name to sign with
    context = {
        "company": company,
        "words": entry.words,
        "signature": signature,
        "answered_on": follow_up.response.answered_on,
    }
    text, html = render_letter("analysis/followups/letters/reply", language=language, context=context)
    with translation.override(language):
        subject = _("Your answer to %(company)s") % {"company": company.name}
    return Content(
        subject=subject,
        text=text,
        html=html,
        headers={"Auto-Submitted": "no"},  # a person wrote it, and waits for an answer
        from_email=named_address(signature, company.sender_email),
        reply_to=agent.email if agent else company.reply_to_email,
    )


@composes(Letter.Purpose.FOLLOW_UP_ALERT)
def compose_alert(letter: Letter) -> Content:
    """The open follow-ups among those the letter was queued for, most urgent first, each with the words and a link."""
    news = list(
        FollowUp.objects.open()
        .filter(alert=letter)
        .select_related("customer__account", "assignee", "response", "cancellation")
        .prefetch_related("response__answers")
        .order_by("priority", "due_at")
    )
    if not news:
        raise LetterWithdrawn(gettext_noop("Every follow-up in it is closed already."))
    company, assignee = Company.current(), news[0].assignee
    language = (assignee.language if assignee else "") or company.default_language
    context = {
        "company": company,
        "desk_url": settings.SITE_URL + reverse("analysis:desk"),
        "news": [
            {
                "follow_up": follow_up,
                "frozen": follow_up.cancellation or follow_up.response,
                "words": first_words(follow_up),
                "url": settings.SITE_URL + reverse("analysis:follow-up-detail", args=[follow_up.pk]),
            }
            for follow_up in news
        ],
    }
    with timezone.override(company.zone):
        text, html = render_letter("analysis/followups/letters/alert", language=language, context=context)
    with translation.override(language):
        subject = ngettext("%d new follow-up", "%d new follow-ups", len(news)) % len(news)
    return Content(subject=subject, text=text, html=html)


def first_words(follow_up: FollowUp) -> str:
    """The beginning of the customer's longest answer, on one line."""
    longest = max((answer.verbatim for answer in follow_up.response.answers.all()), key=len, default="")
    words = " ".join(longest.split())
    return words if len(words) <= WORDS_SHOWN else words[: WORDS_SHOWN - 1] + "…"
