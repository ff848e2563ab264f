"""Whom a colleague chose to ask: a period, a segment or a list of ids, kept as a few words that a worker can follow."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.fields.json import KeyTextTransform

from surveys.customers.models import Cancellation, Customer
from surveys.questionnaires.models import Survey


def people_chosen(survey: Survey, who: Mapping[str, Any]) -> QuerySet[Any]:
    """The cancellations (exit survey) or customers (relationship survey) behind a stored choice.

    `who` is one of {by: "period", since, until} (days or None; without both, everyone who ever cancelled),
    {by: "segment", attribute, value}, {by: "ids", ids}.
    """
    rows: QuerySet[Any] = (Cancellation if survey.kind == Survey.Kind.EXIT else Customer).objects.all()
    return CHOICES[who["by"]](rows, who)


def in_period(rows: QuerySet[Any], who: Mapping[str, Any]) -> QuerySet[Any]:
    if who["since"]:
        rows = rows.filter(ended_on__gte=who["since"])
    return rows.filter(ended_on__lte=who["until"]) if who["until"] else rows


def in_segment(rows: QuerySet[Any], who: Mapping[str, Any]) -> QuerySet[Any]:
    """Those whose plan, or whose own or account's attribute, has that value: for a leaver, as it was at the ending."""
    attribute, value = who["attribute"], who["value"]
    is_customer = rows.model is Customer
    if attribute == "plan":
        return rows.filter(**{"account__plan" if is_customer else "plan": value})
    paths = ["attributes", "account__attributes"] if is_customer else ["attributes"]
    named = {f"segment_{place}": KeyTextTransform(attribute, path) for place, path in enumerate(paths)}
    return rows.annotate(**named).filter(Q(*[(name, value) for name in named], _connector=Q.OR))


def with_ids(rows: QuerySet[Any], who: Mapping[str, Any]) -> QuerySet[Any]:
    """Those whose own external id, or whose account's or a person's in it, is among the ids."""
    ids = who["ids"]
    accounts = Customer.objects.filter(external_id__in=ids).values("account")
    if rows.model is Customer:
        return rows.filter(Q(external_id__in=ids) | Q(account__external_id__in=ids))
    return rows.filter(Q(external_id__in=ids) | Q(account__external_id__in=ids) | Q(account__in=accounts))


CHOICES = {"period": in_period, "segment": in_segment, "ids": with_ids}
