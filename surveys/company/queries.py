"""What is still missing about the company, and what its currencies are worth."""

import datetime as dt
from decimal import Decimal

from django.conf import settings
from django.utils.translation import gettext as _

from surveys.company.models import Company, ExchangeRate


def rate_on(currency: str, day: dt.date) -> Decimal | None:
    """What one unit of `currency` was worth in the reporting currency on `day`; None when nobody has entered it.

    The rate entered last before or on that day holds; the reporting currency itself is worth 1.
    """
    if currency and currency == Company.current().reporting_currency:
        return Decimal(1)
    rates = ExchangeRate.objects.filter(currency=currency, valid_from_on__lte=day)
    return rates.order_by("-valid_from_on").values_list("rate", flat=True).first()


def missing_words(company: Company) -> list[str]:
    """What must be filled in before a letter may leave, each as a person would say it; empty when nothing is."""
    missing = set(company.missing()) - {"privacy_text"}
    words = [str(field.verbose_name) for field in Company._meta.fields if field.name in missing]
    for code in company.languages_without_privacy_text():
        language = str(dict(settings.LANGUAGES).get(code, code))
        if company.privacy_text.get(code):
            words.append(_("privacy text in %(language)s: words in [brackets] are left") % {"language": language})
        else:
            words.append(_("privacy text in %(language)s") % {"language": language})
    return words
