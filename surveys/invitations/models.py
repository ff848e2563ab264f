"""One asking of one customer, with its own unguessable link, and the rule that asks by itself."""

import datetime as dt
import secrets

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from surveys.customers.models import Cancellation, Customer
from surveys.letters.models import Letter
from surveys.questionnaires.models import Survey, SurveyVersion


def new_token() -> str:
    return secrets.token_urlsafe(18)


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def asked(self) -> "InvitationQuerySet":
        """Invitations whose letter has left the house, or may have."""
        return self.filter(letter__state__in=[Letter.State.SENT, Letter.State.UNCERTAIN])

    def answered(self) -> "InvitationQuerySet":
        return self.filter(answered_at__isnull=False)


class Invitation(models.Model):
    """One asking. `occasion` says what it is for: `cancellation:123`, `2027-01`."""

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="invitations")
    version = models.ForeignKey(SurveyVersion, on_delete=models.PROTECT, related_name="invitations")
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="invitations")
    cancellation = models.ForeignKey(
        Cancellation, null=True, blank=True, on_delete=models.SET_NULL, related_name="invitations"
    )
    occasion = models.CharField(max_length=60)
    token = models.CharField(max_length=40, unique=True, default=new_token)
    language = models.CharField(max_length=5)
    letter = models.OneToOneField(
        Letter, null=True, blank=True, on_delete=models.SET_NULL, related_name="invitation"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    created_on = models.DateField(db_index=True)  # the company's day
    expires_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints = [
            models.UniqueConstraint(
                fields=["customer", "survey", "occasion"], name="one_invitation_per_customer_survey_and_occasion"
            )
        ]

    def __str__(self) -> str:
        return f"{self.survey_id} {self.occasion}"

    def is_expired(self, *, at: dt.datetime) -> bool:
        return self.expires_at is not None and self.expires_at <= at


class InvitationRule(models.Model):
    """An exit survey's own rule: ask so many hours after a new cancellation. Off until switched on."""

    survey = models.OneToOneField(Survey, on_delete=models.CASCADE, related_name="rule")
    delay_hours = models.PositiveSmallIntegerField(_("hours after the cancellation"), default=1)
    # Only cancellations recorded after this moment are asked by the rule; empty while it is off.
    switched_on_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("automatic rule")
        indexes = [
            models.Index(fields=["survey"], name="rules_switched_on", condition=Q(switched_on_at__isnull=False))
        ]

    def __str__(self) -> str:
        return f"{self.survey_id}: {self.delay_hours} h"

    @property
    def is_on(self) -> bool:
        return self.switched_on_at is not None
