"""Recorded strings: one row each, proposals, decisions saved with who and when, and the page for them."""

import pytest
from django.urls import reverse

from analysis.reasons import services
from analysis.reasons.models import RecordedReason, VerifiedReason
from tests.factories import make_cancellation

pytestmark = pytest.mark.django_db

PAGE = "analysis:recorded-reasons"


def record(*texts):
    for text in texts:
        make_cancellation(recorded_reason=text)


def test_each_distinct_string_gets_one_row_with_a_proposal():
    record("Too expensive", "Too expensive", "Competitor made an offer", "")
    assert services.collect_recorded_reasons() == 2
    assert services.collect_recorded_reasons() == 0
    row = RecordedReason.objects.get(text="Too expensive")
    assert (row.meaning, row.proposed_meaning, row.proposed_reason_id) == ("", "reason", "pricing")


def test_collecting_takes_two_queries_however_many_strings(django_assert_num_queries):
    record(*(f"string {number}" for number in range(20)))
    with django_assert_num_queries(2):
        services.collect_recorded_reasons()


def test_a_decision_is_saved_with_who_and_when(manager):
    row = RecordedReason.objects.create(text="Hm")
    services.decide_recorded_reason(row, meaning="reason", reason="quality", by=manager)
    row.refresh_from_db()
    assert (row.meaning, row.reason_id, row.decided_by) == ("reason", "quality", manager)
    assert row.decided_at


def test_proposals_are_accepted_where_nobody_has_decided(manager):
    record("Too expensive", "Don't know", "zzz")
    services.collect_recorded_reasons()
    decided = RecordedReason.objects.create(text="Mine", meaning="other", proposed_meaning="no_reason")
    assert services.accept_proposals(by=manager) == 2
    meanings = dict(RecordedReason.objects.values_list("text", "meaning"))
    assert meanings == {"Too expensive": "reason", "Don't know": "no_reason", "zzz": "", "Mine": "other"}
    decided.refresh_from_db()
    assert decided.decided_by is None


def test_the_page_shows_undecided_strings_first_with_counts_and_the_proposal_chosen(manager_client):
    record("Too expensive", "Competitor", "Competitor")
    services.collect_recorded_reasons()
    decided = RecordedReason.objects.get(text="Competitor")
    services.decide_recorded_reason(decided, meaning="reason", reason="competition", by=None)
    page = manager_client.get(reverse(PAGE))
    shown = [(one.recorded.text, one.cancellation_count, field.value()) for one, field in page.context["rows"]]
    assert shown == [("Too expensive", 1, "pricing"), ("Competitor", 2, "competition")]
    coverage = page.context["coverage"]
    assert (coverage.recorded_count, coverage.decided_count) == (3, 2)


def test_many_decisions_are_saved_at_once(manager, manager_client):
    one, two, three = (RecordedReason.objects.create(text=text) for text in ("a", "b", "c"))
    sent = {f"string-{one.pk}": "support", f"string-{two.pk}": "no_reason", f"string-{three.pk}": ""}
    answer = manager_client.post(reverse(PAGE), sent)
    assert answer.status_code == 302
    assert list(RecordedReason.objects.values_list("text", "meaning", "reason_id", "decided_by")) == [
        ("a", "reason", "support", manager.pk),
        ("b", "no_reason", None, manager.pk),
        ("c", "", None, None),
    ]


def test_a_decision_outside_the_list_is_refused_and_nothing_is_saved(manager_client):
    one, two = (RecordedReason.objects.create(text=text) for text in ("a", "b"))
    page = manager_client.post(reverse(PAGE), {f"string-{one.pk}": "weather", f"string-{two.pk}": "support"})
    assert "weather" in page.content.decode()
    assert not RecordedReason.objects.exclude(meaning="").exists()


def test_strings_are_collected_by_a_press_and_not_by_looking(manager_client):
    record("Too expensive")
    assert manager_client.get(reverse(PAGE)).status_code == 200
    assert not RecordedReason.objects.exists()
    assert manager_client.get(reverse("analysis:recorded-reasons-collect")).status_code == 405
    manager_client.post(reverse("analysis:recorded-reasons-collect"))
    assert RecordedReason.objects.count() == 1


def test_an_agent_may_not_map_recorded_reasons(agent_client):
    assert agent_client.get(reverse(PAGE)).status_code == 403
    assert agent_client.post(reverse("analysis:recorded-reasons-collect")).status_code == 403


def test_the_page_asks_as_many_questions_for_many_strings_as_for_few(manager_client, django_assert_max_num_queries):
    record(*(f"string {number}" for number in range(30)))
    services.collect_recorded_reasons()
    with django_assert_max_num_queries(12):
        manager_client.get(reverse(PAGE))


def test_staff_settle_on_one_reason_per_ending(agent, manager):
    ending = make_cancellation()
    services.verify_reason(ending, reason="pricing", by=agent)
    services.verify_reason(ending, reason="support", by=manager)
    verified = VerifiedReason.objects.get()
    assert (verified.reason_id, verified.settled_by) == ("support", manager)
