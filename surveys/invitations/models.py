"""One asking of one customer with its own unguessable link, the rounds people start, and the rule that asks alone."""

import datetime as dt
import secrets

from django.conf import settings
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.utils import timezone
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

    def behind(self, token: str) -> "InvitationQuerySet":
        """The one that this link leads to, or none."""
        return self.none() if "\0" in token else self.filter(token=token)  # PostgreSQL would refuse to look for NUL

    def with_state(self, *, at: dt.datetime) -> "InvitationQuerySet":
        """Annotates `state`: an answer goes before everything, then what stopped the asking, then the letter's own."""
        state = Invitation.State
        return self.annotate(
            state=Case(
                When(answered_at__isnull=False, then=Value(state.ANSWERED)),
                When(
                    Q(withdrawn_at__isnull=False) | Q(letter__state=Letter.State.WITHDRAWN), then=Value(state.WITHDRAWN)
                ),
                When(letter__state__in=[Letter.State.REFUSED, Letter.State.UNCERTAIN], then=F("letter__state")),
                When(expires_at__lte=at, then=Value(state.EXPIRED)),
                When(letter__state=Letter.State.SENT, then=Value(state.SENT)),
                default=Value(state.WAITING),
                output_field=models.CharField(),
            )
        )


class InvitationRoundQuerySet(models.QuerySet["InvitationRound"]):
    def waiting(self, *, at: dt.datetime) -> "InvitationRoundQuerySet":
        """Not finished, and in no living worker's hands."""
        return self.filter(finished_at=None).filter(Q(lease_until=None) | Q(lease_until__lt=at))


class InvitationRound(models.Model):
    """One press of the button: who was chosen, how many that were, and how far the worker has come."""

    LEASE = dt.timedelta(minutes=5)  # renewed with each chunk that a worker has invited

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="rounds")
    who = models.JSONField()  # what choosing.people_chosen() reads
    include_older = models.BooleanField(default=False)
    occasion = models.CharField(max_length=60, blank=True)  # of a relationship survey
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL)
    requested_at = models.DateTimeField(auto_now_add=True)
    expected_count = models.PositiveIntegerField()
    left_out = models.JSONField(default=dict)  # cause: how many, when the button was pressed
    attempts = models.PositiveSmallIntegerField(default=0)
    lease_until = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    problem = models.CharField(max_length=200, blank=True)

    objects = InvitationRoundQuerySet.as_manager()

    class Meta:
        verbose_name = _("round of invitations")
        verbose_name_plural = _("rounds of invitations")
        indexes = [models.Index(fields=["requested_at"], name="rounds_unfinished", condition=Q(finished_at=None))]

    def __str__(self) -> str:
        return f"{self.survey_id} {self.requested_at:%Y-%m-%d}"

    def renew_lease(self) -> None:
        self.lease_until = timezone.now() + self.LEASE
        self.save(update_fields=["lease_until"])


class Invitation(models.Model):
    """One asking. `occasion` says what it is for: `cancellation:123`, `2027-01`."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        SENT = "sent", _("sent")
        REFUSED = "refused", _("refused")
        UNCERTAIN = "uncertain", _("uncertain")
        ANSWERED = "answered", _("answered")
        EXPIRED = "expired", _("expired")
        WITHDRAWN = "withdrawn", _("withdrawn")

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="invitations")
    version = models.ForeignKey(SurveyVersion, on_delete=models.PROTECT, related_name="invitations")
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="invitations")
    cancellation = models.ForeignKey(
        Cancellation, null=True, blank=True, on_delete=models.SET_NULL, related_name="invitations"
    )
    occasion = models.CharField(max_length=60)
    token = models.CharField(max_length=40, unique=True, default=new_token)
    language = models.CharField(max_length=5)
    letter = models.OneToOneField(Letter, null=True, blank=True, on_delete=models.SET_NULL, related_name="invitation")
    round = models.ForeignKey(
        InvitationRound, null=True, blank=True, on_delete=models.SET_NULL, related_name="invitations"
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


class InvitationRuleQuerySet(models.QuerySet["InvitationRule"]):
    def switched_on(self) -> "InvitationRuleQuerySet":
        return self.filter(switched_on_at__isnull=False)


class InvitationRule(models.Model):
    """An exit survey's own rule: ask so many hours after a new cancellation. Off until switched on."""

    survey = models.OneToOneField(Survey, on_delete=models.CASCADE, related_name="rule")
    delay_hours = models.PositiveSmallIntegerField(_("hours after the cancellation"), default=1)
    # Only cancellations recorded after this moment are asked by the rule; empty while it is off.
    switched_on_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationRuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("automatic rule")
        indexes = [models.Index(fields=["survey"], name="rules_switched_on", condition=Q(switched_on_at__isnull=False))]

    def __str__(self) -> str:
        return f"{self.survey_id}: {self.delay_hours} h"

    @property
    def is_on(self) -> bool:
        return self.switched_on_at is not None
