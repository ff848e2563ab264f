"""Colleagues log in with their address and a password; strangers neither sign up nor guess."""

import re

import pytest
from django.core.cache import caches
from django.test import Client
from django.urls import reverse

from churnvoice.accounts.models import User
from surveys.company.models import Company
from surveys.letters.services import send_waiting_letters
from tests.conftest import MailServer
from tests.factories import make_user

PASSWORD = "correct horse battery"


@pytest.fixture
def colleague(db) -> User:
    return make_user(password=PASSWORD, email="colleague@company.example")


def log_in(client: Client, email: str, password: str):
    return client.post(reverse("account_login"), {"login": email, "password": password})


def test_a_colleague_logs_in_by_address_in_any_case(client: Client, colleague: User):
    answer = log_in(client, "Colleague@Company.example", PASSWORD)
    assert (answer.status_code, answer["Location"]) == (302, reverse("home"))
    assert client.session["_auth_user_id"] == str(colleague.pk)


def test_passwords_are_kept_as_argon2(colleague: User):
    assert colleague.password.startswith("argon2$")


def test_a_colleague_without_access_does_not_get_in(client: Client, colleague: User):
    User.objects.update(is_active=False)
    log_in(client, colleague.email, PASSWORD)
    assert "_auth_user_id" not in client.session


def test_losing_access_ends_a_running_session(client: Client, colleague: User):
    log_in(client, colleague.email, PASSWORD)
    assert client.get(reverse("accounts:own-account")).status_code == 200
    User.objects.update(is_active=False)
    assert client.get(reverse("accounts:own-account")).status_code == 302


def test_after_five_wrong_passwords_even_the_right_one_waits(client: Client, colleague: User):
    for _attempt in range(5):
        assert "are not correct" in log_in(client, colleague.email, "wrong").content.decode()
    answer = log_in(Client(REMOTE_ADDR="192.0.2.7"), colleague.email, PASSWORD)  # from elsewhere: the limit is shared
    assert "Too many failed login attempts" in answer.content.decode()
    caches["default"].clear()
    assert log_in(client, colleague.email, PASSWORD).status_code == 302


def test_nobody_signs_up(client: Client, db):
    form = {"email": "stranger@elsewhere.example", "password1": PASSWORD}
    assert "Ask an administrator" in client.get(reverse("account_signup")).content.decode()
    client.post(reverse("account_signup"), form)
    assert not User.objects.exists()


def test_a_forgotten_password_is_chosen_anew_by_letter(
    client: Client, colleague: User, company: Company, smtp_server: MailServer
):
    client.post(reverse("account_reset_password"), {"email": colleague.email})
    send_waiting_letters()
    [letter] = smtp_server.letters_to(colleague.email)
    text = letter.get_body(("plain",)).get_content()
    link = re.search(r"http://\S+", text).group()
    assert link in letter.get_body(("html",)).get_content()

    form_page = client.get(link, follow=True)
    new = "another horse battery"
    client.post(form_page.request["PATH_INFO"], {"password1": new, "password2": new})
    assert log_in(client, colleague.email, new).status_code == 302


def test_a_stranger_who_asks_for_a_password_gets_no_letter_and_learns_nothing(
    client: Client, colleague: User, company: Company, smtp_server: MailServer
):
    known = client.post(reverse("account_reset_password"), {"email": colleague.email}, follow=True)
    unknown = client.post(reverse("account_reset_password"), {"email": "nobody@elsewhere.example"}, follow=True)
    send_waiting_letters()
    assert known.redirect_chain == unknown.redirect_chain
    assert [letter["To"] for letter in smtp_server.letters] == [colleague.email]
