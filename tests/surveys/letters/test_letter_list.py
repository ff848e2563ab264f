"""The page of letters: trouble first, in the server's words, and what a person can do about it."""

import pytest
from django.utils import timezone

from surveys.company.models import Company
from surveys.letters.models import Letter
from tests.factories import make_customer

State = Letter.State


def make_letters(state: str, count: int = 1, **fields) -> list[Letter]:
    return [
        Letter.objects.create(
            purpose=Letter.Purpose.INVITATION,
            state=state,
            recipient=f"{state}-{number}@customers.example",
            customer=make_customer(),
            unique_key=f"{state}-{number}",
            message_id=f"<{state}-{number}@x.example>",
            settled_at=timezone.now(),
            **fields,
        )
        for number in range(count)
    ]


def text_of(response) -> str:
    assert response.status_code == 200
    return response.content.decode()


def test_trouble_stands_first_with_the_servers_words(manager_client, company):
    make_letters(State.SENT, 3)
    make_letters(State.REFUSED, 1, server_reply="550 5.1.1 <…> is not here")
    page = text_of(manager_client.get("/letters/"))
    assert "550 5.1.1 &lt;…&gt; is not here" in page
    assert "sent-0@customers.example" not in page
    make_letters(State.UNCERTAIN, 1)
    page = text_of(manager_client.get("/letters/"))
    assert "uncertain-0@customers.example" in page
    assert "They may have arrived" in page


@pytest.mark.parametrize(
    ("tab", "state"), [("sent", State.SENT), ("waiting", State.CLAIMED), ("withdrawn", State.WITHDRAWN)]
)
def test_each_tab_shows_its_states(manager_client, company, tab, state):
    make_letters(state)
    assert f"{state}-0@customers.example" in text_of(manager_client.get("/letters/", {"state": tab}))


def test_letters_that_wait_for_the_company_say_so(administrator_client, company):
    make_letters(State.QUEUED, 2)
    assert "2 letters wait" not in text_of(administrator_client.get("/letters/"))
    Company.objects.update(postal_address="")
    assert "2 letters wait" in text_of(administrator_client.get("/letters/"))


def test_only_who_may_decide_is_offered_to_and_can(manager_client, administrator_client, company):
    (letter,) = make_letters(State.UNCERTAIN)
    settle = f"/letters/{letter.pk}/settle/"
    assert settle not in text_of(manager_client.get("/letters/"))
    assert manager_client.post(settle, {"sent": "yes"}).status_code == 403
    assert settle in text_of(administrator_client.get("/letters/"))
    assert administrator_client.get(settle).status_code == 405
    assert administrator_client.post(settle).status_code == 400  # no decision is not "send it again"
    administrator_client.post(settle, {"sent": "yes"})
    letter.refresh_from_db()
    assert letter.state == State.SENT


def test_a_decision_that_comes_too_late_changes_nothing_and_says_so(administrator_client, company):
    (letter,) = make_letters(State.SENT)
    page = text_of(administrator_client.post(f"/letters/{letter.pk}/settle/", {"sent": "no"}, follow=True))
    assert "no longer uncertain" in page
    letter.refresh_from_db()
    assert letter.state == State.SENT


def test_an_agent_does_not_see_letters(agent_client, client):
    assert agent_client.get("/letters/").status_code == 403
    assert client.get("/letters/").status_code == 302


def test_a_longer_list_asks_the_database_no_more(manager_client, company, django_assert_max_num_queries):
    make_letters(State.REFUSED, 60, server_reply="550 no")
    with django_assert_max_num_queries(9):
        page = text_of(manager_client.get("/letters/"))
    assert page.count("@customers.example") == 50
    assert "refused-0@customers.example" in text_of(manager_client.get("/letters/", {"page": 2}))
