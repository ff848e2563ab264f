"""The first administrator, and whoever lost a password, get in with one that is used once."""

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from churnvoice.accounts.models import User
from churnvoice.accounts.permissions import Role
from tests.factories import make_user

NEW = "a password of my own"


def printed(capsys, *command: str) -> list[str]:
    call_command(*command)
    return capsys.readouterr().out.split()


def log_in(client: Client, email: str, password: str):
    return client.post(reverse("account_login"), {"login": email, "password": password})


def change_password(client: Client, old: str, new: str, **extra: str):
    form = {"oldpassword": old, "password1": new, "password2": new, **extra}
    return client.post(reverse("account_change_password"), form)


def test_the_first_start_prints_a_password_that_works(client: Client, db, capsys):
    words = printed(capsys, "first_administrator")
    assert "admin@localhost" in words
    assert log_in(client, "admin@localhost", words[-1]).status_code == 302
    assert User.objects.get().role == Role.ADMINISTRATOR


def test_where_an_administrator_is_nothing_happens_and_nothing_is_printed(administrator: User, capsys):
    assert printed(capsys, "first_administrator") == []
    assert User.objects.get() == administrator
    assert not administrator.must_change_password


def test_an_administrator_without_access_does_not_count(administrator: User, capsys):
    User.objects.update(is_active=False)
    assert administrator.email in printed(capsys, "first_administrator", "--email", administrator.email)
    assert User.objects.administrators().get() == administrator


@pytest.mark.parametrize(
    ("site", "address"),
    [
        ("https://feedback.company.example", "admin@feedback.company.example"),
        ("http://127.0.0.1:8000", "admin@localhost"),
        ("http://[::1]:8000", "admin@localhost"),
    ],
)
def test_the_first_address_follows_the_site(db, settings, capsys, site: str, address: str):
    settings.SITE_URL = site
    assert address in printed(capsys, "first_administrator")


def test_a_one_time_password_opens_nothing_but_the_page_that_changes_it(client: Client, db, capsys):
    password = printed(capsys, "first_administrator")[-1]
    log_in(client, "admin@localhost", password)
    for name in ("home", "surveys:company", "admin:index", "admin:password_change", "accounts:own-account"):
        answer = client.get(reverse(name))
        assert answer.status_code == 302
        assert answer["Location"].startswith(reverse("account_change_password")), name
    assert "one-time password" in client.get(reverse("account_change_password")).content.decode()


def test_the_given_password_cannot_be_kept(client: Client, db, capsys):
    password = printed(capsys, "first_administrator")[-1]
    log_in(client, "admin@localhost", password)
    answer = change_password(client, password, password)
    assert "another password" in answer.content.decode()
    assert User.objects.get().must_change_password


def test_once_changed_everything_opens_where_the_colleague_wanted_to_go(client: Client, db, capsys):
    password = printed(capsys, "first_administrator")[-1]
    log_in(client, "admin@localhost", password)
    wanted = client.get(reverse("surveys:company"))["Location"]
    assert client.get(wanted).status_code == 200
    answer = change_password(client, password, NEW, next=reverse("surveys:company"))
    assert answer["Location"] == reverse("surveys:company")
    assert client.get(reverse("surveys:company")).status_code == 200
    assert log_in(Client(), "admin@localhost", NEW).status_code == 302


def test_a_new_one_time_password_opens_an_account_whose_second_factor_is_lost(client: Client, db, capsys):
    first = make_user(Role.ADMINISTRATOR, email="first@company.example", password="forgotten long ago")
    second = make_user(Role.ADMINISTRATOR, password="not touched by this")
    TOTP.activate(first, "JBSWY3DPEHPK3PXP")
    words = printed(capsys, "one_time_password")
    assert first.email in words
    log_in(client, first.email, words[-1])
    assert client.session["_auth_user_id"] == str(first.pk)
    second.refresh_from_db()
    assert second.check_password("not touched by this")


def test_one_time_passwords_are_for_administrators_who_may_log_in(agent: User):
    with pytest.raises(CommandError, match="is not an administrator"):
        call_command("one_time_password", agent.email)
    with pytest.raises(CommandError, match="first_administrator"):
        call_command("one_time_password")


def test_createsuperuser_makes_an_administrator_who_can_log_in(client: Client, db, monkeypatch):
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", NEW)
    call_command("createsuperuser", "--noinput", "--email", "Root@Company.example", verbosity=0)
    assert User.objects.get().is_administrator
    assert log_in(client, "root@company.example", NEW)["Location"] == reverse("home")
