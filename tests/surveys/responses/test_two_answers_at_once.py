from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client

from surveys.invitations.models import Invitation
from surveys.responses.models import Answer, SurveyResponse
from surveys.responses.submission import submission_id
from surveys.responses.visits import visit_of
from tests.factories import complete_company, make_invitation

pytestmark = pytest.mark.django_db(transaction=True)
TIMES = 6


def at_once(post: Callable[[int], HttpResponse]) -> list[HttpResponse]:
    """The same thing several times, from threads that all wait for each other, each with its own connection."""
    barrier = Barrier(TIMES)

    def one(number: int) -> HttpResponse:
        try:
            barrier.wait(timeout=10)
            return post(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(TIMES) as pool:
        return list(pool.map(one, range(TIMES)))


@pytest.fixture
def invitation() -> Invitation:
    complete_company()
    return make_invitation()


def post(invitation: Invitation, step: int, **answers) -> HttpResponse:
    address = f"/r/{invitation.token}/{step}/"
    return Client().post(address, {"submission-id": submission_id(invitation), "go-to": "next", **answers})


def test_the_last_page_sent_several_times_makes_one_response(invitation, announced):
    last = len(visit_of(invitation, wanted_language=None).pages)
    answers = at_once(lambda number: post(invitation, last, permissions=["reply"], **{"return": "5"}))

    assert {answer.status_code for answer in answers} <= {303, 200}  # 200: the thanks page, for one that came late
    response = SurveyResponse.objects.get()
    assert response.is_complete
    assert announced == [response.pk]
    assert Answer.objects.count() == 1
    assert response.permissions.count() == 3


def test_the_first_page_sent_several_times_begins_one_response(invitation):
    visit = visit_of(invitation, wanted_language=None)
    key, value = {"choice": ("reason", "pricing"), "open": ("why", "Too slow")}[visit.page(1)[0].type]
    answers = at_once(lambda number: post(invitation, 1, **{key: value}))

    assert {answer.status_code for answer in answers} == {303}
    assert SurveyResponse.objects.get().answers.count() == 1
