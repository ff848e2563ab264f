"""What is written about a request holds neither the secret in its address nor what was searched for, nor who asked."""

import logging
from collections.abc import Iterator
from io import StringIO

import pytest
import structlog
from django.test import Client
from django.urls import reverse

from churnvoice.accounts import services
from churnvoice.accounts.permissions import Role
from tests.factories import make_user


@pytest.fixture
def log() -> Iterator[StringIO]:
    """What the project's own handler writes."""
    [handler] = [
        handler
        for handler in logging.getLogger().handlers
        if isinstance(handler.formatter, structlog.stdlib.ProcessorFormatter)
    ]
    before = handler.setStream(StringIO())
    yield handler.stream
    handler.setStream(before)


@pytest.fixture
def token(db) -> str:
    return services.token_of(services.invite_colleague(email="new@company.example", role=Role.AGENT))


def test_the_link_of_an_invitation_is_masked(client: Client, token: str, log: StringIO):
    client.post(reverse("accounts:accept-invitation", args=[token]), {"name": "New", "password": "short"})
    written = log.getvalue()
    assert "POST /join/***/" in written
    assert token not in written
    assert "short" not in written


def test_the_link_of_a_new_password_is_masked(client: Client, db, log: StringIO):
    client.get(reverse("account_reset_password_from_key", kwargs={"uidb36": "1", "key": "abc-secret"}))
    written = log.getvalue()
    assert "GET /accounts/password/reset/key/***/" in written
    assert "abc-secret" not in written


def test_neither_passwords_nor_addresses_of_those_who_log_in_are_written(client: Client, db, log: StringIO):
    user = make_user(password="correct horse battery")
    for password in ("wrong horse battery", "correct horse battery"):
        client.post(reverse("account_login"), {"login": user.email, "password": password}, REMOTE_ADDR="192.0.2.7")
    written = log.getvalue()
    assert "POST /accounts/login/" in written
    for secret in ("horse", user.email, "192.0.2.7"):
        assert secret not in written


def test_a_search_is_not_written(manager_client: Client, log: StringIO):
    manager_client.get(reverse("surveys:customer-list"), {"q": "somebody@customers.example"})
    written = log.getvalue()
    assert "GET /people/" in written
    assert "somebody" not in written
