"""Django's admin is for administrators, through the ordinary login, and changes no colleague."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from churnvoice.accounts.api_keys import create_api_key
from churnvoice.accounts.models import User


def test_every_list_and_its_search_opens_for_administrators(administrator_client: Client):
    assert administrator_client.get(reverse("admin:index")).status_code == 200
    for model in admin.site._registry:
        page = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
        assert administrator_client.get(page, {"q": "a"}, follow=True).status_code == 200, page


def test_a_colleagues_row_shows_no_secret_and_takes_no_change(administrator: User, administrator_client: Client):
    page = reverse("admin:accounts_user_change", args=[administrator.pk])
    shown = administrator_client.get(page).content.decode()
    assert administrator.email in shown
    assert "argon2" not in shown
    assert administrator_client.post(page, {"role": "agent"}).status_code == 403


def test_a_keys_row_shows_no_digest(administrator_client: Client):
    key, _secret = create_api_key(name="billing", scopes=[], by=None)
    shown = administrator_client.get(reverse("admin:accounts_apikey_change", args=[key.pk])).content.decode()
    assert "billing" in shown
    assert key.digest not in shown


@pytest.mark.parametrize("client_name", ["agent_client", "manager_client"])
def test_others_are_turned_away(client_name: str, request):
    client: Client = request.getfixturevalue(client_name)
    assert client.get(reverse("admin:index"), follow=True).status_code == 403


def test_nobody_is_sent_to_the_ordinary_login(client: Client, db):
    answer = client.get(reverse("admin:index"), follow=True)
    assert answer.redirect_chain[-1][0].startswith(reverse("account_login"))


def test_roles_are_not_groups():
    assert Group not in admin.site._registry
