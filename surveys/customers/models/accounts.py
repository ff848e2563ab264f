"""Accounts that pay, the people in them, their endings, and other dated moments."""

import datetime as dt
from functools import reduce
from operator import or_

from django.conf import settings
from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, Value, When
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    """Where an account stands on a day. Never a column: it follows from the endings."""

    ACTIVE = "active", _("active")
    LEAVING = "leaving", _("leaving")
    LEFT = "left", _("left")


def conditions_on(day: dt.date, *, account: str) -> dict[Status, Q]:
    """When the account that the path `account` leads to has which status on that day."""
    endings = Cancellation.objects.ended_for_good().filter(account=OuterRef(account))
    has_ending = Q(Exists(endings))
    has_left = Q(Exists(endings.filter(Q(effective_on__lte=day) | Q(effective_on=None))))
    return {Status.LEFT: has_left, Status.LEAVING: has_ending & ~has_left, Status.ACTIVE: ~has_ending}


def status_on(day: dt.date, *, account: str) -> Case:
    conditions = conditions_on(day, account=account).items()
    return Case(*(When(condition, then=Value(status)) for status, condition in conditions))


class AccountQuerySet(models.QuerySet["Account"]):
    def with_status(self, *, on: dt.date) -> "AccountQuerySet":
        """Annotates `status`: left, leaving or active on that day."""
        return self.annotate(status=status_on(on, account="pk"))


class Account(models.Model):
    """Who pays."""

    external_id = models.CharField(_("external id"), max_length=200, unique=True)
    name = models.CharField(_("name"), max_length=200, blank=True)
    plan = models.CharField(_("plan"), max_length=100, blank=True)
    mrr = models.DecimalField(_("revenue per month"), max_digits=14, decimal_places=4, null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("owner"), null=True, blank=True, on_delete=models.SET_NULL
    )
    signed_up_on = models.DateField(_("signed up"), null=True, blank=True)
    attributes = models.JSONField(_("attributes"), default=dict, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = AccountQuerySet.as_manager()

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")

    def __str__(self) -> str:
        return self.name or self.external_id


class CustomerQuerySet(models.QuerySet["Customer"]):
    def with_status(self, *, on: dt.date) -> "CustomerQuerySet":
        """Annotates `status` of the person's account: left, leaving or active on that day."""
        return self.annotate(status=status_on(on, account="account_id"))

    def in_status(self, status: str, *, on: dt.date) -> "CustomerQuerySet":
        """Those whose account has that status on that day: the same as filtering `with_status`, but by joins."""
        return self.filter(conditions_on(on, account="account_id")[Status(status)])

    def matching(self, words: str) -> "CustomerQuerySet":
        """Those whose name, address or id, or whose account's, contains the words."""
        fields = ("name", "email", "external_id", "account__name", "account__external_id")
        return self.filter(reduce(or_, (Q(**{f"{field}__icontains": words}) for field in fields)))


class Customer(models.Model):
    """A person in an account."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="customers")
    external_id = models.CharField(_("external id"), max_length=200, unique=True)
    email = models.EmailField(_("e-mail"), blank=True)
    name = models.CharField(_("name"), max_length=200, blank=True)
    language = models.CharField(_("language"), max_length=5, blank=True)
    attributes = models.JSONField(_("attributes"), default=dict, blank=True)
    do_not_contact = models.BooleanField(_("do not contact"), default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = CustomerQuerySet.as_manager()

    class Meta:
        verbose_name = _("customer")
        verbose_name_plural = _("customers")
        indexes = [models.Index(fields=["email"])]

    def __str__(self) -> str:
        return self.name or self.external_id


class CancellationQuerySet(models.QuerySet["Cancellation"]):
    def ended_for_good(self) -> "CancellationQuerySet":
        """Neither withdrawn nor followed by a return, and not a mere downgrade."""
        return self.filter(withdrawn_at=None, returned_on=None).exclude(kind=Cancellation.Kind.DOWNGRADED)


class Cancellation(models.Model):
    """One ending of an account, with the figures of that moment frozen."""

    class Kind(models.TextChoices):
        CANCELLED = "cancelled", _("cancelled")
        NOT_RENEWED = "not_renewed", _("not renewed")
        DOWNGRADED = "downgraded", _("downgraded")
        TRIAL_ENDED = "trial_ended", _("trial ended")
        PAYMENT_FAILED = "payment_failed", _("payment failed")
        CLOSED_BY_US = "closed_by_us", _("closed by us")
        DECEASED = "deceased", _("deceased")

    VOLUNTARY = (Kind.CANCELLED, Kind.NOT_RENEWED, Kind.DOWNGRADED, Kind.TRIAL_ENDED)

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="cancellations")
    # Longer than an account's: by default it is the account's id with the day.
    external_id = models.CharField(_("external id"), max_length=220, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.CANCELLED)
    asked_at = models.DateTimeField(_("asked for at"), null=True, blank=True)
    effective_on = models.DateField(_("effective on"), null=True, blank=True)
    plan = models.CharField(_("plan"), max_length=100, blank=True)
    mrr = models.DecimalField(_("revenue per month"), max_digits=14, decimal_places=4, null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, blank=True)
    tenure_months = models.PositiveIntegerField(_("tenure in months"), null=True, blank=True)
    attributes = models.JSONField(_("attributes"), default=dict, blank=True)
    recorded_reason = models.CharField(_("recorded reason"), max_length=500, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    returned_on = models.DateField(_("returned on"), null=True, blank=True)
    # The day this ending counts on: asked for, in the company's zone, else effective; empty when neither is known.
    ended_on = models.DateField(_("ended on"), null=True, blank=True, db_index=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = CancellationQuerySet.as_manager()

    class Meta:
        verbose_name = _("cancellation")
        verbose_name_plural = _("cancellations")

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ({self.external_id})"


class Touchpoint(models.Model):
    """Any other dated moment that may explain or cause an asking: a price change, a resolved ticket."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="touchpoints")
    customer = models.ForeignKey(Customer, null=True, blank=True, on_delete=models.CASCADE, related_name="touchpoints")
    kind = models.CharField(_("kind"), max_length=60)
    happened_at = models.DateTimeField(_("happened at"))
    words = models.CharField(_("in words"), max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("touchpoint")
        verbose_name_plural = _("touchpoints")
        ordering = ["-happened_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["account", "kind", "happened_at"], name="one_touchpoint_per_kind_and_moment"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} ({self.happened_at:%Y-%m-%d})"
