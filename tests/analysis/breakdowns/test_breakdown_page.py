"""The reasons page: its numbers, its links to the answers behind each bar, and the same rows as a file."""

import csv
import io
import re
from urllib.parse import urlsplit

import pytest
from django.urls import reverse

from analysis.reasons.services import read_waiting_responses
from tests.factories import make_cancellation, make_invitation, make_response, make_survey

pytestmark = pytest.mark.django_db

PAGE = "analysis:breakdown"


@pytest.fixture
def answers(company):
    survey = make_survey()
    made = [
        make_response(make_invitation(survey=survey), ticked=ticked, words=words)
        for ticked, words in [
            ("pricing", "Far too expensive for us."),
            ("pricing", ""),
            ("support", "Support never answered my emails."),
        ]
    ]
    read_waiting_responses()
    return made


def rows_of(page: str) -> list[str]:
    table = page.partition("<tbody>")[2].partition("</tbody>")[0]
    return re.findall(r'class="row-link" href="([^"]+)"', table)


def test_without_endings_it_says_what_to_do_next(company, manager_client):
    page = manager_client.get(reverse(PAGE)).content.decode()
    assert "No endings here yet" in page
    assert reverse("surveys:customer-import") in page


def test_every_bar_leads_to_exactly_the_answers_behind_it(answers, manager_client):
    page = manager_client.get(reverse(PAGE)).content.decode()
    links = [link.replace("&amp;", "&") for link in rows_of(page)]
    assert len(links) == 2
    behind = [manager_client.get(link).context["page_obj"].paginator.count for link in links]
    assert behind == [2, 1]


def test_few_answers_come_before_their_shares(answers, manager_client):
    page = manager_client.get(reverse(PAGE)).content.decode()
    assert page.index("Far too expensive for us.") < page.index("95 % interval")


def test_the_file_has_the_same_rows_as_the_page(answers, manager_client):
    response = manager_client.get(reverse("analysis:breakdown-csv"))
    rows = list(csv.DictReader(io.StringIO(response.content.decode())))
    assert [(row["reason"], row["count"], row["base"], row["lost_per_month"]) for row in rows] == [
        ("pricing", "2", "3", "200.00"),
        ("support", "1", "3", "100.00"),
    ]
    assert response["Content-Disposition"] == 'attachment; filename="reasons-ticked.csv"'


def test_filters_stay_in_the_address_of_every_source(answers, manager_client):
    page = manager_client.get(reverse(PAGE), {"plan": "Pro"}).content.decode()
    tabs = page.partition('class="tabs"')[2].partition("</nav>")[0]
    queries = [urlsplit(link).query for link in re.findall(r'href="([^"]+)"', tabs)]
    assert len(queries) == 4
    assert all("plan=Pro" in query for query in queries)


def test_a_wrong_filter_is_said_and_nothing_is_shown(answers, manager_client):
    response = manager_client.get(reverse(PAGE), {"from": "yesterday"})
    assert response.context["breakdown"].base == 0
    assert "notice--error" in response.content.decode()


def test_the_trend_is_drawn_from_three_months_on(company, manager_client):
    for month in (1, 2, 3) * 5:
        make_cancellation(ended_on=f"2026-0{month}-15", recorded_reason="price")
    make_cancellation(ended_on="2026-04-15", recorded_reason="price")
    page = manager_client.get(reverse(PAGE), {"source": "recorded"}).content.decode()
    assert "<svg" in page
    picture = page.partition("<svg")[2].partition("</svg>")[0]
    assert "style=" not in picture
    assert "2026-04" not in picture  # one ending is no share


def test_an_agent_may_not_read_it(agent_client):
    assert agent_client.get(reverse(PAGE)).status_code == 403


def test_the_page_asks_a_constant_number_of_questions(answers, manager_client, django_assert_max_num_queries):
    manager_client.get(reverse(PAGE))
    with django_assert_max_num_queries(26):
        manager_client.get(reverse(PAGE))
