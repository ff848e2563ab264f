"""Colleagues come by a letter whose link works once and not for ever."""

import datetime as dt
import re

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from churnvoice.accounts import services
from churnvoice.accounts.models import User
from churnvoice.accounts.permissions import Role
from surveys.company.models import Company
from surveys.letters.models import Letter
from surveys.letters.services import send_waiting_letters
from tests.conftest import MailServer

EMAIL = "new@company.example"
FORM = {"name": "New Colleague", "password": "a password of my own"}


def link_in(text: str) -> str:
    return re.search(r"http://localhost:\d+(/join/\S+)", text).group(1)


@pytest.fixture
def link(db) -> str:
    services.invite_colleague(email=EMAIL, role=Role.MANAGER)
    return link_in(Letter.objects.get().content["text"])


def test_an_invited_colleague_gets_a_letter_and_walks_in(
    administrator_client: Client, client: Client, company: Company, smtp_server: MailServer
):
    administrator_client.post(reverse("accounts:invite-colleague"), {"email": "New@Company.example", "role": "manager"})
    send_waiting_letters()
    [letter] = smtp_server.letters_to(EMAIL)
    link = link_in(letter.get_body(("plain",)).get_content())

    assert "manager" in client.get(link).content.decode()
    assert client.post(link, FORM)["Location"] == reverse("home")
    user = User.objects.get(email=EMAIL)
    assert client.session["_auth_user_id"] == str(user.pk)
    assert (user.name, user.role, user.is_active) == ("New Colleague", Role.MANAGER, True)

    by_password = Client()
    by_password.post(reverse("account_login"), {"login": EMAIL, "password": FORM["password"]})
    assert by_password.session["_auth_user_id"] == str(user.pk)


def test_looking_at_the_link_does_not_use_it(client: Client, link: str):
    assert [client.get(link).status_code for _look in range(2)] == [200, 200]
    assert not User.objects.get(email=EMAIL).is_active


def test_a_link_works_once(client: Client, link: str):
    client.post(link, FORM)
    again = Client().post(link, {"name": "Somebody else", "password": "and their own password"})
    assert again.status_code == 410
    assert User.objects.get(email=EMAIL).name == "New Colleague"


def test_a_link_ends_after_seven_days(client: Client, link: str):
    with time_machine.travel(timezone.now() + dt.timedelta(days=6, hours=23), tick=False):
        assert client.get(link).status_code == 200
    with time_machine.travel(timezone.now() + dt.timedelta(days=7, minutes=1), tick=False):
        assert client.post(link, FORM).status_code == 410


def test_a_newer_invitation_ends_the_older_link(client: Client, link: str):
    services.invite_colleague(email=EMAIL, role=Role.AGENT)
    newer = link_in(Letter.objects.latest("pk").content["text"])
    assert client.get(link).status_code == 410
    assert client.get(newer).status_code == 200


def test_a_withdrawn_invitation_lets_nobody_in(administrator_client: Client, client: Client, link: str):
    user = User.objects.get(email=EMAIL)
    administrator_client.post(reverse("accounts:invitation-withdraw", args=[user.pk]))
    assert client.post(link, FORM).status_code == 410
    assert not User.objects.filter(email=EMAIL).exists()


def test_withdrawing_does_not_remove_a_colleague_who_came(administrator_client: Client, agent: User):
    administrator_client.post(reverse("accounts:invitation-withdraw", args=[agent.pk]))
    assert User.objects.filter(pk=agent.pk).exists()


def test_a_link_cannot_be_made_up(client: Client, link: str):
    token = link.strip("/").rpartition("/")[2]
    forged = f"/join/{token[:-1]}{'A' if token[-1] != 'A' else 'B'}/"
    assert client.get(forged).status_code == 410
    assert client.get("/join/anything/").status_code == 410


def test_a_weak_password_is_refused_and_nothing_changes(client: Client, link: str):
    answer = client.post(link, {"name": "New Colleague", "password": "New Colleague"})
    assert "too similar" in answer.content.decode()
    assert not User.objects.get(email=EMAIL).is_active


def test_who_is_a_colleague_already_is_not_invited(administrator_client: Client, agent: User):
    answer = administrator_client.post(
        reverse("accounts:invite-colleague"), {"email": agent.email.upper(), "role": "administrator"}
    )
    assert "is a colleague already" in answer.content.decode()
    agent.refresh_from_db()
    assert agent.role == Role.AGENT
    assert not Letter.objects.exists()


def test_before_the_company_is_complete_the_page_says_that_the_letter_waits(administrator_client: Client):
    assert "this one waits" in administrator_client.get(reverse("accounts:invite-colleague")).content.decode()


def test_an_invited_colleague_cannot_ask_for_a_password(client: Client, link: str):
    client.post(reverse("account_reset_password"), {"email": EMAIL})
    assert Letter.objects.count() == 1
