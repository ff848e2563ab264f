"""Each address is tried as every role, with every scope and as nobody; and no GET writes."""

import datetime as dt
import re
from dataclasses import dataclass
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from analysis.followups.models import FollowUp
from churnvoice.accounts import services
from churnvoice.accounts.api_keys import create_api_key
from churnvoice.accounts.models import User
from churnvoice.accounts.permissions import ROLE_PERMISSIONS, SCOPE_PERMISSIONS, Role, Scope
from surveys.company.models import Company, ExchangeRate
from surveys.customers.services.uploading import store_upload
from surveys.letters.models import Letter
from tests.churnvoice.accounts.addresses import ADDRESSES, COLLEAGUES, EVERYBODY, every_address, listed_addresses
from tests.conftest import client_of
from tests.factories import make_response, make_user

pytestmark = pytest.mark.urls("tests.churnvoice.accounts.addresses")


@dataclass(frozen=True)
class Visitor:
    """Somebody who comes with a login, with an API key, or with neither."""

    user: User | None = None
    scopes: frozenset[str] | None = None
    secret: str = ""

    def client(self) -> Client:
        if self.user:
            return client_of(self.user)
        return Client(headers={"Authorization": f"Bearer {self.secret}"}) if self.secret else Client()

    def may(self, who: str) -> bool:
        if who == EVERYBODY:
            return True
        if who in set().union(*SCOPE_PERMISSIONS.values()):  # a door for programs; a login does not open it
            return self.scopes is not None and any(who in SCOPE_PERMISSIONS[Scope(scope)] for scope in self.scopes)
        if self.user is None:
            return False
        return who in (COLLEAGUES, *ROLE_PERMISSIONS[self.user.role]) or self.user.is_administrator


def visitor(kind: str) -> Visitor:
    if kind in Role:
        user = make_user(Role(kind), password="a password to confirm with")
        TOTP.activate(user, "JBSWY3DPEHPK3PXP")  # so that each page about logging in has something to show
        return Visitor(user=user)
    if kind == "nobody":
        return Visitor()
    scopes = [kind] if kind in Scope else []
    _key, secret = create_api_key(name=kind, scopes=scopes, by=None)
    return Visitor(scopes=frozenset(scopes), secret=secret)


VISITORS = ["nobody", *Role, "a key without scopes", *Scope]


@pytest.fixture
def rows(company: Company) -> dict[str, Any]:
    """One row of each kind that an address can name."""
    response = make_response(words="far too expensive for what it does", permissions=["reply"])
    invitation = response.invitation
    follow_up, _created = FollowUp.objects.get_or_create(
        response=response,
        defaults={
            "customer": invitation.customer,
            "causes": [FollowUp.Cause.ASKED_FOR_REPLY],
            "due_at": timezone.now(),
            "may_reply": True,
        },
    )
    colleague = services.invite_colleague(email="invited@company.example", role=Role.AGENT)
    return {
        "api_key": create_api_key(name="billing", scopes=[], by=None)[0].pk,
        "colleague": colleague.pk,
        "colleague_token": services.token_of(colleague),
        "customer": invitation.customer.pk,
        "customer_import": store_upload([b"id,e-mail\n1,a@b.example\n"], file_name="customers.csv", by=None).pk,
        "first_step": 1,
        "follow_up": follow_up.pk,
        "invitation": invitation.pk,
        "letter": Letter.objects.latest("pk").pk,
        "rate": ExchangeRate.objects.create(currency="EUR", rate="11", valid_from_on=dt.date(2026, 1, 1)).pk,
        "response": response.pk,
        "survey": invitation.survey.pk,
        "token": invitation.token,
        "anything": "anything",
        "admin": "accounts",
    }


def is_turned_away(answer: HttpResponse) -> bool:
    """Refused, or sent to log in and to come back; a login page that names no way back is an ordinary answer."""
    logins = (reverse("account_login") + "?next=", reverse("admin:login"))
    return answer.status_code in (401, 403) or (answer.status_code == 302 and answer["Location"].startswith(logins))


def answer_to(visitor: Visitor, method: str, path: str) -> HttpResponse:
    """What one visit is answered; whatever it wrote is taken back."""
    with transaction.atomic():
        answer = getattr(visitor.client(), method)(path)
        transaction.set_rollback(True)
    return answer


def test_every_address_says_who_may_open_it():
    named = {address.name for address in every_address() if not address.is_admins or address.name in ADDRESSES}
    assert named - set(ADDRESSES) == set(), "say in ADDRESSES who may open these"
    assert set(ADDRESSES) - named == set(), "these are no addresses of the project any more"


@pytest.mark.parametrize("kind", VISITORS)
def test_an_address_opens_to_those_who_may_and_to_nobody_else(kind: str, rows: dict[str, Any]):
    who = visitor(kind)
    wrong = []
    for address in listed_addresses():
        path = address.path(rows)
        answers = {method: answer_to(who, method, path) for method in ("get", "post")}
        is_taken = {method: answer for method, answer in answers.items() if answer.status_code != 405}
        turned_away = [method for method, answer in is_taken.items() if is_turned_away(answer)]
        if not who.may(address.access.who):
            if turned_away != list(is_taken):
                wrong.append(f"{path} opens to {set(is_taken) - set(turned_away)}")
        elif not address.is_admins and turned_away:  # Django's admin refuses administrators too what is read-only
            wrong.append(f"{path} turns {turned_away} away")
    assert not wrong, "\n".join(wrong)


class Writes(list):
    """Statements that changed rows, other than the session's own and the note of when a key was used."""

    PATTERN = re.compile(r"\s*(INSERT|UPDATE|DELETE|MERGE|TRUNCATE)\b", re.IGNORECASE)
    BOOKKEEPING = re.compile(r'"django_session"|UPDATE "accounts_apikey" SET "last_used_at"')

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if self.PATTERN.match(sql) and not self.BOOKKEEPING.search(sql):
            self.append(sql)
        return execute(sql, params, many, context)


@pytest.mark.parametrize("kind", ["nobody", Role.ADMINISTRATOR, *Scope])
def test_a_get_never_writes(kind: str, rows: dict[str, Any]):
    who = visitor(kind)
    client = who.client()
    writes = Writes()
    wrong = {}
    for address in listed_addresses():
        with connection.execute_wrapper(writes):
            client.get(address.path(rows))
        if writes:
            wrong[address.name] = list(writes)
            writes.clear()
    assert not wrong, "\n".join(f"{name}: {statements}" for name, statements in wrong.items())


def test_the_watch_sees_a_write(db):
    writes = Writes()
    with connection.execute_wrapper(writes):
        make_user()
    assert any("accounts_user" in sql for sql in writes)
