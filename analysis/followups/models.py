"""Tasks for people: whom to answer, how soon, what was done and what came of it."""

import datetime as dt

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from surveys.customers.models import Cancellation, Customer
from surveys.letters.models import Letter
from surveys.responses.models import SurveyResponse


class RuleRunQuerySet(models.QuerySet["RuleRun"]):
    def waiting(self, *, at: dt.datetime) -> "RuleRunQuerySet":
        return self.filter(is_waiting=True, next_attempt_at__lte=at)


class RuleRun(models.Model):
    """That the follow-up rules are to look at a response, or have."""

    response = models.OneToOneField(SurveyResponse, on_delete=models.CASCADE, related_name="rule_run")
    is_waiting = models.BooleanField(default=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField(default=timezone.now)
    last_error = models.CharField(max_length=300, blank=True)

    objects = RuleRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("rule run")
        indexes = [models.Index(fields=["next_attempt_at"], name="rule_runs_waiting", condition=Q(is_waiting=True))]

    def __str__(self) -> str:
        return str(self.response_id)


class FollowUpQuerySet(models.QuerySet["FollowUp"]):
    def open(self) -> "FollowUpQuerySet":
        return self.filter(closed_at=None)

    def news(self) -> "FollowUpQuerySet":
        """Those whose assignee is still to be told."""
        return self.open().filter(is_news=True)


class FollowUp(models.Model):
    """One response that a person should act on. Without `may_reply` it is internal: read, learn, no letter.

    `may_reply` is the customer's own permission to be answered, with an address that takes letters. Do-not-contact is
    about surveys and leaves it standing; a suppressed or erased address does not.
    """

    class Priority(models.IntegerChoices):
        HIGH = 1, _("high")
        NORMAL = 2, _("normal")
        LOW = 3, _("low")

    class Cause(models.TextChoices):
        ASKED_FOR_REPLY = "asked_for_reply", _("asked for a reply")
        DETRACTOR = "detractor", _("low score")
        HIGH_REVENUE = "high_revenue", _("high revenue")
        REASON = "reason", _("support or billing named")

    class Outcome(models.TextChoices):
        SAVED = "saved", _("saved")
        WON_BACK = "won_back", _("won back")
        LOST = "lost", _("lost")
        NO_REPLY = "no_reply", _("no reply")
        NO_CONTACT_WANTED = "no_contact_wanted", _("no contact wanted")

    response = models.OneToOneField(SurveyResponse, on_delete=models.CASCADE, related_name="follow_up")
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="follow_ups")
    cancellation = models.ForeignKey(
        Cancellation, null=True, blank=True, on_delete=models.SET_NULL, related_name="follow_ups"
    )
    causes = ArrayField(models.CharField(max_length=20, choices=Cause.choices))
    priority = models.PositiveSmallIntegerField(_("priority"), choices=Priority.choices, default=Priority.NORMAL)
    may_reply = models.BooleanField(_("may be answered"), default=False)
    due_at = models.DateTimeField(_("due"))
    opened_at = models.DateTimeField(_("opened"), default=timezone.now)
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("assignee"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="follow_ups",
    )
    is_news = models.BooleanField(default=False)  # the assignee is still to be told of it by letter
    alert = models.ForeignKey(Letter, null=True, blank=True, on_delete=models.SET_NULL, related_name="follow_ups")
    outcome = models.CharField(_("outcome"), max_length=20, choices=Outcome.choices, blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = FollowUpQuerySet.as_manager()

    class Meta:
        verbose_name = _("follow-up")
        verbose_name_plural = _("follow-ups")
        indexes = [
            models.Index(fields=["priority", "due_at"], name="follow_ups_open", condition=Q(closed_at=None)),
            models.Index(fields=["assignee"], name="follow_ups_to_tell", condition=Q(is_news=True, closed_at=None)),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_at=None, outcome="") | (Q(closed_at__isnull=False) & ~Q(outcome="")),
                name="closed_exactly_with_an_outcome",
            )
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"

    @property
    def is_open(self) -> bool:
        return self.closed_at is None


class ContactEntry(models.Model):
    """One line of a follow-up's log: a note, or a reply that left as a letter."""

    class Kind(models.TextChoices):
        NOTE = "note", _("note")
        REPLY = "reply", _("reply")

    follow_up = models.ForeignKey(FollowUp, on_delete=models.CASCADE, related_name="entries")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    words = models.TextField(_("words"), max_length=10_000)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL)
    written_at = models.DateTimeField(default=timezone.now)
    letter = models.OneToOneField(Letter, null=True, blank=True, on_delete=models.SET_NULL, related_name="entry")

    class Meta:
        verbose_name = _("contact")
        ordering = ["written_at"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}"
