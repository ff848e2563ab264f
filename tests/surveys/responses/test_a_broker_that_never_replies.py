import datetime as dt
import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from time import monotonic

import httpx
import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from analysis.reasons.models import Reading, ReasonTag
from analysis.reasons.services import read_waiting_responses
from surveys.responses.models import SurveyResponse
from surveys.responses.services import settle_idle_responses
from tests.factories import complete_company, make_invitation, make_survey

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture
def silent_broker() -> Iterator[socket.socket]:
    """A port that takes connections and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield listening


@pytest.fixture
def site(silent_broker: socket.socket) -> Iterator[str]:
    """The real web server on this test's database, queueing to the silent broker."""
    database = connection.settings_dict
    with socket.create_server(("127.0.0.1", 0)) as listening:
        process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "gunicorn",
                "-b",
                f"fd://{listening.fileno()}",
                "-w",
                "1",
                "-t",
                "90",
                "churnvoice.wsgi",
            ],
            env={
                **os.environ,
                "DATABASE_URL": f"postgres://{database['USER']}@/{database['NAME']}?host={database['OPTIONS']['host']}",
                "CELERY_BROKER_URL": f"redis://127.0.0.1:{silent_broker.getsockname()[1]}/0",
                "DEBUG": "true",  # static files as they lie
            },
            pass_fds=[listening.fileno()],
        )
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            process.terminate()
            process.wait(timeout=30)


def answer_all(site: str, token: str) -> tuple[httpx.Response, float]:
    """Answers page by page; the last page seen, and the seconds that sending the answers took."""
    answers = {"reason": "support", "why": "Nobody answered me.", "return": "2", "permissions": "reply"}
    with httpx.Client(base_url=site, timeout=90) as browser:
        page = browser.get(f"/r/{token}/")
        while form := re.search(r'name="submission-id" value="([^"]+)"', page.text):
            asked = {name: value for name, value in answers.items() if f'name="{name}"' in page.text}
            started = monotonic()
            posted = browser.post(page.url, data={"submission-id": form.group(1), "go-to": "next", **asked})
            seconds = monotonic() - started
            assert posted.status_code == 303
            page = browser.get(posted.headers["Location"])
    return page, seconds


def test_an_answer_is_thanked_for_at_once_and_read_later_by_the_sweep(site, silent_broker):
    complete_company()
    survey = make_survey()
    silent_broker.settimeout(0)
    page, seconds = answer_all(site, make_invitation(survey=survey).token)
    assert "Your answers have arrived" in page.text
    assert seconds < 5
    silent_broker.accept()  # BlockingIOError if the broker was not even tried

    page, seconds = answer_all(site, make_invitation(survey=survey).token)
    assert "Your answers have arrived" in page.text
    assert seconds < 1  # nobody waits twice for the same broken thing

    for response in SurveyResponse.objects.all():
        assert response.is_complete
        assert response.answers.get(question="why").verbatim == "Nobody answered me."
        assert response.settled_at is not None
    assert SurveyResponse.objects.count() == 2
    assert Reading.objects.filter(state=Reading.State.WAITING).count() == 2
    assert read_waiting_responses() == 2
    assert set(ReasonTag.objects.filter(source="said").values_list("reason_id", flat=True)) == {"support"}


def test_an_answer_left_half_way_meanwhile_is_announced_by_the_sweep(site, announced):
    complete_company()
    invitation = make_invitation()
    with httpx.Client(base_url=site, timeout=90) as browser:
        page = browser.get(f"/r/{invitation.token}/")
        submission = re.search(r'name="submission-id" value="([^"]+)"', page.text).group(1)
        said = {"reason": "support", "why": "Nobody answered me."}
        browser.post(page.url, data={"submission-id": submission, "go-to": "next", **said})

    with time_machine.travel(timezone.now() + dt.timedelta(hours=2)):
        assert settle_idle_responses() == 1
    assert announced == [SurveyResponse.objects.get().pk]
