"""What is still missing about the company, and the time that it keeps."""

from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _

from surveys.company.models import Company


def company_zone() -> ZoneInfo:
    """The zone in which colleagues read moments."""
    return ZoneInfo(Company.objects.values_list("time_zone", flat=True).get(pk=1))


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
