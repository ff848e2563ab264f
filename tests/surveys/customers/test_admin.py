import pytest

from tests.factories import make_cancellation

pytestmark = pytest.mark.django_db


def test_support_corrects_the_kind_of_an_ending_and_never_its_figures(administrator_client):
    ending = make_cancellation()
    changed = {"account": ending.account_id, "kind": "deceased", "plan": "Free", "mrr": "0", "ended_on": "2020-01-01"}
    answer = administrator_client.post(f"/admin/surveys/cancellation/{ending.pk}/change/", changed)
    assert answer.status_code == 302
    before, ended_on = (ending.plan, ending.mrr), ending.ended_on
    ending.refresh_from_db()
    assert ending.kind == "deceased"
    assert ((ending.plan, ending.mrr), ending.ended_on) == (before, ended_on)
