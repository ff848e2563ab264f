import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from surveys.invitations.models import Invitation
from surveys.responses.submission import submission_id
from tests.factories import make_invitation

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("company")]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    answers=st.dictionaries(
        st.sampled_from(["reason", "why", "return", "permissions", "go-to"]),
        st.text(max_size=40) | st.sampled_from(["pricing", "7", "reply", "back", "skip", "next"]),
    ),
    step=st.integers(0, 4),
    query=st.dictionaries(st.sampled_from(["lang", "score", "step"]), st.text(max_size=10)),
)
def test_whatever_is_posted_is_answered_with_a_page(answers, step, query):
    invitation = Invitation.objects.first() or make_invitation()
    sent = {**answers, "submission-id": submission_id(invitation)}
    address = f"/r/{invitation.token}/{step}/"
    assert Client().post(address, sent, query_params=query).status_code in (200, 303)
    assert Client().get(address, query).status_code == 200


@pytest.mark.parametrize("token", ["%00", "a%00b", "%ff%fe", "x" * 500, "..%2f", "å"])
def test_no_token_is_strange_enough_to_break_the_page(token):
    assert Client().get(f"/r/{token}/").status_code == 404
