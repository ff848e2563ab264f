"""Real workers, killed where it hurts: a letter leaves once, or a person is asked; it is never sent twice."""

import datetime as dt
import os
import signal
import subprocess
import time

import pytest
import time_machine
from django.utils import timezone

from surveys.letters.models import Letter
from surveys.letters.services import queue_letter, send_waiting_letters
from surveys.letters.services.sending import LEASE
from tests.conftest import MailServer
from tests.factories import complete_company

pytestmark = pytest.mark.django_db(transaction=True)
WAIT_SECONDS = 60


@pytest.fixture(autouse=True)
def _company(transactional_db) -> None:
    complete_company()


def make_letter() -> Letter:
    """Committed, so that the worker is told about it through the broker."""
    return queue_letter(
        purpose=Letter.Purpose.ACCOUNT,
        recipient="reader@customers.example",
        unique_key="test:1",
        content={"subject": "A question", "text": "Plain words."},
    )


def kill(worker: subprocess.Popen[bytes]) -> None:
    os.killpg(worker.pid, signal.SIGKILL)
    worker.wait(timeout=10)


def sweep_after_the_lease() -> None:
    with time_machine.travel(timezone.now() + LEASE + dt.timedelta(seconds=1)):
        send_waiting_letters()


def test_a_worker_sends_what_the_broker_tells_it(worker, smtp_server: MailServer):
    letter = make_letter()
    end = time.monotonic() + WAIT_SECONDS
    while letter.state != Letter.State.SENT:
        assert time.monotonic() < end, "the worker did not send the letter"
        letter.refresh_from_db()
        worker.poll()
    assert len(smtp_server.letters) == 1


def test_a_worker_killed_while_the_server_takes_the_letter_leaves_it_to_a_person(
    worker, smtp_server: MailServer, administrator_client
):
    smtp_server.held_at = "DATA"
    letter = make_letter()
    assert smtp_server.reached.wait(WAIT_SECONDS), "the worker did not reach the mail server"
    kill(worker)
    smtp_server.held_at = ""

    letter.refresh_from_db()
    assert letter.state == Letter.State.HANDING_OVER
    sweep_after_the_lease()
    letter.refresh_from_db()
    assert letter.state == Letter.State.UNCERTAIN
    page = administrator_client.get("/letters/").content.decode()
    assert "reader@customers.example" in page
    assert "Send it again" in page

    with time_machine.travel(timezone.now() + dt.timedelta(days=30)):
        send_waiting_letters()
    letter.refresh_from_db()
    assert letter.state == Letter.State.UNCERTAIN
    assert len(smtp_server.letters) <= 1, "at most what the killed worker had handed over"


def test_a_worker_killed_before_the_hand_over_is_followed_by_one_that_sends_it_once(worker, smtp_server: MailServer):
    smtp_server.held_at = "EHLO"
    letter = make_letter()
    assert smtp_server.reached.wait(WAIT_SECONDS), "the worker did not reach the mail server"
    letter.refresh_from_db()
    assert letter.state == Letter.State.CLAIMED
    kill(worker)
    smtp_server.held_at = ""

    send_waiting_letters()
    letter.refresh_from_db()
    assert letter.state == Letter.State.CLAIMED, "the dead worker's lease still runs"
    sweep_after_the_lease()
    letter.refresh_from_db()
    assert letter.state == Letter.State.SENT
    assert (letter.attempts, len(smtp_server.letters)) == (2, 1)
