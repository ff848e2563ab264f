"""What an administrator fills in about the company and its currencies."""

from decimal import Decimal
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from surveys.company.currencies import CURRENCIES
from surveys.company.marks import read_mark
from surveys.company.models import Company, ExchangeRate

CURRENCY_CHOICES = [("", "–"), *((code, code) for code in CURRENCIES)]


def time_zones() -> list[tuple[str, Any]]:
    """Places by region, as people look for them."""
    regions: dict[str, list[tuple[str, str]]] = {}
    for name in sorted(available_timezones()):
        region, _slash, place = name.partition("/")
        if place and region not in ("Etc", "SystemV", "US", "posix", "right"):
            regions.setdefault(region, []).append((name, place.replace("_", " ")))
    return [("UTC", "UTC"), *regions.items()]


def starting_privacy_text(company: Company, language: str) -> str:
    """Words to begin with; what stands in [brackets] is the company's own to say."""
    with override(language):
        return render_to_string(f"surveys/company/privacy_{language}.txt", {"company": company}).strip()


class CompanyForm(forms.ModelForm):
    new_mark = forms.FileField(
        label=_("Mark"),
        required=False,
        help_text=_("A PNG, JPEG or WebP picture of at most 20 kB, shown on top of surveys."),
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp"}),
    )
    remove_mark = forms.BooleanField(label=_("Remove the mark"), required=False)
    reporting_currency = forms.ChoiceField(
        label=_("Reporting currency"),
        required=False,
        choices=CURRENCY_CHOICES,
        help_text=_("Sums are shown in it. Other currencies are added only by the rates you enter."),
    )
    time_zone = forms.ChoiceField(
        label=_("Time zone"), choices=time_zones, help_text=_("It decides where a day and a month begin.")
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages"),
        choices=settings.LANGUAGES,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Those in which you ask."),
    )
    first_language = forms.ChoiceField(
        label=_("First language"),
        choices=settings.LANGUAGES,
        help_text=_("For customers whose own is another one, or not known."),
    )
    field_order = ["name", "new_mark", "remove_mark", "postal_address", "sender_name", "sender_email"]

    class Meta:
        model = Company
        fields = [
            "name",
            "postal_address",
            "sender_name",
            "sender_email",
            "reply_to_email",
            "reporting_currency",
            "time_zone",
            "languages",
        ]
        widgets = {"postal_address": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "name": _("As customers know it."),
            "postal_address": _("It stands at the foot of every survey letter, as the law asks."),
            "sender_name": _("Who a survey letter comes from."),
            "sender_email": _("Your mail server must be allowed to send for this address."),
            "reply_to_email": _("Answers to survey letters arrive here. Somebody should read them."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["first_language"].initial = self.instance.default_language
        if not self.instance.mark:
            del self.fields["remove_mark"]
        for name in ("name", "postal_address", "sender_name", "sender_email", "reply_to_email", "reporting_currency"):
            vars(self.fields[name])["is_awaited"] = True  # may be saved empty for now, but is not optional
        for language, spoken in settings.LANGUAGES:
            written = self.instance.privacy_text.get(language)
            self.fields[f"privacy_{language}"] = forms.CharField(
                label=_("Privacy text in %(language)s") % {"language": spoken},
                required=False,
                initial=written or starting_privacy_text(self.instance, language),
                help_text=_("Who asks, why, on what basis, how long it is kept, and which rights the customer has."),
                widget=forms.Textarea(attrs={"rows": 14, "lang": language}),
            )
            vars(self.fields[f"privacy_{language}"])["is_awaited"] = True

    def clean_reporting_currency(self) -> str:
        currency: str = self.cleaned_data["reporting_currency"]
        before = self.initial["reporting_currency"]
        if before and currency != before and ExchangeRate.objects.exists():
            raise ValidationError(
                _("The exchange rates are in %(currency)s. Delete them first."), params={"currency": before}
            )
        return currency

    def clean_first_language(self) -> str:
        first: str = self.cleaned_data["first_language"]
        if first not in self.cleaned_data.get("languages", [first]):
            raise ValidationError(_("You do not ask in this language."))
        return first

    def clean_new_mark(self) -> tuple[bytes, str] | None:
        upload = self.cleaned_data["new_mark"]
        return read_mark(upload) if upload else None

    def save(self, commit: bool = True) -> Company:
        company: Company = super().save(commit=False)
        first = self.cleaned_data["first_language"]
        company.languages = sorted(self.cleaned_data["languages"], key=lambda language: language != first)
        if self.cleaned_data.get("remove_mark"):
            company.mark, company.mark_type = None, ""
        if self.cleaned_data["new_mark"]:
            company.mark, company.mark_type = self.cleaned_data["new_mark"]
        texts = {language: self.cleaned_data[f"privacy_{language}"] for language, _name in settings.LANGUAGES}
        company.privacy_text = {language: text for language, text in texts.items() if text}
        if commit:
            company.save()
        return company


class ExchangeRateForm(forms.ModelForm):
    currency = forms.ChoiceField(label=_("Currency"), choices=CURRENCY_CHOICES)

    class Meta:
        model = ExchangeRate
        fields = ["currency", "rate", "valid_from_on"]
        widgets = {"valid_from_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}

    def __init__(self, *args: Any, reporting_currency: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reporting_currency = reporting_currency
        self.fields["valid_from_on"].initial = timezone.localdate
        self.fields["rate"].help_text = _("What one unit of it is worth in %(currency)s.") % {
            "currency": reporting_currency
        }

    def clean_currency(self) -> str:
        currency: str = self.cleaned_data["currency"]
        if currency == self.reporting_currency:
            raise ValidationError(_("This is the reporting currency; its rate is always 1."))
        return currency

    def clean_rate(self) -> Decimal:
        rate: Decimal = self.cleaned_data["rate"]
        if rate <= 0:
            raise ValidationError(_("A rate is greater than 0."))
        return rate
