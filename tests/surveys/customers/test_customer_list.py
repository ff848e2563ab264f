import datetime as dt
import re

import pytest
from django.urls import reverse

from tests.factories import make_account, make_cancellation, make_customer

pytestmark = pytest.mark.django_db
URL = "/people/"


@pytest.fixture(autouse=True)
def _company(company):
    pass


def names(response) -> list[str]:
    return [customer.name for customer in response.context["page_obj"]]


def test_people_are_found_by_name_address_id_or_account(agent_client):
    make_customer(name="Sample One", email="one@customers.example", external_id="X-1")
    make_customer(name="Sample Two", account=make_account(name="Example AB", external_id="ACC-7"))
    for words, found in (
        ("sample one", ["Sample One"]),
        ("ONE@customers", ["Sample One"]),
        ("x-1", ["Sample One"]),
        ("example ab", ["Sample Two"]),
        ("acc-7", ["Sample Two"]),
        ("nobody", []),
        ("50%", []),
        ("a\0b", ["Sample Two", "Sample One"]),  # no filter at all
    ):
        assert names(agent_client.get(URL, {"words": words})) == found, words


def test_people_are_filtered_by_plan_and_status(agent_client):
    today = dt.date.today()
    make_customer(name="Active", account=make_account(plan="Start"))
    for name, day in (("Left", today - dt.timedelta(days=3)), ("Leaving", today + dt.timedelta(days=3))):
        make_cancellation(customer=make_customer(name=name), effective_on=day)
    returned = make_customer(name="Returned")
    make_cancellation(customer=returned, effective_on=today - dt.timedelta(days=9), returned_on=today)
    assert names(agent_client.get(URL, {"status": "left"})) == ["Left"]
    assert names(agent_client.get(URL, {"status": "leaving"})) == ["Leaving"]
    assert names(agent_client.get(URL, {"status": "active"})) == ["Returned", "Active"]
    assert names(agent_client.get(URL, {"plan": "Start"})) == ["Active"]
    assert len(names(agent_client.get(URL, {"plan": "Nonsense", "status": "nonsense"}))) == 4


def test_a_row_leads_to_the_customer(agent_client):
    customer = make_customer()
    assert reverse("analysis:customer-detail", args=[customer.pk]) in agent_client.get(URL).content.decode()


def test_a_name_is_shown_as_text(agent_client):
    make_customer(name="<script>alert(1)</script>")
    assert "<script>alert" not in agent_client.get(URL).content.decode()


def test_the_filters_stay_when_the_page_turns(agent_client):
    for _ in range(60):
        make_customer(name="Sample")
    page = agent_client.get(URL, {"words": "Sample"}).content.decode()
    assert re.search(r'href="\?words=Sample(&amp;|&)page=2"', page)


def test_the_number_of_queries_does_not_grow_with_the_people(agent_client, django_assert_max_num_queries):
    for count in (1, 40):
        for _ in range(count):
            make_cancellation(customer=make_customer())
        with django_assert_max_num_queries(12):
            agent_client.get(URL)


def test_an_empty_page_says_what_to_do(agent_client, manager_client):
    assert "as soon as a manager has imported them" in agent_client.get(URL).content.decode()
    assert reverse("surveys:customer-import") in manager_client.get(URL).content.decode()
    make_customer()
    assert "Nobody found" in agent_client.get(URL, {"words": "nobody"}).content.decode()


def test_strangers_are_asked_to_log_in(client):
    assert client.get(URL).status_code == 302
