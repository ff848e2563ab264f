"""Puts a letter into its envelope: one builder for every mail that leaves the house."""

import css_inline
from django.core.mail import EmailMultiAlternatives

from surveys.company.models import Company
from surveys.letters.composing import Content, named_address, one_line
from surveys.letters.models import Letter

# Mail programs read style from attributes; only the dark theme's media query stays in a style sheet.
inliner = css_inline.CSSInliner(keep_at_rules=True, load_remote_stylesheets=False)


def build_message(letter: Letter, content: Content, company: Company) -> EmailMultiAlternatives:
    """The mail as it goes to the server: text, HTML beside it when there is any, and the fixed Message-ID.

    Raises ValueError when a header cannot be written.
    """
    message = EmailMultiAlternatives(
        subject=one_line(content.subject),
        body=content.text,
        from_email=content.from_email or named_address(company.sender_name, company.sender_email),
        to=[letter.recipient],
        reply_to=[content.reply_to or company.reply_to_email],
        headers={
            "Message-ID": letter.message_id,
            "Auto-Submitted": "auto-generated",
            **{name: one_line(value) for name, value in content.headers.items()},
        },
    )
    if content.html:
        message.attach_alternative(inliner.inline(content.html), "text/html")
    message.message()  # what cannot be written must be found before the hand-over begins
    return message
