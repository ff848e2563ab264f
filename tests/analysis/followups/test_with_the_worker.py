"""The whole stage through a real worker, broker and mail server: an answer becomes a reply in the customer's inbox."""

import re
import time

import pytest
from django.urls import reverse

from analysis.followups.models import FollowUp
from analysis.followups.services import tell_assignees
from analysis.reasons.models import Reading
from tests.conftest import client_of
from tests.factories import make_account, make_customer, make_invitation, make_response

pytestmark = [pytest.mark.django_db(transaction=True, serialized_rollback=True), pytest.mark.slow]


def eventually(find, *, seconds=60):
    """What `find` gives as soon as it gives something; fails when that takes too long."""
    deadline = time.monotonic() + seconds
    while not (found := find()):
        assert time.monotonic() < deadline, "nothing happened in time"
        time.sleep(0.1)
    return found


def test_an_answer_is_read_told_about_and_replied_to(
    django_db_serialized_rollback, company, agent, worker, smtp_server
):
    customer = make_customer(account=make_account(owner=agent))
    response = make_response(
        make_invitation(customer=customer),
        words="Nobody in support ever answered my mails.",
        permissions=["reply"],
    )
    eventually(lambda: Reading.objects.filter(response=response, state=Reading.State.READ).exists())
    follow_up = eventually(lambda: FollowUp.objects.filter(response=response, causes__contains=["reason"]).first())
    assert follow_up.assignee == agent

    tell_assignees()
    (alert,) = eventually(lambda: smtp_server.letters_to(agent.email))
    text = alert.get_body(("plain",)).get_content()
    assert "Nobody in support ever answered my mails." in text
    path = re.search(r"/follow-ups/\d+/", text).group()

    client = client_of(agent)
    page = client.get(path)
    press = {
        "reply-words": "I am sorry that nobody answered. I have your mails before me.",
        "reply-key": page.context["reply_form"]["key"].value(),
        "reply-outcome": "won_back",
        "reply-close": "1",
    }
    assert client.post(f"{path}reply/", press).url == reverse("analysis:desk")
    (reply,) = eventually(lambda: smtp_server.letters_to(customer.email))
    assert agent.email in reply["Reply-To"]
    assert "I have your mails before me." in reply.get_body(("plain",)).get_content()
    follow_up.refresh_from_db()
    assert follow_up.outcome == "won_back"
