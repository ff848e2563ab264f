"""The rules, each with its example, and what follows from the causes."""

import datetime as dt
from decimal import Decimal

import pytest

from analysis.followups.models import FollowUp
from analysis.followups.rules import RULES, Heard, due_at, find_causes, priority_of

Cause, Priority = FollowUp.Cause, FollowUp.Priority
NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("heard", "causes"),
    [
        (Heard(), []),
        (Heard(asks_for_reply=True), [Cause.ASKED_FOR_REPLY]),
        (Heard(score=0), [Cause.DETRACTOR]),
        (Heard(score=6), [Cause.DETRACTOR]),
        (Heard(score=7), []),
        (Heard(revenue=Decimal(900), high_from=Decimal(900)), [Cause.HIGH_REVENUE]),
        (Heard(revenue=Decimal(899), high_from=Decimal(900)), []),
        (Heard(revenue=Decimal(900)), []),
        (Heard(reasons=frozenset({"support"})), [Cause.REASON]),
        (Heard(reasons=frozenset({"billing", "pricing"})), [Cause.REASON]),
        (Heard(reasons=frozenset({"pricing"})), []),
        (Heard(asks_for_reply=True, score=3), [Cause.ASKED_FOR_REPLY, Cause.DETRACTOR]),
    ],
)
def test_a_rule_applies_to_its_example(heard, causes):
    assert find_causes(heard) == causes


def test_every_rule_has_an_example_in_its_docstring():
    assert all("Heard(" in rule.applies.__doc__ for rule in RULES)
    assert {rule.cause for rule in RULES} == set(Cause)


def test_the_most_pressing_cause_decides_priority_and_due_time():
    assert priority_of([Cause.REASON, Cause.HIGH_REVENUE]) == Priority.HIGH
    assert priority_of([Cause.REASON]) == Priority.LOW
    assert due_at([Cause.DETRACTOR, Cause.ASKED_FOR_REPLY], opened_at=NOON) == NOON + dt.timedelta(hours=24)
    assert due_at([Cause.DETRACTOR], opened_at=NOON) == NOON + dt.timedelta(hours=72)
