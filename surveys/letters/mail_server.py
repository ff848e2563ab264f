"""The connection to the mail server, and what its answers make certain about a letter."""

import contextlib
import re
import smtplib
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from django.core.mail import EmailMessage, get_connection

from surveys.letters.models import Letter

ADDRESS = re.compile(r"<?[^\s<>\"']+@[^\s<>\"',;:]+>?")
MAX_WORDS = Letter._meta.get_field("server_reply").max_length


class ServerNotReached(Exception):
    """No hand-over has begun: whatever was to be sent certainly was not."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


@dataclass(frozen=True)
class ServerAnswer:
    """What became of a letter: SENT, REFUSED, UNCERTAIN, or QUEUED when the server asks to try later."""

    state: Letter.State
    words: str = ""


class MailServer:
    """One connection for many letters, opened before each hand-over where the server has closed it."""

    def __init__(self) -> None:
        self.backend = get_connection()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        with contextlib.suppress(OSError):
            self.backend.close()

    @property
    def smtp(self) -> smtplib.SMTP | None:
        """The connection when mail goes by SMTP and one is open."""
        return getattr(self.backend, "connection", None)

    def open(self) -> None:
        """Make sure that a greeted server listens. Raises ServerNotReached."""
        try:
            if not self.is_open():
                self.backend.open()
                if self.smtp:
                    self.smtp.ehlo_or_helo_if_needed()
        except OSError as error:  # smtplib's own errors are OSErrors too
            self.drop()
            raise ServerNotReached(words_of(error)) from error

    def is_open(self) -> bool:
        if self.smtp is None:
            return False
        with contextlib.suppress(OSError):
            if self.smtp.noop()[0] == 250:
                return True
        self.drop()
        return False

    def drop(self) -> None:
        """Close without a farewell that a silent server would make us wait for."""
        if self.smtp:
            self.smtp.close()
            self.backend.connection = None  # type: ignore[attr-defined] # it has one when `smtp` is not None

    def hand_over(self, message: EmailMessage) -> ServerAnswer:
        """Send one message and say what is certain about it afterwards; raises nothing that a server can cause."""
        try:
            self.backend.send_messages([message])
        except smtplib.SMTPRecipientsRefused as refusal:
            ((code, words),) = refusal.recipients.values()
            return answer_of(code, words)
        except (smtplib.SMTPSenderRefused, smtplib.SMTPDataError) as refusal:
            return answer_of(refusal.smtp_code, refusal.smtp_error)
        except smtplib.SMTPNotSupportedError as refusal:  # raised before a word is said about this letter
            return ServerAnswer(Letter.State.REFUSED, words_of(refusal))
        except Exception as error:
            self.drop()
            return ServerAnswer(Letter.State.UNCERTAIN, words_of(error))
        return ServerAnswer(Letter.State.SENT)


def answer_of(code: int, reply: bytes | str) -> ServerAnswer:
    """RFC 5321, 4.2.1: 5yz is a lasting no, 4yz a passing one; another answer at this place says nothing certain."""
    words = reply.decode(errors="replace") if isinstance(reply, bytes) else reply
    states = {4: Letter.State.QUEUED, 5: Letter.State.REFUSED}
    return ServerAnswer(states.get(code // 100, Letter.State.UNCERTAIN), without_addresses(f"{code} {words}"))


def words_of(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        return answer_of(error.smtp_code, error.smtp_error).words
    return without_addresses(f"{type(error).__name__}: {error}")


def without_addresses(words: str) -> str:
    """One line without anybody's address, short enough to keep."""
    return " ".join(ADDRESS.sub("<…>", words).split())[:MAX_WORDS]
