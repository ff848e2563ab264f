"""Every mail that leaves the house, and the addresses that get none."""

import datetime as dt

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class LetterQuerySet(models.QuerySet["Letter"]):
    def due(self, *, at: dt.datetime) -> "LetterQuerySet":
        """Waiting, with no pause left to wait out."""
        return self.filter(state=Letter.State.QUEUED, next_attempt_at__lte=at)

    def left_when_claimed(self, *, at: dt.datetime) -> "LetterQuerySet":
        """Claimed by a worker whose lease ran out before the hand-over: certainly not sent."""
        return self.filter(state=Letter.State.CLAIMED, lease_until__lt=at)

    def left_in_hand_over(self, *, at: dt.datetime) -> "LetterQuerySet":
        """Handed to a server by a worker that never came back to say what the server answered."""
        return self.filter(state=Letter.State.HANDING_OVER, lease_until__lt=at)


class Letter(models.Model):
    """One mail to one person: queued, claimed, handed over, and then sent, refused or uncertain."""

    class Purpose(models.TextChoices):
        INVITATION = "invitation", _("invitation")
        REPLY = "reply", _("reply")
        FOLLOW_UP_ALERT = "follow_up_alert", _("new follow-ups")
        ACCOUNT = "account", _("account")

    class State(models.TextChoices):
        QUEUED = "queued", _("waiting")
        CLAIMED = "claimed", _("being written")
        HANDING_OVER = "handing_over", _("being handed over")
        SENT = "sent", _("sent")
        REFUSED = "refused", _("refused")
        UNCERTAIN = "uncertain", _("uncertain")
        WITHDRAWN = "withdrawn", _("withdrawn")

    purpose = models.CharField(_("purpose"), max_length=20, choices=Purpose.choices)
    state = models.CharField(_("state"), max_length=20, choices=State.choices, default=State.QUEUED)
    recipient = models.EmailField(_("recipient"))
    customer = models.ForeignKey(
        "surveys.Customer", null=True, blank=True, on_delete=models.SET_NULL, related_name="letters"
    )
    unique_key = models.CharField(max_length=120, unique=True)
    message_id = models.CharField(max_length=200, unique=True)
    # {subject, text, html} of a letter that has no row of its own to be written from; emptied once it has left.
    content = models.JSONField(null=True, blank=True)
    queued_at = models.DateTimeField(default=timezone.now)
    claimed_at = models.DateTimeField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(_("settled at"), null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField(default=timezone.now)
    server_reply = models.CharField(_("the server's words"), max_length=500, blank=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        indexes = [
            models.Index(fields=["next_attempt_at"], name="letters_queued", condition=Q(state="queued")),
            models.Index(
                fields=["lease_until"], name="letters_in_work", condition=Q(state__in=["claimed", "handing_over"])
            ),
            models.Index(fields=["customer", "settled_at"], name="letters_of_customer"),
            models.Index(F("id").desc(), name="letters_in_trouble", condition=Q(state__in=["refused", "uncertain"])),
        ]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()} {self.pk}"


class SuppressionQuerySet(models.QuerySet["Suppression"]):
    def covers(self, email: str) -> bool:
        """Whether this address, in whatever case it is written, gets no more surveys."""
        return self.filter(email=email.lower()).exists()


class Suppression(models.Model):
    """An address that gets no more surveys, kept so that no later import can forget it."""

    class Cause(models.TextChoices):
        UNSUBSCRIBED = "unsubscribed", _("unsubscribed")
        BOUNCED = "bounced", _("bounced")
        BY_STAFF = "by_staff", _("entered by a colleague")

    email = models.EmailField(unique=True)  # lower case
    cause = models.CharField(max_length=20, choices=Cause.choices)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = SuppressionQuerySet.as_manager()

    class Meta:
        verbose_name = _("suppressed address")
        verbose_name_plural = _("suppressed addresses")

    def __str__(self) -> str:
        return f"{self.get_cause_display()} {self.pk}"
