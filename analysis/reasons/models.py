"""What is to be read, the reasons found or settled, and what the source systems' own strings mean."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from surveys.customers.models import Cancellation
from surveys.responses.models import Answer, SurveyResponse
from surveys.taxonomy.models import ReasonCode


class ReadingQuerySet(models.QuerySet["Reading"]):
    def waiting(self, *, at: dt.datetime) -> "ReadingQuerySet":
        return self.filter(state=Reading.State.WAITING, next_attempt_at__lte=at)


class Reading(models.Model):
    """That a response is to be read, or has been, and by which tagger."""

    class State(models.TextChoices):
        WAITING = "waiting", _("not read yet")
        READ = "read", _("read")
        FAILED = "failed", _("could not be read")

    class Finding(models.TextChoices):
        REASONS = "reasons", _("reasons found")
        UNSORTED = "unsorted", _("unsorted")
        NO_WORDS = "no_words", _("no words")
        NOT_ANALYSED = "not_analysed", _("not analysed")

    response = models.OneToOneField(SurveyResponse, on_delete=models.CASCADE, related_name="reading")
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    finding = models.CharField(max_length=20, choices=Finding.choices, blank=True)
    language = models.CharField(_("language of the words"), max_length=5, blank=True)
    tagger_version = models.CharField(max_length=60, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField(default=timezone.now)
    last_error = models.CharField(max_length=300, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)

    objects = ReadingQuerySet.as_manager()

    class Meta:
        verbose_name = _("reading")
        indexes = [models.Index(fields=["next_attempt_at"], name="readings_waiting", condition=Q(state="waiting"))]

    def __str__(self) -> str:
        return f"{self.response_id} {self.state}"


class ReasonTagQuerySet(models.QuerySet["ReasonTag"]):
    def standing(self) -> "ReasonTagQuerySet":
        """Tags that count: everything but what a person has rejected."""
        return self.exclude(state=ReasonTag.State.REJECTED)


class ReasonTag(models.Model):
    """This response gives this reason: by the option ticked, or by these words."""

    class Source(models.TextChoices):
        TICKED = "ticked", _("what they ticked")
        SAID = "said", _("what they mention")

    class State(models.TextChoices):
        FOUND = "found", _("found by machine")
        CONFIRMED = "confirmed", _("confirmed by a person")
        REJECTED = "rejected", _("rejected by a person")

    response = models.ForeignKey(SurveyResponse, on_delete=models.CASCADE, related_name="reason_tags")
    reason = models.ForeignKey(ReasonCode, on_delete=models.PROTECT, related_name="tags")
    source = models.CharField(max_length=10, choices=Source.choices)
    state = models.CharField(max_length=10, choices=State.choices, default=State.FOUND)
    score = models.FloatField(default=1.0)
    # The evidence: characters of the stored verbatim, end exclusive, and the clause around it. Empty for a tick.
    answer = models.ForeignKey(Answer, null=True, blank=True, on_delete=models.CASCADE, related_name="reason_tags")
    start = models.PositiveIntegerField(null=True, blank=True)
    end = models.PositiveIntegerField(null=True, blank=True)
    clause_start = models.PositiveIntegerField(null=True, blank=True)
    clause_end = models.PositiveIntegerField(null=True, blank=True)
    tagger_version = models.CharField(max_length=60, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ReasonTagQuerySet.as_manager()

    class Meta:
        verbose_name = _("reason tag")
        constraints = [
            models.UniqueConstraint(fields=["response", "reason", "source"], name="one_tag_per_reason_and_source")
        ]

    def __str__(self) -> str:
        return f"{self.response_id} {self.reason_id} ({self.source})"

    @property
    def is_by_machine(self) -> bool:
        return self.state == self.State.FOUND


class RecordedReasonQuerySet(models.QuerySet["RecordedReason"]):
    def undecided(self) -> "RecordedReasonQuerySet":
        return self.filter(meaning="")


class RecordedReason(models.Model):
    """What one string of a source system means; joined to cancellations by the string, never copied."""

    class Meaning(models.TextChoices):
        REASON = "reason", _("a reason")
        OTHER = "other", _("another reason, outside the list")
        NO_REASON = "no_reason", _("no reason given")

    text = models.CharField(_("recorded as"), max_length=500, unique=True)
    meaning = models.CharField(_("meaning"), max_length=10, choices=Meaning.choices, blank=True)  # empty = undecided
    reason = models.ForeignKey(ReasonCode, null=True, blank=True, on_delete=models.PROTECT)
    # What the words look like, for a person to settle.
    proposed_meaning = models.CharField(max_length=10, choices=Meaning.choices, blank=True)
    proposed_reason = models.ForeignKey(ReasonCode, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL)
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = RecordedReasonQuerySet.as_manager()

    class Meta:
        verbose_name = _("recorded reason")
        verbose_name_plural = _("recorded reasons")
        ordering = ["text"]
        constraints = [
            models.CheckConstraint(
                condition=Q(meaning="reason", reason__isnull=False) | (~Q(meaning="reason") & Q(reason=None)),
                name="a_reason_exactly_when_it_means_one",
            )
        ]

    def __str__(self) -> str:
        return self.text


class VerifiedReason(models.Model):
    """What staff settled on after contact, about the cancellation."""

    cancellation = models.OneToOneField(Cancellation, on_delete=models.CASCADE, related_name="verified_reason")
    reason = models.ForeignKey(ReasonCode, on_delete=models.PROTECT)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL)
    settled_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("verified reason")

    def __str__(self) -> str:
        return f"{self.cancellation_id} {self.reason_id}"
