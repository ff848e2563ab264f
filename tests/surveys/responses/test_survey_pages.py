import re

import pytest

from surveys.questionnaires.models import Survey
from surveys.questionnaires.services import create_survey
from surveys.responses.models import SurveyResponse
from tests.factories import make_invitation, make_response, make_survey

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("company")]


def preview(client, survey, **query):
    return client.get(f"/surveys/{survey.pk}/preview/", query).content.decode()


def test_the_empty_list_offers_the_two_templates(manager_client):
    page = manager_client.get("/surveys/").content.decode()
    assert "/surveys/new/?kind=exit" in page
    assert "/surveys/new/?kind=relationship" in page


def test_the_list_tells_how_many_were_invited_and_have_answered(manager_client):
    survey = make_survey(name="Leavers")
    make_invitation(survey=survey)
    make_response(make_invitation(survey=survey))
    page = re.sub(r"\s+", " ", manager_client.get("/surveys/").content.decode())
    assert re.search(r'Leavers.*<td class="num"[^>]*>2</td> <td class="num"[^>]*>1</td>', page)


def test_the_newest_survey_stands_first(manager_client):
    names = [make_survey().name for _number in range(5)]
    page = manager_client.get("/surveys/").content.decode()
    assert re.findall(r"row-link[^>]*>([^<]+)<", page) == names[::-1]


def test_the_list_asks_the_same_number_of_queries_for_ten(manager_client, django_assert_max_num_queries):
    make_survey()
    with django_assert_max_num_queries(6):
        manager_client.get("/surveys/")
    for _number in range(9):
        make_survey()
    with django_assert_max_num_queries(6):
        assert len(re.findall("row-link", manager_client.get("/surveys/").content.decode())) == 10


def test_a_survey_shows_its_counts_and_what_closing_would_end(manager_client):
    survey = make_survey()
    for _number in range(3):
        make_invitation(survey=survey)
    make_response(make_invitation(survey=survey))
    make_response(make_invitation(survey=survey), submitted=False)
    page = re.sub(r"\s+", " ", manager_client.get(f"/surveys/{survey.pk}/").content.decode())
    assert "<dd>5</dd><dt>invited</dt>" in page
    assert "<dd>2</dd><dt>began to answer</dt>" in page
    assert "<dd>1</dd><dt>answered to the end</dt>" in page
    assert "4 links that have not been answered stop working." in page


def test_a_draft_asks_to_be_launched_and_invites_nobody(manager_client):
    survey = create_survey(name="Draft", kind=Survey.Kind.EXIT)
    page = manager_client.get(f"/surveys/{survey.pk}/").content.decode()
    assert f"/surveys/{survey.pk}/launch/" in page
    assert f"/surveys/{survey.pk}/invite/" not in page


def test_agents_do_not_see_surveys(agent_client):
    survey = make_survey()
    for address in ("/surveys/", f"/surveys/{survey.pk}/", f"/surveys/{survey.pk}/preview/"):
        assert agent_client.get(address).status_code == 403


def test_a_preview_is_marked_and_leads_through_the_customers_pages_without_writing(manager_client):
    survey = make_survey()
    page = preview(manager_client, survey)
    assert "Nothing is saved." in page
    assert "What is the main reason you are leaving?" in page
    assert "1 of 3" in page

    page = preview(manager_client, survey, step=1, reason="features", **{"go-to": "next"})
    assert "What was missing?" in page
    assert '<input type="hidden" name="reason" value="features">' in page
    page = preview(manager_client, survey, step=2, reason="features", why="x", **{"go-to": "next"})
    assert "How likely are you to come back one day?" in page
    assert "Thank you" in preview(manager_client, survey, step=3, reason="features", **{"go-to": "next"})
    assert "1 of 3" in preview(manager_client, survey, step=2, **{"go-to": "back"})
    assert not SurveyResponse.objects.exists()


def test_a_preview_shows_each_language_and_the_half_that_starts_with_words(manager_client):
    survey = make_survey()
    assert '<html lang="sv">' in preview(manager_client, survey, lang="sv")
    assert "What made you decide to leave?" in preview(manager_client, survey, first="open")


def test_a_preview_shows_the_draft_before_anybody_can_be_asked(manager_client):
    survey = create_survey(name="Draft", kind=Survey.Kind.RELATIONSHIP)
    assert "recommend us" in preview(manager_client, survey)
    assert "1 of 2" in preview(manager_client, survey, step="nonsense", lang="xx")


def test_a_preview_is_for_reading_only(manager_client):
    assert manager_client.post(f"/surveys/{make_survey().pk}/preview/").status_code == 405
