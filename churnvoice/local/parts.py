"""The processes of one installation: what each is called, how it starts, and how to tell that it answers."""

import http.client
import os
import smtplib
from collections.abc import Callable
from typing import NamedTuple

from django.conf import settings

from churnvoice.celery import app
from churnvoice.local.places import MARK, VAR

WORKER_NAME = f"local-{MARK}@localhost"


class Part(NamedTuple):
    name: str
    command: list[str]  # for `python -m`
    answers: Callable[[], bool]


def mailbox_answers() -> bool:
    try:
        with smtplib.SMTP("127.0.0.1", int(os.environ["MAILBOX_PORT"]), timeout=5):
            return True
    except (OSError, smtplib.SMTPException):
        return False


def worker_answers() -> bool:
    return bool(app.control.ping(destination=[WORKER_NAME], timeout=0.5))


def web_answers() -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", settings.PORT, timeout=5)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def all_parts() -> list[Part]:
    """In the order of starting; they stop the other way round, so that the web closes before what it leans on."""
    celery = ["celery", "--app=churnvoice"]
    return [
        Part("mailbox", ["churnvoice.local", "mailbox"], mailbox_answers),
        Part(
            "worker",
            [*celery, "worker", f"--hostname={WORKER_NAME}", "--concurrency=2", "--without-mingle", "--without-gossip"],
            worker_answers,
        ),
        # Exactly one timetable: two of them would do everything twice.
        Part("beat", [*celery, "beat", f"--schedule={VAR / 'timetable'}"], lambda: True),
        Part(
            "web",
            ["gunicorn", "--config=python:churnvoice.gunicorn", f"--bind=127.0.0.1:{settings.PORT}", "churnvoice.wsgi"],
            web_answers,
        ),
    ]
