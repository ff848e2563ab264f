"""What programs may post about customers and cancellations, and what they are told."""

import datetime as dt
import json
from collections.abc import Sequence
from typing import Any

from django.core.validators import ProhibitNullCharactersValidator
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from surveys.customers.models import Account, Cancellation
from surveys.customers.parsing import kind_by_reason
from surveys.customers.rows import LONGEST, LONGEST_ATTRIBUTE, LONGEST_ID, StagedRow

MOST_ITEMS = 10_000
LONGEST_NAME_OF_ATTRIBUTE = 100

Item = dict[str, Any]


def text(longest: int, **options: Any) -> serializers.CharField:
    return serializers.CharField(max_length=longest, required=False, allow_blank=True, allow_null=True, **options)


class AttributesField(serializers.DictField):
    child = serializers.CharField(max_length=LONGEST_ATTRIBUTE, allow_blank=True)

    def to_internal_value(self, data: Any) -> dict[str, str]:
        for name in data if isinstance(data, dict) else ():
            ProhibitNullCharactersValidator()(name)
            if len(name) > LONGEST_NAME_OF_ATTRIBUTE:
                raise serializers.ValidationError(_("A name of an attribute has at most 100 characters."))
        return {name: value for name, value in super().to_internal_value(data).items() if value}


class LocalMomentField(serializers.DateTimeField):
    """A moment; one without an offset is the company's local time."""

    def default_timezone(self) -> dt.tzinfo:
        zone: dt.tzinfo = self.context["zone"]
        return zone


def repeated(keys: Sequence[Any]) -> dict[int, Item]:
    """A problem for every key that stood earlier in the list: which is right is for the sender to say."""
    first: dict[Any, int] = {}
    return {
        index: {"external_id": [_("The same as item %(index)d.") % {"index": first[key]}]}
        for index, key in enumerate(keys)
        if first.setdefault(key, index) != index
    }


class StrictSerializer(serializers.Serializer):
    """Refuses fields it does not know: a misspelt one would otherwise be lost in silence."""

    def to_internal_value(self, data: Any) -> Any:
        unknown = data.keys() - self.fields.keys() if isinstance(data, dict) else ()
        if unknown:
            raise serializers.ValidationError({name: [_("There is no such field.")] for name in sorted(unknown)})
        return super().to_internal_value(data)


class FiguresSerializer(StrictSerializer):
    plan = text(LONGEST["plan"])
    mrr = serializers.DecimalField(
        max_digits=14, decimal_places=4, min_value=0, required=False, allow_null=True, help_text="Revenue per month."
    )
    currency = serializers.RegexField(
        "^[A-Z]{3}$", required=False, allow_blank=True, help_text="ISO 4217; empty: the account's, else the company's."
    )
    attributes = AttributesField(required=False, help_text="Added to those that are there.")


class AccountSerializer(FiguresSerializer):
    external_id = text(LONGEST_ID, help_text="Empty: the customer is an account of their own.")
    name = text(LONGEST["account_name"])
    owner_email = serializers.EmailField(required=False, allow_blank=True, help_text="A colleague's address.")
    signed_up_on = serializers.DateField(required=False, allow_null=True)


class CustomerSerializer(StrictSerializer):
    external_id = serializers.CharField(max_length=LONGEST_ID)
    email = serializers.EmailField(max_length=254, required=False, allow_blank=True)
    name = text(LONGEST["name"])
    language = serializers.RegexField("^[a-z]{2}$", required=False, allow_blank=True)
    do_not_contact = serializers.BooleanField(required=False, help_text="Set by true; never cleared by false.")
    attributes = AttributesField(required=False, help_text="Of the person. Added to those that are there.")
    account = AccountSerializer(required=False)

    @staticmethod
    def problems_between(items: list[Item]) -> dict[int, Item]:
        """What is wrong with valid items beside each other and what is there, by their index."""
        return repeated([item["external_id"] for item in items])

    @staticmethod
    def to_row(number: int, item: Item) -> StagedRow:
        account = item.get("account", {})
        return StagedRow(
            number=number,
            external_id=item["external_id"],
            email=item.get("email", "").lower() or None,
            name=item.get("name") or None,
            language=item.get("language") or None,
            do_not_contact=item.get("do_not_contact", False),
            person_attributes=json.dumps(item.get("attributes", {})),
            account_external_id=account.get("external_id") or None,
            account_name=account.get("name") or None,
            owner_email=account.get("owner_email", "").lower() or None,
            signed_up_on=account.get("signed_up_on"),
            **figures(account),
        )


