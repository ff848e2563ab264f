"""The customer's pages as tests open and send them."""

import re

from django.test import Client

from surveys.responses.steps import questions_in_order
from tests.factories import make_invitation, make_survey


def invitation_meeting(first: str, **fields):
    """An exit invitation whose holder meets that question first."""
    survey = make_survey()
    document = survey.current_version.questions
    token = next(t for t in map("token-{}".format, range(100)) if questions_in_order(document, t)[0].key == first)
    return make_invitation(survey=survey, token=token, **fields)


def page_of(invitation, step=1, **query):
    address = f"/r/{invitation.token}/" + (f"{step}/" if step > 1 else "")
    return Client().get(address, query)


def submission_on(response) -> str:
    return re.search(r'name="submission-id" value="([^"]+)"', response.content.decode()).group(1)


def post(invitation, step=1, *, go_to="next", lang="en", client=None, submission=None, **answers):
    address = f"/r/{invitation.token}/" + (f"{step}/" if step > 1 else "")
    submission = submission or submission_on(page_of(invitation, step))
    posted = {"submission-id": submission, "go-to": go_to, **answers}
    return (client or Client()).post(f"{address}?lang={lang}", posted)
