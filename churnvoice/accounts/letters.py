"""Letters to colleagues about their access."""

from uuid import uuid4

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from churnvoice.accounts.models import User
from surveys.letters.models import Letter
from surveys.letters.services import queue_letter


def send_account_letter(*, recipient: str, subject: str, text: str) -> Letter:
    """One letter about somebody's access; its HTML is its text, with links that can be pressed."""
    html = render_to_string("churnvoice/accounts/letter.html", {"subject": subject, "text": text})
    return queue_letter(
        purpose=Letter.Purpose.ACCOUNT,
        recipient=recipient,
        unique_key=f"account:{uuid4()}",
        content={"subject": subject, "text": text, "html": html},
    )


def send_invitation(user: User, *, link: str) -> Letter:
    text = render_to_string("churnvoice/accounts/invitation.txt", {"user": user, "link": link})
    return send_account_letter(recipient=user.email, subject=_("Your access to ChurnVoice"), text=text)
