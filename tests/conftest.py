"""The real parts that tests share: a receiving mail server, a worker, people of each role, a complete company."""

import asyncio
import datetime as dt
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage

import hypothesis
import pytest
from aiosmtpd.controller import Controller
from django.conf import settings as django_settings
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.utils import translation

from churnvoice.accounts.models import User
from churnvoice.accounts.permissions import Role
from churnvoice.celery import app as celery_app
from surveys.company.models import Company, ExchangeRate
from tests.factories import complete_company, make_user

# On a busy machine drawing examples takes its time; that is no finding.
hypothesis.settings.register_profile("house", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.load_profile("house")


class MailServer:
    """A real SMTP server that keeps what it accepts.

    `refuse` maps an address to the words it is refused with. `held_at` ("EHLO" or "DATA") makes every client wait there
    until it is emptied, and `reached` tells that one does. With `drops` it hangs up instead of answering DATA.
    """

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        self.refuse: dict[str, str] = {}
        self.held_at = ""
        self.reached = threading.Event()
        self.drops = False

    def forget(self) -> None:
        self.letters.clear()
        self.refuse.clear()
        self.held_at = ""
        self.reached.clear()
        self.drops = False

    async def hold(self, place: str) -> None:
        while self.held_at == place:
            self.reached.set()
            await asyncio.sleep(0.02)

    async def handle_EHLO(self, server, session, envelope, hostname, responses):  # noqa: N802
        session.host_name = hostname
        await self.hold("EHLO")
        return responses

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        if address in self.refuse:
            return self.refuse[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        await self.hold("DATA")
        if self.drops:
            server.transport.abort()
        self.letters.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 kept"

    def letters_to(self, address: str) -> list[EmailMessage]:
        return [letter for letter in self.letters if letter["To"] == address]


NO_BROWSER = "no browser"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Browser tests are never left out in silence."""
    skipped = terminalreporter.stats.get("skipped", [])
    count = sum(NO_BROWSER in str(report.longrepr) for report in skipped)
    if count:
        terminalreporter.write_line(f"{count} browser tests not run: install chromium", yellow=True)


@pytest.fixture(scope="session")
def mail_server_process() -> Iterator[MailServer]:
    handler = MailServer()
    controller = Controller(handler, hostname="127.0.0.1", port=django_settings.EMAIL_PORT)
    controller.start()
    yield handler
    controller.stop()


@pytest.fixture
def smtp_server(mail_server_process: MailServer, settings) -> MailServer:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    mail_server_process.forget()
    return mail_server_process


@pytest.fixture(autouse=True)
def _clean_cache() -> None:
    cache.clear()


@pytest.fixture(autouse=True)
def _english() -> None:
    """The language of an earlier test's last page stays with the thread."""
    translation.activate("en")


@pytest.fixture(autouse=True)
def _static_files_as_they_lie(settings) -> None:
    """Pages render without collectstatic, and clients do not read what it collected."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    settings.WHITENOISE_AUTOREFRESH = True  # else each test client reads all static files first: half a second


@pytest.fixture
def worker(transactional_db, smtp_server: MailServer) -> Iterator[subprocess.Popen[bytes]]:
    """A real Celery worker on the real broker, reading this test's own database."""
    database = connection.settings_dict
    with celery_app.connection_for_write() as broker:
        broker.default_channel.client.flushdb()
    process = subprocess.Popen(
        [sys.executable, "-m", "celery", "-A", "churnvoice", "worker", "--concurrency=1", "--loglevel=WARNING"],
        env={
            **os.environ,
            "DATABASE_URL": f"postgres://{database['USER']}@/{database['NAME']}?host={database['OPTIONS']['host']}",
        },
        start_new_session=True,
    )
    try:
        deadline = 60
        while not celery_app.control.ping(timeout=1):
            deadline -= 1
            assert deadline > 0, "the worker does not answer"
            assert process.poll() is None, "the worker has ended"
        yield process
    finally:
        process.terminate()
        process.wait(timeout=30)


@pytest.fixture
def company(db) -> Company:
    return complete_company()


@pytest.fixture
def euro(company) -> None:
    """What a euro is worth in SEK: 11.5 from January 2026 on, 11.125 from July."""
    for day, rate in ((dt.date(2026, 1, 1), "11.5"), (dt.date(2026, 7, 1), "11.125")):
        ExchangeRate.objects.create(currency="EUR", rate=rate, valid_from_on=day)


@pytest.fixture
def agent(db) -> User:
    return make_user(Role.AGENT)


@pytest.fixture
def manager(db) -> User:
    return make_user(Role.MANAGER)


@pytest.fixture
def administrator(db) -> User:
    return make_user(Role.ADMINISTRATOR)


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def agent_client(agent: User) -> Client:
    return client_of(agent)


@pytest.fixture
def manager_client(manager: User) -> Client:
    return client_of(manager)


@pytest.fixture
def administrator_client(administrator: User) -> Client:
    return client_of(administrator)
