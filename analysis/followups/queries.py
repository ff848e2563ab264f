"""Reads for people: the desk's lists, one follow-up with what is known around it, one customer as a whole."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Exists, F, OuterRef, Q

from analysis.followups.clock import time_left
from analysis.followups.models import FollowUp, FollowUpQuerySet
from analysis.reasons.models import ReasonTag
from analysis.reasons.queries import ShownResponse, show_response, with_answers
from surveys.company.models import Company
from surveys.customers.models import Account, AccountQuerySet, Cancellation, Customer, Touchpoint
from surveys.invitations.models import Invitation
from surveys.letters.models import Letter
from surveys.responses.models import Answer, SurveyResponse

TABS = ("mine", "unassigned", "overdue", "open", "closed")
WORDS_SHOWN = 90
FEW = 5


@dataclass(frozen=True)
class Figures:
    """Plan and revenue as frozen at the ending, or at the answer where nothing ended."""

    plan: str
    mrr: Decimal | None
    currency: str
    tenure_months: int | None


@dataclass(frozen=True)
class DeskRow:
    """One follow-up as a line of the desk."""

    follow_up: FollowUp
    figures: Figures
    reasons: list[str]
    words: str
    time_left: str
    is_overdue: bool


@dataclass(frozen=True)
class CustomerFacts:
    """What stands beside a follow-up or an answer about the customer behind it."""

    customer: Customer
    account: Account  # with `status`
    touchpoints: list[Touchpoint]
    earlier: list[ShownResponse]


@dataclass(frozen=True)
class CustomerHistory:
    """Everything about one customer, newest first."""

    account: Account  # with `status`
    cancellations: list[Cancellation]
    touchpoints: list[Touchpoint]
    letters: list[Letter]
    invitations: list[Invitation]
    responses: list[ShownResponse]
    follow_ups: list[FollowUp]


def condition_of(tab: str, *, user_id: int, at: dt.datetime) -> Q:
    """Which follow-ups stand under a tab of the desk."""
    is_open = Q(closed_at=None)
    return {
        "mine": is_open & Q(assignee=user_id),
        "unassigned": is_open & Q(assignee=None),
        "overdue": is_open & Q(due_at__lt=at),
        "open": is_open,
        "closed": ~is_open,
    }[tab]


def desk_counts(*, user_id: int, at: dt.datetime) -> dict[str, int]:
    """{tab: how many}, in one query."""
    counts = {tab: Count("pk", filter=condition_of(tab, user_id=user_id, at=at)) for tab in TABS}
    return FollowUp.objects.aggregate(**counts)


def desk_list(tab: str, *, user_id: int, at: dt.datetime, search: str = "") -> FollowUpQuerySet:
    """The follow-ups of a tab, most urgent first (closed ones: last closed first), with all that desk_row needs."""
    follow_ups = FollowUp.objects.filter(condition_of(tab, user_id=user_id, at=at))
    if search:
        said = Answer.objects.filter(response=OuterRef("response"), verbatim__icontains=search)
        follow_ups = follow_ups.filter(
            Q(customer__name__icontains=search)
            | Q(customer__external_id__iexact=search)
            | Q(customer__email__icontains=search)
            | Q(customer__account__name__icontains=search)
            | Exists(said)
        )
    related = ("customer__account", "cancellation", "assignee", "response")
    order = ("-closed_at", "-pk") if tab == "closed" else ("priority", "due_at", "pk")
    tags = ("response__answers", "response__reason_tags")
    return follow_ups.select_related(*related).prefetch_related(*tags).order_by(*order)


def desk_row(follow_up: FollowUp, *, at: dt.datetime) -> DeskRow:
    """Put a line of the desk together; runs no query after desk_list."""
    response = follow_up.response
    tags = [tag for tag in response.reason_tags.all() if tag.state != ReasonTag.State.REJECTED]
    words = max((answer.verbatim for answer in response.answers.all()), key=len, default="")
    return DeskRow(
        follow_up=follow_up,
        figures=figures_of(response, follow_up.cancellation),
        reasons=list(dict.fromkeys(tag.reason_id for tag in tags)),
        words=" ".join(words.split())[:WORDS_SHOWN],
        time_left=time_left(follow_up.due_at, at=at),
        is_overdue=follow_up.is_open and follow_up.due_at < at,
    )


def figures_of(response: SurveyResponse, cancellation: Cancellation | None) -> Figures:
    frozen = cancellation or response
    return Figures(frozen.plan, frozen.mrr, frozen.currency, frozen.tenure_months)


def customer_facts(response: SurveyResponse, *, language: str) -> CustomerFacts:
    """The customer in short: the account today, the last touchpoints, and the answers given before this one."""
    account = account_today(response.customer.account_id)
    earlier = with_answers(SurveyResponse.objects.settled()).filter(
        customer__account=account, answered_on__lte=response.answered_on
    )
    others = earlier.exclude(pk=response.pk).order_by("-answered_on", "-pk")[:FEW]
    return CustomerFacts(
        customer=response.customer,
        account=account,
        touchpoints=list(account.touchpoints.all()[:FEW]),
        earlier=[show_response(other, language=language) for other in others],
    )


def account_today(pk: int) -> Account:
    """The account with its `status` on the company's day."""
    accounts: AccountQuerySet = Account.objects.select_related("owner")
    return accounts.with_status(on=Company.current().today()).get(pk=pk)


def customer_history(customer: Customer, *, language: str) -> CustomerHistory:
    """Everything about a customer and the account that pays for them; twelve queries or so, however long it is."""
    account = account_today(customer.account_id)
    responses = with_answers(customer.responses.all()).order_by("-answered_on", "-pk")
    return CustomerHistory(
        account=account,
        cancellations=list(
            account.cancellations.select_related("verified_reason").order_by(F("ended_on").desc(nulls_last=True), "-pk")
        ),
        touchpoints=list(account.touchpoints.all()),
        letters=list(customer.letters.order_by("-pk")),
        invitations=list(customer.invitations.select_related("survey", "letter").order_by("-pk")),
        responses=[show_response(response, language=language) for response in responses],
        follow_ups=list(customer.follow_ups.select_related("assignee").order_by("-pk")),
    )
