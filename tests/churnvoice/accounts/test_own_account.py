"""A colleague's own name and language."""

from django.test import Client
from django.urls import reverse

from churnvoice.accounts.models import User


def test_a_colleague_changes_name_and_language(agent: User, agent_client: Client):
    agent_client.post(reverse("accounts:own-account"), {"name": "Another Name", "language": "sv"})
    agent.refresh_from_db()
    assert (agent.name, agent.language) == ("Another Name", "sv")


def test_nobody_gives_themselves_another_role(agent: User, agent_client: Client):
    agent_client.post(
        reverse("accounts:own-account"), {"name": "A", "language": "", "role": "administrator", "email": "a@b.example"}
    )
    agent.refresh_from_db()
    assert (agent.name, agent.role) == ("A", "agent")


def test_the_chosen_language_goes_before_the_browsers(agent: User, agent_client: Client):
    page = reverse("accounts:roles")
    assert '<html lang="en"' in agent_client.get(page, headers={"Accept-Language": "en"}).content.decode()
    answer = agent_client.post(reverse("accounts:language"), {"language": "sv", "next": page})
    assert answer["Location"] == page
    assert '<html lang="sv"' in agent_client.get(page, headers={"Accept-Language": "en"}).content.decode()
    agent_client.post(reverse("accounts:language"), {"language": ""})
    assert '<html lang="en"' in agent_client.get(page, headers={"Accept-Language": "en"}).content.decode()


def test_a_language_that_is_not_spoken_is_refused(agent: User, agent_client: Client):
    assert agent_client.post(reverse("accounts:language"), {"language": "xx"}).status_code == 400
    agent.refresh_from_db()
    assert agent.language == ""


def test_choosing_a_language_leads_nowhere_else(agent_client: Client):
    answer = agent_client.post(reverse("accounts:language"), {"language": "sv", "next": "https://elsewhere.example/"})
    assert answer["Location"] == reverse("home")
