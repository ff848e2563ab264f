"""Who asks: the company's name, addresses, words on privacy, currency, time zone and languages."""

import datetime as dt
import re
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

GAP = re.compile(r"\[[^\]]+\]")


def default_languages() -> list[str]:
    return ["en"]


class Company(models.Model):
    """One row: the company that asks. No letter leaves before `missing()` is empty."""

    name = models.CharField(_("name"), max_length=120, blank=True)
    mark = models.BinaryField(_("mark"), null=True, blank=True, editable=True)
    mark_type = models.CharField(max_length=20, blank=True)
    postal_address = models.TextField(_("postal address"), blank=True)
    sender_name = models.CharField(_("sender's name"), max_length=120, blank=True)
    sender_email = models.EmailField(_("sender's address"), blank=True)
    reply_to_email = models.EmailField(_("reply address"), blank=True)
    privacy_text = models.JSONField(_("privacy text"), default=dict, blank=True)
    reporting_currency = models.CharField(_("reporting currency"), max_length=3, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=64, default="UTC")
    languages = ArrayField(models.CharField(max_length=5), verbose_name=_("languages"), default=default_languages)

    REQUIRED = (
        "name",
        "postal_address",
        "sender_name",
        "sender_email",
        "reply_to_email",
        "privacy_text",
        "reporting_currency",
        "languages",
    )

    class Meta:
        verbose_name = _("company")
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="company_is_one_row")]

    def __str__(self) -> str:
        return self.name or str(_("the company"))

    @classmethod
    def current(cls) -> "Company":
        """The one row, which every migration makes sure of."""
        return cls.objects.get(pk=1)

    @property
    def default_language(self) -> str:
        return self.languages[0] if self.languages else "en"

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    def day_of(self, moment: dt.datetime) -> dt.date:
        """The calendar day of a moment where the company is."""
        return moment.astimezone(self.zone).date()

    def today(self) -> dt.date:
        return self.day_of(timezone.now())

    def missing(self) -> list[str]:
        """Names of the fields that must be filled before a letter may leave."""
        empty = [field for field in self.REQUIRED if not getattr(self, field)]
        if "privacy_text" not in empty and self.languages_without_privacy_text():
            empty.append("privacy_text")
        return empty

    def languages_without_privacy_text(self) -> list[str]:
        """Languages of surveys in which the text is empty, or still has a [gap] of the text to begin with."""
        texts = ((language, self.privacy_text.get(language)) for language in self.languages)
        return [language for language, text in texts if not text or GAP.search(text)]

    @property
    def is_complete(self) -> bool:
        return not self.missing()

    def privacy_words(self, language: str) -> str:
        return self.privacy_text.get(language) or self.privacy_text.get(self.default_language, "")


class ExchangeRate(models.Model):
    """What one unit of a currency was worth in the reporting currency from a day on."""

    currency = models.CharField(_("currency"), max_length=3)
    valid_from_on = models.DateField(_("valid from"))
    rate = models.DecimalField(_("rate"), max_digits=18, decimal_places=8)

    class Meta:
        verbose_name = _("exchange rate")
        ordering = ["currency", "-valid_from_on"]
        constraints = [
            models.UniqueConstraint(fields=["currency", "valid_from_on"], name="one_rate_per_currency_and_day"),
            models.CheckConstraint(condition=models.Q(rate__gt=Decimal(0)), name="rate_is_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.currency} {self.rate} ({self.valid_from_on})"
