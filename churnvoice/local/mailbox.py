"""The local mailbox: a mail server on this machine that keeps every letter as a file, and reading them back."""

import mailbox
import os
import signal
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Mailbox

from churnvoice.local import LocalError
from churnvoice.local.places import VAR

FOLDER = VAR / "mailbox"


@dataclass(frozen=True)
class Letter:
    """One letter as it arrived; `key` names it among the others, `recipient` is who the envelope was for."""

    key: str
    received_at: datetime
    sender: str
    recipient: str
    subject: str
    text: str
    html: str
    message: EmailMessage


def keep_letters() -> None:
    """Receive letters until told to stop. Raises LocalError when the port is taken."""
    port = int(os.environ["MAILBOX_PORT"])
    # Blocked before the server's thread exists, so that the signal waits for us and nobody else.
    stopping = {signal.SIGINT, signal.SIGTERM}
    signal.pthread_sigmask(signal.SIG_BLOCK, stopping)
    controller = Controller(Mailbox(FOLDER), hostname="127.0.0.1", port=port, ident="ChurnVoice mailbox")
    try:
        controller.start()
    except OSError as error:
        raise LocalError(f"The mailbox cannot listen on port {port}: {error.strerror}.") from error
    signal.sigwait(stopping)
    controller.stop()


def keys() -> list[str]:
    """Which letters there are, the newest first."""
    return sorted(box().keys(), key=arrival, reverse=True)


def letters() -> list[Letter]:
    """Every letter, the newest first."""
    return [letter(key) for key in keys()]


def letter(key: str) -> Letter:
    """Read one letter. Raises KeyError when there is none of that key."""
    message = message_from_bytes(box().get_bytes(key), policy=policy.default)
    return Letter(
        key=key,
        received_at=datetime.fromtimestamp(arrival(key)[0], UTC),
        sender=str(message["From"] or ""),
        recipient=str(message["X-RcptTo"] or message["To"] or ""),
        subject=str(message["Subject"] or ""),
        text=body(message, "plain"),
        html=body(message, "html"),
        message=message,
    )


def body(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    return str(part.get_content()) if part else ""


def arrival(key: str) -> tuple[int, int, str]:
    """When a letter came, read from its key `<seconds>.M<microseconds>P...`: (seconds, microseconds, key)."""
    seconds, _dot, rest = key.partition(".")
    return int(seconds), int(rest[1:].partition("P")[0]), key


def box() -> mailbox.Maildir:
    return mailbox.Maildir(FOLDER)
