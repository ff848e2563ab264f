"""Who may open each address of the project: the table that the access test walks.

A new address fails there until its line says who may: EVERYBODY, COLLEAGUES, or the name of a permission. What follows
the permission names the rows, made by the test, that stand in the address.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLResolver, get_resolver, include, path, reverse

from churnvoice.urls import urlpatterns as project_urls

EVERYBODY = "everybody"
COLLEAGUES = "colleagues"
ADMINISTRATORS = "accounts.django_admin"  # not a permission of any role, so only administrators have it

# The local mailbox is there only where letters stay on the machine.
urlpatterns = [*project_urls, path("mailbox/", include("churnvoice.local.urls"))]


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


def listed_addresses() -> list[Address]:
    return [address for address in every_address() if address.is_admins or address.name in ADDRESSES]
