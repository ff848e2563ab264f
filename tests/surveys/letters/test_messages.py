"""What every letter's envelope keeps out and brings along."""

import pytest

from surveys.letters.composing import Content, named_address, render_letter
from surveys.letters.mail_server import without_addresses
from surveys.letters.messages import build_message
from surveys.letters.models import Letter
from tests.factories import complete_company

LETTER = Letter(recipient="reader@customers.example", message_id="<fixed@company.example>")


@pytest.mark.parametrize(
    "name", ["Example\r\nBcc: other@customers.example", "Example\nSubject: no", "Ex\u2028ample", "E\x0bx"]
)
def test_a_line_break_in_a_name_begins_no_header(db, name):
    company = complete_company(sender_name=name)
    content = Content(
        subject=f"About {name}", text="Words.", headers={"List-Unsubscribe": f"<https://x.example/{name}>"}
    )
    mail = build_message(LETTER, content, company).message()
    assert mail.get_all("Bcc") is None
    assert len(mail.get_all("Subject")) == 1
    assert all("\n" not in str(value) and "\r" not in str(value) for value in mail.values())


@pytest.mark.parametrize("name", ['Åsa "the one" & Co, Ltd.', "株式会社", "Plain"])
def test_any_name_can_be_a_sender(db, name):
    company = complete_company(sender_name=name)
    message = build_message(LETTER, Content("A question", "Words."), company)
    sender = message.message()["From"]
    assert sender.endswith("<surveys@company.example>")
    assert message.from_email == named_address(name, "surveys@company.example")


def test_a_letter_may_have_a_sender_and_headers_of_its_own(db):
    content = Content(
        "A reply",
        "Words.",
        headers={"Auto-Submitted": "no"},
        from_email=named_address("Agent", "agent@company.example"),
        reply_to="agent@company.example",
    )
    mail = build_message(LETTER, content, complete_company()).message()
    assert mail["From"] == "Agent <agent@company.example>"
    assert mail["Reply-To"] == "agent@company.example"
    assert mail["Auto-Submitted"] == "no"
    assert mail["Message-ID"] == "<fixed@company.example>"


def test_styles_become_attributes_and_the_dark_theme_stays(db):
    company = complete_company(name="Example <Subscriptions>", postal_address="1 Example Street\nExampletown")
    text, html = render_letter("surveys/letters/base_letter", language="sv", context={"company": company})
    content = build_message(LETTER, Content("A question", text, html), company).alternatives[0].content
    assert 'lang="sv"' in content
    assert "prefers-color-scheme" in content
    assert "max-width: 600px" in content.split("<body", 1)[1]
    assert "Example &lt;Subscriptions&gt;" in content
    assert "Example <Subscriptions>" in text
    assert "1 Example Street\nExampletown" in text
    assert len(content.encode()) < 30_000


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("550 5.1.1 <reader@customers.example>: unknown", "550 5.1.1 <…>: unknown"),
        ("550 reader+x@customers.example, no such user", "550 <…>, no such user"),
        ("451 try\r\n later", "451 try later"),
        ("5" * 900, "5" * 500),
    ],
)
def test_the_servers_words_are_kept_without_addresses(words, kept):
    assert without_addresses(words) == kept