class CancellationSerializer(FiguresSerializer):
    account = serializers.CharField(max_length=LONGEST_ID, help_text="The account's external id.")
    external_id = text(LONGEST_ID, help_text="Your own id of this ending. Empty: one per account and day.")
    kind = serializers.ChoiceField(
        choices=Cancellation.Kind.choices, required=False, help_text="Empty: cancelled, unless the reason tells."
    )
    asked_at = LocalMomentField(required=False, allow_null=True, help_text="When the customer cancelled.")
    effective_on = serializers.DateField(required=False, allow_null=True)
    recorded_reason = text(LONGEST["recorded_reason"], help_text="The reason in your system's own words.")
    tenure_months = serializers.IntegerField(min_value=0, max_value=1200, required=False, allow_null=True)
    withdrawn_at = LocalMomentField(required=False, allow_null=True)
    returned_on = serializers.DateField(required=False, allow_null=True)

    def validate(self, item: Item) -> Item:
        asked_at = item.get("asked_at")
        item["ended_on"] = asked_at.astimezone(self.context["zone"]).date() if asked_at else item.get("effective_on")
        if not (item["ended_on"] or item.get("external_id")):
            raise serializers.ValidationError(_("Give asked_at, effective_on or an external_id."))
        return item

    @staticmethod
    def problems_between(items: list[Item]) -> dict[int, Item]:
        """Accounts that are not there, ids of another account's ending, and endings told twice, by their index."""
        accounts = {item["account"] for item in items}
        there = set(Account.objects.filter(external_id__in=accounts).values_list("external_id", flat=True))
        known = Cancellation.objects.filter(external_id__in=[item.get("external_id") for item in items])
        owners = dict(known.values_list("external_id", "account__external_id"))
        problems = repeated([key_of_ending(item) for item in items])
        for index, item in enumerate(items):
            if item["account"] not in there:
                problems[index] = {
                    "account": [_("There is no account with this external id. Post its customer first.")]
                }
            elif owners.get(item.get("external_id") or "", item["account"]) != item["account"]:
                problems[index] = {"external_id": [_("This is the id of another account's cancellation.")]}
        return problems

    @staticmethod
    def to_row(number: int, item: Item) -> StagedRow:
        reason = item.get("recorded_reason") or None
        return StagedRow(
            number=number,
            account_external_id=item["account"],
            is_ending=True,
            ending_external_id=item.get("external_id") or None,
            kind=item.get("kind") or kind_by_reason(reason or ""),
            asked_at=item.get("asked_at"),
            effective_on=item.get("effective_on"),
            ended_on=item["ended_on"],
            tenure_months=item.get("tenure_months"),
            recorded_reason=reason,
            withdrawn_at=item.get("withdrawn_at"),
            returned_on=item.get("returned_on"),
            **figures(item),
        )


def key_of_ending(item: Item) -> tuple[Any, ...]:
    """What makes two items of a list the same ending."""
    if item.get("external_id"):
        return (item["external_id"],)
    return (item["account"], item["ended_on"], item.get("kind") == Cancellation.Kind.DOWNGRADED)


def figures(item: Item) -> Item:
    return {
        "plan": item.get("plan") or None,
        "mrr": item.get("mrr"),
        "currency": item.get("currency") or None,
        "attributes": json.dumps(item.get("attributes", {})),
    }


class OutcomeSerializer(serializers.Serializer):
    external_id = serializers.CharField()
    outcome = serializers.ChoiceField(choices=["created", "updated", "unchanged"])


class OutcomesSerializer(serializers.Serializer):
    """What became of the items, in their order."""

    created = serializers.IntegerField()
    updated = serializers.IntegerField()
    unchanged = serializers.IntegerField()
    results = OutcomeSerializer(many=True)


class ProblemSerializer(serializers.Serializer):
    index = serializers.IntegerField(allow_null=True, help_text="The item in the list, from 0.")
    field = serializers.CharField(help_text="The field's path, such as account.mrr.")
    message = serializers.CharField()


class RefusalSerializer(serializers.Serializer):
    """Nothing was written; every problem of every item."""

    errors = ProblemSerializer(many=True)  # type: ignore[assignment]
