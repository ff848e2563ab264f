"""The agreed list of causes of churn: permanent codes, and what they are called."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ReasonCode(models.Model):
    """One cause of churn. A code is permanent; a new wording is a new label version."""

    class Code(models.TextChoices):
        PRICING = "pricing"
        BILLING = "billing"
        QUALITY = "quality"
        FEATURES = "features"
        USABILITY = "usability"
        SUPPORT = "support"
        COMMUNICATION = "communication"
        PERSONALISATION = "personalisation"
        COMPETITION = "competition"
        CHANGE = "change"
        NOT_NEEDED = "not_needed"

    code = models.CharField(max_length=32, primary_key=True, choices=Code.choices)
    position = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("reason")
        ordering = ["position"]

    def __str__(self) -> str:
        return self.code


class ReasonLabel(models.Model):
    """What a reason is called in one language; the highest version is the one in use."""

    reason = models.ForeignKey(ReasonCode, on_delete=models.CASCADE, related_name="labels")
    language = models.CharField(max_length=5)
    version = models.PositiveSmallIntegerField(default=1)
    text = models.CharField(max_length=80)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("reason label")
        constraints = [
            models.UniqueConstraint(fields=["reason", "language", "version"], name="one_label_per_language_and_version")
        ]

    def __str__(self) -> str:
        return f"{self.text} ({self.reason_id}, {self.language}, {self.version})"
