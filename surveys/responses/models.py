"""What customers answered: one response per invitation, one row per question, and what they allowed."""

import datetime as dt

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from surveys.customers.models import Cancellation, Customer
from surveys.invitations.models import Invitation
from surveys.questionnaires.models import Survey, SurveyVersion

MAX_VERBATIM = 10_000


class SurveyResponseQuerySet(models.QuerySet["SurveyResponse"]):
    def settled(self) -> "SurveyResponseQuerySet":
        """Finished, or left half-way long enough to be read as it stands."""
        return self.filter(settled_at__isnull=False)

    def left_alone(self, *, since: dt.datetime) -> "SurveyResponseQuerySet":
        """Half-way, untouched since that moment, and not announced yet."""
        return self.filter(settled_at=None, touched_at__lt=since)


class SurveyResponse(models.Model):
    """One customer's answers to one survey. Figures without a cancellation are frozen here at submit."""

    class State(models.TextChoices):
        PARTIAL = "partial", _("partial")
        COMPLETE = "complete", _("complete")

    invitation = models.OneToOneField(Invitation, on_delete=models.CASCADE, related_name="response")
    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="responses")
    version = models.ForeignKey(SurveyVersion, on_delete=models.PROTECT, related_name="responses")
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="responses")
    cancellation = models.ForeignKey(
        Cancellation, null=True, blank=True, on_delete=models.SET_NULL, related_name="responses"
    )
    state = models.CharField(_("state"), max_length=20, choices=State.choices, default=State.PARTIAL)
    language = models.CharField(_("language"), max_length=5)
    question_order = ArrayField(models.CharField(max_length=40), default=list)  # as this customer met them
    plan = models.CharField(_("plan"), max_length=100, blank=True)
    mrr = models.DecimalField(_("revenue per month"), max_digits=14, decimal_places=4, null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, blank=True)
    tenure_months = models.PositiveIntegerField(_("tenure in months"), null=True, blank=True)
    attributes = models.JSONField(_("attributes"), default=dict, blank=True)
    started_at = models.DateTimeField(_("started at"), auto_now_add=True)
    touched_at = models.DateTimeField(auto_now=True)
    submitted_at = models.DateTimeField(_("submitted at"), null=True, blank=True)
    # Announced to the reading rooms: at submit, or when a partial response has been left alone.
    settled_at = models.DateTimeField(null=True, blank=True)
    answered_on = models.DateField(_("answered on"), db_index=True)  # the company's day of the first answer

    objects = SurveyResponseQuerySet.as_manager()

    class Meta:
        verbose_name = _("response")
        verbose_name_plural = _("responses")
        indexes = [models.Index(fields=["touched_at"], name="responses_left_half_way", condition=Q(settled_at=None))]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"

    @property
    def is_complete(self) -> bool:
        return self.state == self.State.COMPLETE


class Answer(models.Model):
    """The reply to one question: a score, chosen options or words."""

    response = models.ForeignKey(SurveyResponse, on_delete=models.CASCADE, related_name="answers")
    question = models.CharField(max_length=80)
    number = models.SmallIntegerField(null=True, blank=True)
    choices = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    verbatim = models.TextField(max_length=MAX_VERBATIM, blank=True)
    shown_order = ArrayField(models.CharField(max_length=40), default=list, blank=True)

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        constraints = [models.UniqueConstraint(fields=["response", "question"], name="one_answer_per_question")]

    def __str__(self) -> str:
        return f"{self.response_id}.{self.question}"


class GivenPermission(models.Model):
    """What a customer allowed or not, with the wording's version and the moment."""

    class Kind(models.TextChoices):
        REPLY = "reply", _("reply to me about this")
        TELL = "tell", _("tell me what came of it")
        QUOTE = "quote", _("you may quote me without my name")

    response = models.ForeignKey(SurveyResponse, on_delete=models.CASCADE, related_name="permissions")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    is_given = models.BooleanField()
    wording_version = models.PositiveSmallIntegerField()
    language = models.CharField(max_length=5)
    answered_at = models.DateTimeField()

    class Meta:
        verbose_name = _("permission")
        constraints = [models.UniqueConstraint(fields=["response", "kind"], name="one_permission_per_kind")]

    def __str__(self) -> str:
        return f"{self.response_id} {self.kind}"
