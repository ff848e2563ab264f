"""Every address of the project, and who may open it: each is tried as every role, as every scope and as nobody.

A new address fails here until its line says who may: EVERYBODY, COLLEAGUES, or the name of a permission. What follows
the permission names the rows that stand in the address.
"""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLResolver, get_resolver, include, path, reverse
from django.utils import timezone

from analysis.followups.models import FollowUp
from churnvoice.accounts import services
from churnvoice.accounts.api_keys import create_api_key
from churnvoice.accounts.models import User
from churnvoice.accounts.permissions import ROLE_PERMISSIONS, SCOPE_PERMISSIONS, Role, Scope
from churnvoice.urls import urlpatterns as project_urls
from surveys.company.models import Company, ExchangeRate
from surveys.customers.services.uploading import store_upload
from surveys.letters.models import Letter
from tests.conftest import client_of
from tests.factories import make_response, make_user

EVERYBODY = "everybody"
COLLEAGUES = "colleagues"
ADMINISTRATORS = "accounts.django_admin"  # not a permission of any role, so only administrators have it

# The local mailbox is there only where letters stay on the machine.
urlpatterns = [*project_urls, path("mailbox/", include("churnvoice.local.urls"))]
pytestmark = pytest.mark.urls(__name__)


@dataclass(frozen=True)
class Access:
    who: str
    rows: dict[str, str]


def may(who: str, **rows: str) -> Access:
    return Access(who, rows)


