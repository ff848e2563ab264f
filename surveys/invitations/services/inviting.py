"""Invites many people: an invitation and its letter together, in chunks, as often as you like without doubling one."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass, replace
from typing import Any

import structlog
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from surveys.company.models import Company
from surveys.customers.models import Cancellation, Customer
from surveys.invitations.causes import OLDER, RECENT, InvitationCount, count_of, people_with_cause
from surveys.invitations.models import Invitation, InvitationRound
from surveys.letters.models import Letter
from surveys.letters.services import NewLetter, queue_letters
from surveys.questionnaires.models import Survey, SurveyVersion

log = structlog.get_logger(__name__)

CHUNK = 500
OPEN_FOR = dt.timedelta(days=60)


class SurveyNotActive(Exception):
    """Only a launched survey that is neither paused nor closed asks anybody."""


@dataclass(frozen=True)
class Asking:
    """What every invitation of one go has in common."""

    version: SurveyVersion
    company: Company
    at: dt.datetime
    round: InvitationRound | None

    def language_for(self, customer: Customer) -> str:
        """The customer's where the survey is written in it, else the company's, else the survey's first."""
        written = self.version.questions.languages
        wishes = (customer.language[:2].lower(), self.company.default_language, written[0])
        return next(language for language in wishes if language in written)


def invite_leavers(
    survey: Survey,
    cancellations: QuerySet[Cancellation],
    *,
    include_older: bool = False,
    by: Any = None,
    round: InvitationRound | None = None,
) -> InvitationCount:
    """Ask one customer for each of these cancellations, where that may be done; who is left out is counted by cause.

    Cancellations older than 30 days or of an unknown day are asked only with `include_older`.
    Raises SurveyNotActive, and ValueError for a survey that is not an exit survey.
    """
    if survey.kind != Survey.Kind.EXIT:
        raise ValueError(f"{survey} is not an exit survey")
    return invite(survey, cancellations, occasion="", include_older=include_older, by=by, round=round)


def invite_customers(
    survey: Survey,
    customers: QuerySet[Customer],
    *,
    occasion: str,
    by: Any = None,
    round: InvitationRound | None = None,
) -> InvitationCount:
    """Ask these customers once for this occasion (`2027-01`), where that may be done.

    Raises SurveyNotActive, and ValueError for a survey that is not a relationship survey.
    """
    if survey.kind != Survey.Kind.RELATIONSHIP:
        raise ValueError(f"{survey} is not a relationship survey")
    return invite(survey, customers, occasion=occasion, include_older=False, by=by, round=round)


def invite(
    survey: Survey,
    people: QuerySet[Any],
    *,
    occasion: str,
    include_older: bool,
    by: Any,
    round: InvitationRound | None,
) -> InvitationCount:
    version = survey.versions.order_by("-number").first()
    if version is None or not survey.takes_answers:
        raise SurveyNotActive(survey.name)
    asking = Asking(version, Company.current(), timezone.now(), round)
    rows = list(people_with_cause(survey, people, occasion=occasion, today=asking.company.day_of(asking.at)))
    count = count_of(Counter(row["cause"] for row in rows), include_older=include_older)
    asked = [row for row in rows if row["cause"] == RECENT or (include_older and row["cause"] == OLDER)]
    # Only exit surveys have an occasion of their own for each row: the cancellation.
    wanted = [
        (row["asked_id"], None if occasion else row["pk"], occasion or f"cancellation:{row['pk']}") for row in asked
    ]
    invited = sum(invite_chunk(asking, wanted[start : start + CHUNK]) for start in range(0, len(wanted), CHUNK))
    log.info("customers invited", survey=survey.pk, invited=invited, by=by and by.pk)
    return replace(count, invited=invited)


def invite_chunk(asking: Asking, wanted: list[tuple[int, int | None, str]]) -> int:
    """Write invitations and letters for (customer, cancellation, occasion); how many were not there before."""
    with transaction.atomic():
        customers = Customer.objects.in_bulk([customer for customer, _cancellation, _occasion in wanted])
        wanted = [row for row in wanted if row[0] in customers]
        survey_id = asking.version.survey_id
        letters = queue_letters(
            [
                NewLetter(
                    purpose=Letter.Purpose.INVITATION,
                    recipient=customers[customer].email,
                    unique_key=f"invitation:{survey_id}:{customer}:{occasion}",
                    customer=customers[customer],
                )
                for customer, _cancellation, occasion in wanted
            ]
        )
        invitations = [
            Invitation(
                survey_id=survey_id,
                version=asking.version,
                customer=customers[customer],
                cancellation_id=cancellation,
                occasion=occasion,
                language=asking.language_for(customers[customer]),
                letter=letter,
                round=asking.round,
                created_on=asking.company.day_of(asking.at),
                expires_at=asking.at + OPEN_FOR,
            )
            for (customer, cancellation, occasion), letter in zip(wanted, letters, strict=True)
        ]
        # Somebody else may be inviting the same people: the constraint lets one of us win, row by row.
        Invitation.objects.bulk_create(invitations, ignore_conflicts=True)
        if asking.round:
            asking.round.renew_lease()
        return Invitation.objects.filter(token__in=[invitation.token for invitation in invitations]).count()
