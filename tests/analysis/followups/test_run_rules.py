"""Opening follow-ups: once per response whatever runs at once, extended while open, never reopened."""

import datetime as dt
import threading
from decimal import Decimal

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from analysis.followups import services
from analysis.followups.models import FollowUp, RuleRun
from analysis.reasons.services import decide_tag, read_waiting_responses
from surveys.customers.models import Customer, Touchpoint
from surveys.letters.models import Suppression
from tests.factories import make_account, make_customer, make_follow_up, make_invitation, make_response, make_survey

Cause = FollowUp.Cause


def run(response):
    services.run_rules([response.pk])
    return FollowUp.objects.filter(response=response).first()


@pytest.mark.django_db
class TestOpening:
    def test_a_submitted_response_waits_for_the_rules(self):
        response = make_response()
        assert response.rule_run.is_waiting

    def test_one_who_asked_for_a_reply_gets_one_within_a_day(self):
        response = make_response(permissions=["reply"])
        follow_up = run(response)
        assert follow_up.causes == [Cause.ASKED_FOR_REPLY]
        assert follow_up.may_reply
        assert follow_up.due_at - follow_up.opened_at == dt.timedelta(hours=24)
        assert follow_up.cancellation == response.cancellation
        assert not RuleRun.objects.filter(is_waiting=True).exists()

    def test_a_response_that_needs_nobody_opens_nothing(self):
        assert run(make_response(ticked="pricing", permissions=["quote"])) is None

    def test_a_low_score_opens_an_internal_follow_up(self):
        follow_up = run(make_response(score=2))
        assert follow_up.causes == [Cause.DETRACTOR]
        assert not follow_up.may_reply

    def test_a_leaver_unlikely_to_return_is_no_detractor(self):
        assert run(make_response(returns=0)) is None

    def test_high_revenue_is_of_high_priority(self):
        for amount in range(20):
            make_account(mrr=Decimal(amount))
        customer = make_customer(account=make_account(mrr=Decimal(1000)))
        follow_up = run(make_response(make_invitation(customer=customer)))
        assert follow_up.causes == [Cause.HIGH_REVENUE]
        assert follow_up.priority == FollowUp.Priority.HIGH

    def test_support_in_the_words_opens_one_once_they_are_read(self):
        response = make_response(words="Nobody in support ever answered my mails.")
        assert run(response) is None
        read_waiting_responses()
        assert run(response).causes == [Cause.REASON]

    def test_a_rejected_reason_opens_nothing(self, agent):
        response = make_response(words="Nobody in support ever answered my mails.")
        read_waiting_responses()
        decide_tag(response, reason="support", confirmed=False, by=agent)
        assert run(response) is None

    def test_do_not_contact_is_about_surveys_and_leaves_the_permission_standing(self):
        response = make_response(permissions=["reply"])
        Customer.objects.update(do_not_contact=True)
        assert run(response).may_reply

    def test_a_suppressed_or_missing_address_makes_it_internal(self):
        suppressed, erased = make_response(permissions=["reply"]), make_response(permissions=["reply"])
        Suppression.objects.create(email=suppressed.customer.email, cause=Suppression.Cause.BOUNCED)
        Customer.objects.filter(pk=erased.customer_id).update(email="")
        assert not run(suppressed).may_reply
        assert not run(erased).may_reply

    def test_the_accounts_owner_is_the_assignee_if_active(self, agent, manager):
        owned = make_customer(account=make_account(owner=agent))
        manager.is_active = False
        manager.save()
        orphaned = make_customer(account=make_account(owner=manager))
        survey = make_survey()
        for customer in (owned, orphaned):
            make_response(make_invitation(survey=survey, customer=customer), permissions=["reply"])
        services.run_waiting_rules()
        assert FollowUp.objects.get(customer=owned).assignee == agent
        assert FollowUp.objects.get(customer=orphaned).assignee is None


@pytest.mark.django_db
class TestRunningAgain:
    def test_running_twice_opens_one(self):
        response = make_response(permissions=["reply"])
        run(response)
        RuleRun.objects.update(is_waiting=True, next_attempt_at=timezone.now(), attempts=0)
        run(response)
        assert FollowUp.objects.count() == 1

    def test_reasons_found_later_add_a_cause_to_an_open_follow_up(self):
        response = make_response(words="Nobody in support ever answered my mails.", permissions=["reply"])
        before = run(response)
        read_waiting_responses()
        after = run(response)
        assert after.pk == before.pk
        assert after.causes == [Cause.ASKED_FOR_REPLY, Cause.REASON]
        assert (after.priority, after.due_at) == (before.priority, before.due_at)

    def test_a_closed_follow_up_is_neither_changed_nor_reopened(self, agent):
        response = make_response(words="Nobody in support ever answered my mails.", permissions=["reply"])
        services.close_follow_up(run(response), outcome=FollowUp.Outcome.LOST, by=agent)
        read_waiting_responses()
        after = run(response)
        assert after.causes == [Cause.ASKED_FOR_REPLY]
        assert not after.is_open

    def test_the_sweep_runs_what_a_lost_message_left(self):
        make_response(permissions=["reply"])
        assert services.run_waiting_rules() == 1
        assert services.run_waiting_rules() == 0

    def test_the_sweep_finds_its_rows_by_the_partial_index(self):
        make_response()
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
            plan = RuleRun.objects.waiting(at=timezone.now()).order_by("next_attempt_at").explain()
        assert "rule_runs_waiting" in plan

    def test_the_number_of_queries_does_not_grow_with_the_batch(self):
        survey = make_survey()

        def queries_for(count):
            for _ in range(count):
                make_response(make_invitation(survey=survey), permissions=["reply"])
            with CaptureQueriesContext(connection) as queries:
                assert services.run_waiting_rules() == count
            return len(queries)

        queries_for(1)
        assert queries_for(12) == queries_for(3)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_rules_running_at_once_open_one_follow_up():
    response = make_response(permissions=["reply"])
    start = threading.Barrier(4)

    def run_together():
        try:
            start.wait(timeout=30)
            services.run_rules([response.pk])
        finally:
            connection.close()

    threads = [threading.Thread(target=run_together) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert FollowUp.objects.filter(response=response).count() == 1
    assert not RuleRun.objects.get().is_waiting


@pytest.mark.django_db
def test_closing_records_a_touchpoint_and_keeps_the_first_outcome(agent):
    follow_up = make_follow_up()
    assert services.close_follow_up(follow_up, outcome=FollowUp.Outcome.SAVED, by=agent)
    assert not services.close_follow_up(follow_up, outcome=FollowUp.Outcome.LOST, by=agent)
    follow_up.refresh_from_db()
    assert (follow_up.outcome, follow_up.closed_by) == ("saved", agent)
    touchpoint = Touchpoint.objects.get()
    assert (touchpoint.kind, touchpoint.account) == ("follow_up_closed", follow_up.customer.account)
