"""Each colleague may switch a second factor on; then a password alone opens nothing."""

import re

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.test import Client
from django.urls import reverse

from churnvoice.accounts.models import User
from tests.factories import make_user

PASSWORD = "correct horse battery"


def code_of(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def log_in(client: Client, user: User):
    return client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})


def switch_on(client: Client) -> str:
    """As a colleague does: first the password once more, then the code of the new secret."""
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    page = client.get(reverse("mfa_activate_totp")).content.decode()
    secret = re.search(r'value="([A-Z2-7]{32})"', page).group(1)
    client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    return secret


def test_the_own_account_page_leads_to_it(agent_client: Client):
    page = agent_client.get(reverse("accounts:own-account")).content.decode()
    assert "Two-factor login is off" in page
    assert reverse("mfa_index") in page


def test_with_a_second_factor_a_password_alone_does_not_open(client: Client, db):
    user = make_user(password=PASSWORD)
    log_in(client, user)
    switch_on(client)
    assert "Two-factor login is on" in client.get(reverse("accounts:own-account")).content.decode()

    other = Client()
    assert log_in(other, user)["Location"].startswith(reverse("mfa_authenticate"))
    assert "_auth_user_id" not in other.session
    other.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert "_auth_user_id" not in other.session
    [recovery, *_others] = RecoveryCodes(user.authenticator_set.get(type="recovery_codes")).get_unused_codes()
    other.post(reverse("mfa_authenticate"), {"code": recovery})
    assert other.session["_auth_user_id"] == str(user.pk)


def test_the_code_of_the_telephone_opens(client: Client, db):
    user = make_user(password=PASSWORD)
    log_in(client, user)
    secret = switch_on(client)
    other = Client()
    log_in(other, user)
    other.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    assert other.session.get("_auth_user_id") == str(user.pk)


def test_second_factors_rest_encrypted(client: Client, db):
    log_in(client, make_user(password=PASSWORD))
    secret = switch_on(client)
    kept = " ".join(str(each.data) for each in Authenticator.objects.all())
    assert "gAAAA" in kept  # how Fernet's tokens begin
    assert secret not in kept


def test_second_factors_outlive_a_change_of_the_secret_key(client: Client, db, settings):
    user = make_user(password=PASSWORD)
    log_in(client, user)
    secret = switch_on(client)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "a new secret key that is long enough for everybody"
    other = Client()
    log_in(other, user)
    other.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    assert other.session.get("_auth_user_id") == str(user.pk)
