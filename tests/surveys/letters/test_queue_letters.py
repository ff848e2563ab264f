"""A letter is a row first: neither a silent broker nor two workers at once can lose or double it."""

import os
import socket
import subprocess
import sys
import threading

import pytest
from django.db import connection

from surveys.letters.models import Letter
from surveys.letters.services import NewLetter, queue_letters, send_waiting_letters
from tests.factories import complete_company

QUEUE_ONE = """
import time, django
django.setup()
from surveys.letters.services import queue_letter
start = time.monotonic()
content = {"subject": "A question", "text": "Plain words."}
queue_letter(purpose="account", recipient="reader@customers.example", unique_key="silent", content=content)
print(time.monotonic() - start)
"""


@pytest.mark.django_db(transaction=True)
def test_a_broker_that_accepts_and_never_replies_holds_up_nothing_for_long(smtp_server):
    complete_company()
    database = connection.settings_dict
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        done = subprocess.run(
            [sys.executable, "-c", QUEUE_ONE],
            env={
                **os.environ,
                "DJANGO_SETTINGS_MODULE": "churnvoice.settings",
                "CELERY_BROKER_URL": f"redis://127.0.0.1:{silent.getsockname()[1]}/0",
                "DATABASE_URL": f"postgres://{database['USER']}@/{database['NAME']}?host={database['OPTIONS']['host']}",
            },
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
    assert done.returncode == 0, done.stderr
    assert float(done.stdout.split()[-1]) < 15
    assert Letter.objects.get().state == Letter.State.QUEUED
    send_waiting_letters()
    assert Letter.objects.get().state == Letter.State.SENT
    assert len(smtp_server.letters) == 1


@pytest.mark.django_db(transaction=True)
def test_workers_that_claim_at_once_send_each_letter_once(smtp_server):
    complete_company()
    content = {"subject": "A question", "text": "Plain words."}
    recipients = [f"reader-{number}@customers.example" for number in range(100)]
    queue_letters([NewLetter(Letter.Purpose.ACCOUNT, address, address, None, content) for address in recipients])
    start = threading.Barrier(4, timeout=20)

    def work() -> None:
        start.wait()
        try:
            send_waiting_letters()
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _number in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(timeout=60)
    # A worker that finds every due row locked by others goes home: what it missed is the next sweep's.
    send_waiting_letters()
    assert sorted(letter["To"] for letter in smtp_server.letters) == sorted(recipients)
    assert set(Letter.objects.values_list("state", "attempts")) == {(Letter.State.SENT, 1)}


def test_the_hints_are_sent_after_the_commit_in_messages_of_a_hundred(
    db, django_capture_on_commit_callbacks, smtp_server
):
    from churnvoice.celery import app

    content = {"subject": "A question", "text": "Plain words."}
    with app.connection_for_write() as broker:
        waiting = broker.default_channel.client
        waiting.flushdb()
        with django_capture_on_commit_callbacks() as callbacks:
            queue_letters([NewLetter(Letter.Purpose.ACCOUNT, "r@x.example", str(n), None, content) for n in range(250)])
        assert waiting.llen("celery") == 0
        for callback in callbacks:
            callback()
        assert waiting.llen("celery") == 3
        waiting.flushdb()
