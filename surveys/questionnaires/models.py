"""What is asked: a survey, and the immutable versions that people answered."""

from django.conf import settings
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from surveys.questionnaires.document import Document


class Survey(models.Model):
    """One asking that goes on over time."""

    class Kind(models.TextChoices):
        EXIT = "exit", _("exit")
        RELATIONSHIP = "relationship", _("relationship")

    class Status(models.TextChoices):
        DRAFT = "draft", _("draft")
        ACTIVE = "active", _("active")
        PAUSED = "paused", _("paused")
        CLOSED = "closed", _("closed")

    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    status = models.CharField(_("status"), max_length=20, choices=Status.choices, default=Status.DRAFT)
    draft = models.JSONField(_("draft"), default=dict)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("survey")
        verbose_name_plural = _("surveys")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.name

    @property
    def takes_answers(self) -> bool:
        return self.status == self.Status.ACTIVE

    @property
    def current_version(self) -> "SurveyVersion | None":
        return self.versions.order_by("-number").first()

    @property
    def is_draft(self) -> bool:
        return self.status == self.Status.DRAFT

    @property
    def is_closed(self) -> bool:
        return self.status == self.Status.CLOSED


class SurveyVersion(models.Model):
    """The questions as they were asked; never edited."""

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    document = models.JSONField()
    launched_at = models.DateTimeField(auto_now_add=True)
    launched_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL)

    class Meta:
        verbose_name = _("survey version")
        constraints = [models.UniqueConstraint(fields=["survey", "number"], name="one_version_per_number")]

    def __str__(self) -> str:
        return f"{self.survey_id} v{self.number}"

    @cached_property
    def questions(self) -> Document:
        """The validated document behind the stored JSON."""
        return Document.model_validate(self.document)
