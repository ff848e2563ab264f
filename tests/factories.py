"""Plain functions that make a row with good defaults; name what the test is about and leave the rest."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from itertools import count
from typing import Any

from django.utils import timezone

from analysis.followups.models import FollowUp
from analysis.followups.services import run_waiting_rules
from analysis.reasons.services import read_waiting_responses
from churnvoice.accounts.models import User
from churnvoice.accounts.permissions import Role
from surveys.company.models import Company
from surveys.customers.models import Account, Cancellation, Customer
from surveys.invitations.models import Invitation
from surveys.questionnaires.document import OTHER
from surveys.questionnaires.models import Survey
from surveys.questionnaires.services import create_survey, launch_survey, save_draft
from surveys.questionnaires.templates import DEFAULT_REASONS, exit_document
from surveys.responses.models import SurveyResponse
from surveys.responses.services import save_answers, submit_response

numbers = count(1)


def complete_company(**fields: Any) -> Company:
    """The company row with every field filled that a letter needs."""
    company, _created = Company.objects.update_or_create(
        pk=1,
        defaults={
            "name": "Example Subscriptions",
            "postal_address": "1 Example Street, Exampletown",
            "sender_name": "Example Subscriptions",
            "sender_email": "surveys@company.example",
            "reply_to_email": "hello@company.example",
            "privacy_text": {"en": "We ask to learn why you left.", "sv": "Vi frågar för att lära oss varför."},
            "reporting_currency": "SEK",
            "time_zone": "Europe/Stockholm",
            "languages": ["en", "sv"],
            **fields,
        },
    )
    return company


def make_user(role: Role = Role.AGENT, **fields: Any) -> User:
    number = next(numbers)
    user = User.objects.create_user(
        **{"email": f"{role}{number}@company.example", "name": f"{role.label} {number}", "role": role, **fields}
    )
    user.emailaddress_set.create(email=user.email, verified=True, primary=True)
    return user


def make_account(**fields: Any) -> Account:
    number = next(numbers)
    return Account.objects.create(
        **{
            "external_id": f"account-{number}",
            "name": f"Account {number}",
            "plan": "Pro",
            "mrr": Decimal("100"),
            "currency": "SEK",
            "signed_up_on": dt.date(2025, 1, 15),
            **fields,
        }
    )


def make_customer(*, account: Account | None = None, **fields: Any) -> Customer:
    number = next(numbers)
    return Customer.objects.create(
        **{
            "account": account or make_account(),
            "external_id": f"customer-{number}",
            "email": f"customer-{number}@customers.example",
            "name": f"Customer {number}",
            "language": "en",
            **fields,
        }
    )


def make_cancellation(*, customer: Customer | None = None, **fields: Any) -> Cancellation:
    """An ending of yesterday, with the account's figures frozen."""
    account = fields.pop("account", None) or (customer or make_customer()).account
    asked_at = fields.pop("asked_at", timezone.now() - dt.timedelta(days=1))
    return Cancellation.objects.create(
        **{
            "account": account,
            "external_id": f"cancellation-{next(numbers)}",
            "kind": Cancellation.Kind.CANCELLED,
            "asked_at": asked_at,
            "ended_on": asked_at.date() if asked_at else None,
            "plan": account.plan,
            "mrr": account.mrr,
            "currency": account.currency,
            "tenure_months": 12,
            **fields,
        }
    )


def make_survey(kind: Survey.Kind = Survey.Kind.EXIT, *, reasons: Sequence[str] = (), **fields: Any) -> Survey:
    """A launched survey from the built-in template, in both languages; `reasons` are those an exit survey offers."""
    survey = create_survey(**{"name": f"Survey {next(numbers)}", "kind": kind, "languages": ["en", "sv"], **fields})
    if reasons:
        save_draft(survey, exit_document(["en", "sv"], reasons=reasons))
    launch_survey(survey)
    return survey


def make_invitation(*, survey: Survey | None = None, customer: Customer | None = None, **fields: Any) -> Invitation:
    survey = survey or make_survey()
    cancellation = fields.pop("cancellation", None)
    if customer is None:
        customer = cancellation.account.customers.first() if cancellation else make_customer()
    if cancellation is None and survey.kind == Survey.Kind.EXIT:
        cancellation = make_cancellation(customer=customer)
    return Invitation.objects.create(
        **{
            "survey": survey,
            "version": survey.current_version,
            "customer": customer,
            "cancellation": cancellation,
            "occasion": f"cancellation:{cancellation.pk}" if cancellation else "2026-11",
            "language": "en",
            "created_on": timezone.now().date(),
            **fields,
        }
    )


def make_response(
    invitation: Invitation | None = None,
    *,
    ticked: str | None = "pricing",
    words: str = "",
    score: int | None = None,
    returns: int | None = None,
    permissions: Sequence[str] = (),
    submitted: bool = True,
) -> SurveyResponse:
    """What a customer answered: an exit survey takes `ticked` and `returns`, a relationship survey takes `score`.

    Without an invitation a score makes a relationship survey; a reason outside the usual seven, one that offers it.
    """
    if invitation is None and score is not None:
        invitation = make_invitation(survey=make_survey(Survey.Kind.RELATIONSHIP))
    elif invitation is None:
        is_offered = ticked in (None, OTHER, *DEFAULT_REASONS)
        invitation = make_invitation(survey=make_survey(reasons=() if is_offered else [*DEFAULT_REASONS[:6], ticked]))
    answers: dict[str, Any] = {"why": words, "permissions": permissions}
    if invitation.survey.kind == Survey.Kind.EXIT:
        answers |= {"reason": ticked, "return": returns}
    if score is not None:
        answers["score"] = score
    response = save_answers(invitation, answers, language=invitation.language, shown={})
    if submitted:
        submit_response(response)
    return response


def make_follow_up(response: SurveyResponse | None = None, **fields: Any) -> FollowUp:
    """The follow-up that the rules open for a response: by default one that asks for a reply about a complaint."""
    response = response or make_response(words="It is far too expensive.", permissions=["reply"])
    read_waiting_responses()
    run_waiting_rules()
    FollowUp.objects.filter(response=response).update(**fields)
    return FollowUp.objects.get(response=response)
