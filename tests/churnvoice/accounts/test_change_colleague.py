"""Roles and access change on one page, and there is always an administrator."""

import threading

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from churnvoice.accounts import services
from churnvoice.accounts.models import User
from churnvoice.accounts.permissions import Role
from tests.factories import make_user


def test_a_colleague_gets_another_role(administrator_client: Client, agent: User):
    page = reverse("accounts:colleague", args=[agent.pk])
    assert administrator_client.post(page, {"role": "manager", "is_active": "on"}).status_code == 302
    agent.refresh_from_db()
    assert agent.role == Role.MANAGER


def test_a_colleague_loses_access(administrator_client: Client, agent: User):
    administrator_client.post(reverse("accounts:colleague", args=[agent.pk]), {"role": "agent"})
    agent.refresh_from_db()
    assert not agent.is_active


@pytest.mark.parametrize("form", [{"role": "manager", "is_active": "on"}, {"role": "administrator"}])
def test_the_last_administrator_stays(administrator: User, administrator_client: Client, form: dict[str, str]):
    make_user(Role.ADMINISTRATOR, is_active=False)  # one who cannot log in does not count
    answer = administrator_client.post(reverse("accounts:colleague", args=[administrator.pk]), form)
    assert "last administrator" in answer.content.decode()
    administrator.refresh_from_db()
    assert administrator.is_administrator


def test_one_of_two_administrators_may_go(administrator: User):
    other = make_user(Role.ADMINISTRATOR)
    services.change_colleague(administrator, role=Role.AGENT, is_active=True)
    assert User.objects.administrators().get() == other


def test_two_administrators_cannot_demote_each_other_at_once(transactional_db):
    both = [make_user(Role.ADMINISTRATOR), make_user(Role.ADMINISTRATOR)]
    start = threading.Barrier(2)

    def demote(user: User) -> None:
        try:
            start.wait()
            services.change_colleague(user, role=Role.AGENT, is_active=True)
        except services.LastAdministrator:
            pass
        finally:
            connection.close()

    threads = [threading.Thread(target=demote, args=[user]) for user in both]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert User.objects.administrators().count() == 1


def test_the_list_of_colleagues_asks_as_often_for_ten_as_for_one(
    administrator_client: Client, django_assert_max_num_queries
):
    for _colleague in range(10):
        make_user()
    with django_assert_max_num_queries(6):
        page = administrator_client.get(reverse("accounts:people")).content.decode()
    assert page.count(">may log in<") == 11
