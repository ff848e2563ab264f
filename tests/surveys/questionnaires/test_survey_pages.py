import re

import pytest
from django.test import Client
from django.urls import reverse

from surveys.questionnaires import templates
from surveys.questionnaires.forms import DraftForm
from surveys.questionnaires.models import Survey
from surveys.questionnaires.services import close_survey, create_survey, launch_survey, save_draft
from surveys.taxonomy.queries import reason_labels
from tests.factories import make_survey

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("company")]


@pytest.fixture
def draft():
    return create_survey(name="Exit", kind=Survey.Kind.EXIT, languages=["en", "sv"])


def filled(survey, **changes):
    """What a browser posts from the edit page: all present words, with some changed; None leaves a field out."""
    form = DraftForm(survey, labels=reason_labels("en"))
    values = {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}
    values |= {name.replace("__", "-"): value for name, value in changes.items()}
    return {name: value for name, value in values.items() if value is not None}


def edit(client, survey, **changes):
    return client.post(reverse("surveys:survey-edit", args=[survey.pk]), filled(survey, **changes))


def test_a_manager_makes_a_draft_from_a_template(manager, manager_client):
    page = manager_client.get("/surveys/new/?kind=relationship").content.decode()
    assert re.search(r'value="relationship"[^>]* checked', page)

    led = manager_client.post("/surveys/new/", {"name": "Autumn", "kind": "relationship", "languages": ["sv"]})
    survey = Survey.objects.get()
    assert led["Location"] == f"/surveys/{survey.pk}/"
    assert (survey.name, survey.kind, survey.created_by) == ("Autumn", "relationship", manager)
    assert survey.draft["languages"] == ["sv"]


def test_a_survey_without_name_or_language_is_not_made(manager_client):
    page = manager_client.post("/surveys/new/", {"name": "", "kind": "exit"})
    assert page.status_code == 200
    assert page.content.decode().count('aria-invalid="true"') >= 1
    assert not Survey.objects.exists()


def test_reasons_wordings_and_help_links_are_edited_per_language(manager_client, draft):
    led = edit(
        manager_client,
        draft,
        reasons=["billing", "features"],
        text__billing__sv="Räkningen stämde inte",
        prompt__billing__en="Which invoice?",
        help__billing="https://company.example/billing",
        question__reason__en="Why are you leaving?",
    )
    assert led.status_code == 302

    draft.refresh_from_db()
    reason = draft.draft["questions"][0]
    options = {option["key"]: option for option in reason["options"]}
    assert reason["text"]["en"] == "Why are you leaving?"
    assert list(options) == ["features", "billing", "other"]
    assert options["billing"]["reason"] == "billing"
    assert options["billing"]["text"]["sv"] == "Räkningen stämde inte"
    assert options["billing"]["prompt"]["en"] == "Which invoice?"
    assert draft.draft["help_links"] == {"billing": "https://company.example/billing"}


def test_the_name_is_changed_until_the_first_launch_only(manager_client, draft):
    edit(manager_client, draft, name="Leavers")
    draft.refresh_from_db()
    assert draft.name == "Leavers"
    launch_survey(draft)
    save_draft(draft, draft.draft, name="Other")
    manager_client.post(f"/surveys/{draft.pk}/edit/", {**filled(draft), "name": "Another"})
    draft.refresh_from_db()
    assert draft.name == "Leavers"


def test_saving_without_a_change_changes_nothing(manager_client):
    survey = make_survey()
    edit(manager_client, survey)
    survey.refresh_from_db()
    assert survey.draft == survey.current_version.document


def test_more_than_seven_reasons_are_refused_and_nothing_typed_is_lost(manager_client, draft):
    before = draft.draft
    reasons = list(templates.REASON_WORDS)[:8]
    page = edit(manager_client, draft, reasons=reasons, question__why__en="Tell us").content.decode()
    assert "at most 7 reasons; 8 are chosen" in page
    assert "Tell us" in page
    draft.refresh_from_db()
    assert draft.draft == before


def test_no_reason_at_all_is_refused(manager_client, draft):
    page = edit(manager_client, draft, reasons=None)
    assert "at least one reason" in page.content.decode()


def test_a_relationship_survey_has_its_questions_to_word(manager_client):
    survey = make_survey(Survey.Kind.RELATIONSHIP)
    edit(manager_client, survey, question__score__en="Would you recommend us?")
    survey.refresh_from_db()
    assert survey.draft["questions"][0]["text"]["en"] == "Would you recommend us?"


def test_launch_pause_resume_and_close_from_the_page(manager_client, draft):
    for step, status in [("launch", "active"), ("pause", "paused"), ("resume", "active"), ("close", "closed")]:
        led = manager_client.post(f"/surveys/{draft.pk}/{step}/")
        assert led["Location"] == f"/surveys/{draft.pk}/"
        draft.refresh_from_db()
        assert draft.status == status


def test_a_closed_survey_is_neither_edited_nor_launched(manager_client, draft):
    close_survey(draft)
    assert manager_client.get(f"/surveys/{draft.pk}/edit/").status_code == 302
    assert edit(manager_client, draft, question__why__en="Tell us").status_code == 302
    manager_client.post(f"/surveys/{draft.pk}/launch/")
    draft.refresh_from_db()
    assert draft.is_closed
    assert draft.draft["questions"][1]["text"]["en"] != "Tell us"


@pytest.mark.parametrize("name", ["edit", "launch", "pause", "resume", "close"])
def test_only_those_who_may_edit_change_a_survey(agent_client, draft, name):
    address = reverse(f"surveys:survey-{name}", args=[draft.pk])
    assert agent_client.post(address).status_code == 403
    assert Client().post(address)["Location"].startswith("/accounts/login/")
    draft.refresh_from_db()
    assert draft.is_draft


@pytest.mark.parametrize("name", ["launch", "pause", "resume", "close"])
def test_following_a_link_changes_no_survey(manager_client, draft, name):
    assert manager_client.get(reverse(f"surveys:survey-{name}", args=[draft.pk])).status_code == 405
