import smtplib
import subprocess
import sys
from collections.abc import Iterator
from email.message import EmailMessage

import pytest
from django.urls import reverse

from churnvoice.local import mailbox
from tests.churnvoice.local.machine import PROJECT, free_port, wait_until

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.churnvoice.local.urls_with_mailbox")]


class Post:
    """Hands letters to a real mailbox process."""

    def __init__(self, port: int) -> None:
        self.port = port

    def is_open(self) -> bool:
        try:
            with smtplib.SMTP("127.0.0.1", self.port, timeout=5):
                return True
        except OSError:
            return False

    def send(self, subject: str, *, text: str = "Hello", html: str = "") -> str:
        """Send a letter; its key."""
        message = EmailMessage()
        message["From"], message["To"], message["Subject"] = "Company <us@company.example>", "c@post.example", subject
        message.set_content(text)
        if html:
            message.add_alternative(html, subtype="html")
        with smtplib.SMTP("127.0.0.1", self.port, timeout=10) as server:
            server.send_message(message)
        return mailbox.keys()[0]


@pytest.fixture(autouse=True)
def own_folder(tmp_path, monkeypatch) -> None:
    # Test processes run side by side, and a mailbox that others fill is never empty.
    monkeypatch.setattr(mailbox, "FOLDER", tmp_path / "mailbox")


@pytest.fixture
def post(tmp_path) -> Iterator[Post]:
    post = Post(free_port())
    environment = {"CHURNVOICE_VAR": str(tmp_path), "MAILBOX_PORT": str(post.port), "SECRET_KEY": "not-used"}
    command = [sys.executable, "-m", "churnvoice.local", "mailbox"]
    with subprocess.Popen(command, cwd=PROJECT, env=environment) as process:
        assert wait_until(post.is_open)
        yield post
        process.terminate()
        assert process.wait(timeout=10) == 0


def test_the_newest_letter_stands_first(post, administrator_client):
    post.send("First letter")
    post.send("Second letter åäö")
    page = administrator_client.get(reverse("local:mailbox")).content.decode()
    assert page.index("Second letter åäö") < page.index("First letter")
    assert "c@post.example" in page


def test_an_empty_mailbox_says_so(administrator_client):
    assert b"No letters yet" in administrator_client.get(reverse("local:mailbox")).content


def test_a_page_shows_fifty_letters(post, administrator_client):
    for number in range(51):
        post.send(f"Letter {number:02}")
    first, second = (administrator_client.get(reverse("local:mailbox"), {"page": page}) for page in (1, 2))
    assert (len(first.context["letters"]), len(second.context["letters"])) == (50, 1)
    assert b"Letter 00" in second.content


def test_links_in_a_letter_can_be_followed_and_markup_is_only_shown(post, administrator_client):
    key = post.send("<b>Subject</b>", text="Answer here: http://localhost:8000/r/token/ <script>alert(1)</script>")
    page = administrator_client.get(reverse("local:letter", args=[key])).content.decode()
    assert 'href="http://localhost:8000/r/token/"' in page
    assert "<b>Subject</b>" not in page
    assert "<script>alert(1)" not in page


def test_the_html_of_a_letter_runs_nothing_and_opens_links_outside(post, administrator_client):
    key = post.send("Hello", html="<html><head></head><body><script>alert(1)</script></body></html>")
    response = administrator_client.get(reverse("local:letter-html", args=[key]))
    assert '<head><base target="_blank">' in response.content.decode()
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "sandbox allow-popups" in policy
    assert "script-src" not in policy
    assert "frame-ancestors 'self'" in policy


def test_an_unknown_letter_is_not_found(administrator_client):
    for name in ("local:letter", "local:letter-html"):
        assert administrator_client.get(reverse(name, args=["1.M1P1Q1.none"])).status_code == 404


@pytest.mark.parametrize("name", ["local:mailbox", "local:letter", "local:letter-html"])
def test_only_administrators_read_other_peoples_letters(name, agent_client, manager_client, client):
    address = reverse(name, args=[] if name == "local:mailbox" else ["1.M1P1Q1.none"])
    assert agent_client.get(address).status_code == 403
    assert manager_client.get(address).status_code == 403
    assert client.get(address).status_code == 302