ADDRESSES = {
    # the roof
    "home": may(COLLEAGUES),
    "theme": may(EVERYBODY),
    "readyz": may(EVERYBODY),
    "api-schema": may(EVERYBODY),
    "customers-list": may("surveys.write_customers"),
    "cancellations-list": may("surveys.write_cancellations"),
    # allauth
    "account_login": may(EVERYBODY),
    "account_logout": may(EVERYBODY),
    "account_inactive": may(EVERYBODY),
    "account_signup": may(EVERYBODY),
    "account_reauthenticate": may(COLLEAGUES),
    "account_email": may(COLLEAGUES),
    "account_email_verification_sent": may(EVERYBODY),
    "account_confirm_email": may(EVERYBODY, key="anything"),
    "account_change_password": may(COLLEAGUES),
    "account_set_password": may(COLLEAGUES),
    "account_reset_password": may(EVERYBODY),
    "account_reset_password_done": may(EVERYBODY),
    "account_reset_password_from_key": may(EVERYBODY, uidb36="anything", key="anything"),
    "account_reset_password_from_key_done": may(EVERYBODY),
    # Whoever has not just given a password is led to the login page by these two.
    "account_confirm_login_code": may(EVERYBODY),
    "mfa_authenticate": may(EVERYBODY),
    "mfa_index": may(COLLEAGUES),
    "mfa_reauthenticate": may(COLLEAGUES),
    "mfa_activate_totp": may(COLLEAGUES),
    "mfa_deactivate_totp": may(COLLEAGUES),
    "mfa_view_recovery_codes": may(COLLEAGUES),
    "mfa_generate_recovery_codes": may(COLLEAGUES),
    "mfa_download_recovery_codes": may(COLLEAGUES),
    # django.contrib.admin: all of it is for administrators, but everybody who is logged in may log out
    "admin:logout": may(COLLEAGUES),
    # churnvoice/accounts
    "accounts:own-account": may(COLLEAGUES),
    "accounts:language": may(COLLEAGUES),
    "accounts:accept-invitation": may(EVERYBODY, token="colleague_token"),
    "accounts:roles": may(COLLEAGUES),
    "accounts:people": may("accounts.manage_people"),
    "accounts:invite-colleague": may("accounts.manage_people"),
    "accounts:colleague": may("accounts.manage_people", pk="colleague"),
    "accounts:invitation-withdraw": may("accounts.manage_people", pk="colleague"),
    "accounts:api-keys": may("accounts.manage_api_keys"),
    "accounts:api-key-create": may("accounts.manage_api_keys"),
    "accounts:api-key-revoke": may("accounts.manage_api_keys", pk="api_key"),
    # churnvoice/local
    "local:mailbox": may("accounts.view_mailbox"),
    "local:letter": may("accounts.view_mailbox", key="anything"),
    "local:letter-html": may("accounts.view_mailbox", key="anything"),
    # surveys/company
    "surveys:company-mark": may(EVERYBODY),
    "surveys:company": may("surveys.change_company"),
    "surveys:exchange-rates": may("surveys.change_company"),
    "surveys:exchange-rate-delete": may("surveys.change_company", pk="rate"),
    # surveys/customers
    "surveys:customer-list": may("surveys.view_customers"),
    "surveys:customer-import": may("surveys.import_customers"),
    "surveys:import-list": may("surveys.import_customers"),
    "surveys:import-detail": may("surveys.import_customers", pk="customer_import"),
    "surveys:import-discard": may("surveys.import_customers", pk="customer_import"),
    "surveys:import-refused": may("surveys.import_customers", pk="customer_import"),
    # surveys/letters
    "surveys:letter-list": may("surveys.view_letters"),
    "surveys:letter-settle": may("surveys.settle_letter", letter_id="letter"),
    # surveys/questionnaires
    "surveys:survey-create": may("surveys.edit_survey"),
    "surveys:survey-edit": may("surveys.edit_survey", pk="survey"),
    "surveys:survey-launch": may("surveys.edit_survey", pk="survey"),
    "surveys:survey-pause": may("surveys.edit_survey", pk="survey"),
    "surveys:survey-resume": may("surveys.edit_survey", pk="survey"),
    "surveys:survey-close": may("surveys.edit_survey", pk="survey"),
    # surveys/invitations
    "surveys:invitation-send": may("surveys.send_invitation", pk="survey"),
    "surveys:invitation-list": may("surveys.view_surveys", pk="survey"),
    "surveys:rule-edit": may("surveys.send_invitation", pk="survey"),
    "surveys:invitation-withdraw": may("surveys.send_invitation", pk="invitation"),
    "surveys:unsubscribe": may(EVERYBODY, token="token"),
    # surveys/responses
    "surveys:answer": may(EVERYBODY, token="token"),
    "surveys:answer-step": may(EVERYBODY, token="token", step="first_step"),
    "surveys:answer-privacy": may(EVERYBODY, token="token"),
    "surveys:survey-list": may("surveys.view_surveys"),
    "surveys:survey-detail": may("surveys.view_surveys", pk="survey"),
    "surveys:survey-preview": may("surveys.view_surveys", pk="survey"),
    # analysis/reasons
    "analysis:response-list": may("analysis.view_responses"),
    "analysis:tag-decide": may("analysis.view_responses", pk="response"),
    "analysis:recorded-reasons": may("analysis.map_recorded_reasons"),
    "analysis:recorded-reasons-collect": may("analysis.map_recorded_reasons"),
    # analysis/followups
    "analysis:desk": may("analysis.handle_follow_up"),
    "analysis:follow-up-detail": may("analysis.handle_follow_up", pk="follow_up"),
    "analysis:follow-up-take": may("analysis.handle_follow_up", pk="follow_up"),
    "analysis:follow-up-assign": may("analysis.handle_follow_up", pk="follow_up"),
    "analysis:follow-up-note": may("analysis.handle_follow_up", pk="follow_up"),
    "analysis:follow-up-reply": may("analysis.handle_follow_up", pk="follow_up"),
    "analysis:follow-up-close": may("analysis.handle_follow_up", pk="follow_up"),
    "analysis:response-detail": may("analysis.view_responses", pk="response"),
    "analysis:customer-detail": may("surveys.view_customers", pk="customer"),
    # analysis/breakdowns
    "analysis:breakdown": may("analysis.view_breakdown"),
    "analysis:breakdown-csv": may("analysis.view_breakdown"),
}


@dataclass(frozen=True)
class Address:
    name: str
    arguments: list[str]

    @property
    def is_admins(self) -> bool:
        return self.name.startswith("admin:")

    @property
    def access(self) -> Access:
        admins = may(ADMINISTRATORS, **dict.fromkeys(self.arguments, "admin"))
        return ADDRESSES.get(self.name, admins)

    def path(self, rows: dict[str, Any]) -> str:
        return reverse(self.name, kwargs={argument: rows[row] for argument, row in self.access.rows.items()})


def every_address() -> Iterator[Address]:
    """Every named pattern of the project; Django's admin redirects its few unnamed ones to the named."""

    def walk(patterns: list[Any], spaces: list[str]) -> Iterator[Address]:
        for pattern in patterns:
            if isinstance(pattern, URLResolver):
                yield from walk(pattern.url_patterns, [*spaces, *filter(None, [pattern.namespace])])
            elif pattern.name or spaces != ["admin"]:
                name = ":".join([*spaces, pattern.name or f"<without a name: {pattern.pattern}>"])
                yield Address(name, list(pattern.pattern.regex.groupindex))

    return walk(get_resolver(__name__).url_patterns, [])


def addresses() -> list[Address]:
    return [address for address in every_address() if address.is_admins or address.name in ADDRESSES]


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
    for address in addresses():
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
    for address in addresses():
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
