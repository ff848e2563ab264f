"""Programs come with a key: its secret is shown once, its use is remembered, its end is at once."""

import datetime as dt
import re

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.test import APIRequestFactory
from rest_framework.throttling import UserRateThrottle
from rest_framework.views import APIView

from churnvoice.accounts.api_keys import ApiKeyAuthentication, Program, create_api_key
from churnvoice.accounts.models import ApiKey, User
from churnvoice.accounts.permissions import Scope


def authenticate(secret: str, kind: str = "Bearer") -> Program | None:
    request = Request(APIRequestFactory().post("/", HTTP_AUTHORIZATION=f"{kind} {secret}"))
    answer = ApiKeyAuthentication().authenticate(request)
    return answer and answer[0]


@pytest.fixture
def secret(db) -> str:
    return create_api_key(name="billing", scopes=[Scope.WRITE_CUSTOMERS], by=None)[1]


def test_a_key_is_made_on_its_page_and_its_secret_is_shown_once(administrator: User, administrator_client: Client):
    form = {"name": "billing", "scopes": ["customers:write"]}
    answer = administrator_client.post(reverse("accounts:api-key-create"), form)
    secret = re.search(r"cv_[\w-]{40,}", answer.content.decode()).group()
    assert "no-store" in answer["Cache-Control"]
    key = ApiKey.objects.get()
    assert key.created_by == administrator
    assert secret not in str(vars(key))
    assert authenticate(secret).key == key

    listed = administrator_client.get(reverse("accounts:api-keys")).content.decode()
    assert secret[:10] in listed
    assert secret not in listed


def test_a_key_needs_a_scope(administrator_client: Client):
    answer = administrator_client.post(reverse("accounts:api-key-create"), {"name": "billing"})
    assert "This field is required" in answer.content.decode()
    assert not ApiKey.objects.exists()


def test_a_program_may_do_what_its_scopes_say_and_nothing_else(secret: str):
    program = authenticate(secret)
    assert program.has_perm("surveys.write_customers")
    assert not program.has_perm("surveys.write_cancellations")
    assert not program.has_perm("surveys.change_company")


def test_a_revoked_key_opens_nothing(administrator_client: Client, secret: str):
    page = reverse("accounts:api-key-revoke", args=[ApiKey.objects.get().pk])
    assert administrator_client.get(page).status_code == 200
    assert authenticate(secret)
    administrator_client.post(page)
    with pytest.raises(AuthenticationFailed):
        authenticate(secret)


@pytest.mark.parametrize("wrong", ["", "cv_wrong", "cv_wrong and more"])
def test_an_unknown_key_is_refused(secret: str, wrong: str):
    with pytest.raises(AuthenticationFailed):
        authenticate(wrong)


def test_another_kind_of_authorization_is_nobody(secret: str):
    assert authenticate(secret, kind="Basic") is None


def test_the_last_use_is_noted_at_most_once_a_minute(secret: str, django_assert_num_queries):
    start = timezone.now()
    with time_machine.travel(start, tick=False):
        authenticate(secret)
    assert ApiKey.objects.get().last_used_at == start
    with time_machine.travel(start + dt.timedelta(seconds=59), tick=False), django_assert_num_queries(1):
        authenticate(secret)
    later = start + dt.timedelta(seconds=60)
    with time_machine.travel(later, tick=False):
        authenticate(secret)
    assert ApiKey.objects.get().last_used_at == later


def test_each_key_is_counted_by_itself_when_the_api_slows_programs_down(secret: str):
    other = create_api_key(name="other", scopes=[], by=None)[1]
    keys = set()
    for each in (secret, other):
        request = Request(APIRequestFactory().post("/"))
        request.user = authenticate(each)
        keys.add(UserRateThrottle().get_cache_key(request, view=None))
    assert len(keys) == 2


class Door(APIView):
    permission = "surveys.write_customers"

    def post(self, request: Request) -> Response:
        return Response()


def test_a_program_that_asks_too_often_is_slowed_down(secret: str):
    request = APIRequestFactory().post("/", HTTP_AUTHORIZATION=f"Bearer {secret}")
    answers = [Door.as_view()(request).status_code for _request in range(601)]
    assert answers == [200] * 600 + [429]


@pytest.mark.parametrize(
    ("authorization", "status"),
    [(None, 401), ("Bearer cv_wrong", 401), ("Bearer {other}", 403), ("Bearer {secret}", 200)],
)
def test_a_door_opens_to_the_right_scope_only(secret: str, authorization: str | None, status: int):
    other = create_api_key(name="other", scopes=[Scope.WRITE_CANCELLATIONS], by=None)[1]
    headers = {"HTTP_AUTHORIZATION": authorization.format(secret=secret, other=other)} if authorization else {}
    assert Door.as_view()(APIRequestFactory().post("/", **headers)).status_code == status


def test_a_door_that_names_no_permission_stays_closed(secret: str):
    class Unnamed(Door):
        permission = None

    request = APIRequestFactory().post("/", HTTP_AUTHORIZATION=f"Bearer {secret}")
    assert Unnamed.as_view()(request).status_code == 403
