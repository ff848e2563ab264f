"""When a response needs a person: small rules, each with an example, and what follows from them."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal

from analysis.followups.models import FollowUp

Cause, Priority = FollowUp.Cause, FollowUp.Priority
HIGHEST_DETRACTOR = 6
REASONS_FOR_A_PERSON = frozenset({"support", "billing"})


@dataclass(frozen=True)
class Heard:
    """What the rules know of one response. `high_from`: revenue a month from which an account counts as high."""

    asks_for_reply: bool = False
    score: int | None = None  # 0-10, would recommend
    revenue: Decimal | None = None
    high_from: Decimal | None = None
    reasons: frozenset[str] = frozenset()  # ticked or said


def asked_for_reply(heard: Heard) -> bool:
    """The customer allowed "reply to me about this": Heard(asks_for_reply=True)."""
    return heard.asks_for_reply


def is_detractor(heard: Heard) -> bool:
    """A score from 0 to 6: Heard(score=6), not Heard(score=7)."""
    return heard.score is not None and heard.score <= HIGHEST_DETRACTOR


def has_high_revenue(heard: Heard) -> bool:
    """The account is among the dearest: Heard(revenue=900, high_from=900)."""
    return heard.revenue is not None and heard.high_from is not None and heard.revenue >= heard.high_from


def names_support_or_billing(heard: Heard) -> bool:
    """Something that a person can put right: Heard(reasons={"billing"}), not Heard(reasons={"pricing"})."""
    return bool(heard.reasons & REASONS_FOR_A_PERSON)


@dataclass(frozen=True)
class Rule:
    """One cause of a follow-up: how urgent it makes it, and within how many hours somebody should act."""

    cause: FollowUp.Cause
    applies: Callable[[Heard], bool]
    priority: FollowUp.Priority
    hours: int


RULES = (
    Rule(Cause.ASKED_FOR_REPLY, asked_for_reply, Priority.NORMAL, hours=24),
    Rule(Cause.HIGH_REVENUE, has_high_revenue, Priority.HIGH, hours=24),
    Rule(Cause.DETRACTOR, is_detractor, Priority.NORMAL, hours=72),
    Rule(Cause.REASON, names_support_or_billing, Priority.LOW, hours=72),
)


def find_causes(heard: Heard) -> list[FollowUp.Cause]:
    """The causes, in the order of RULES, why this response needs a person; none: it does not."""
    return [rule.cause for rule in RULES if rule.applies(heard)]


def priority_of(causes: Iterable[str]) -> FollowUp.Priority:
    """The most urgent priority among the causes."""
    return min(rule.priority for rule in RULES if rule.cause in set(causes))


def due_at(causes: Iterable[str], *, opened_at: dt.datetime) -> dt.datetime:
    """When the most pressing of the causes wants somebody to have acted."""
    hours = min(rule.hours for rule in RULES if rule.cause in set(causes))
    return opened_at + dt.timedelta(hours=hours)
