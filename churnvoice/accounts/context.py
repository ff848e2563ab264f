"""What every page shows around its content: the navigation by role, and the theme chosen."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise, SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from analysis.followups.models import FollowUp

THEMES = ("light", "dark")

SETUP_ADDRESSES = ("/setup/", "/reasons/recorded/", "/letters/", "/mailbox/")

# Label, page, the permission it needs, and the addresses that belong to it; of two with one label the first allowed.
ENTRIES = [
    (_("Desk"), "analysis:desk", "analysis.handle_follow_up", ("/desk/", "/follow-ups/")),
    (_("Answers"), "analysis:response-list", "analysis.view_responses", ("/answers/",)),
    (_("Reasons"), "analysis:breakdown", "analysis.view_breakdown", ()),
    (_("Surveys"), "surveys:survey-list", "surveys.view_surveys", ("/surveys/",)),
    (_("People"), "surveys:customer-list", "surveys.view_customers", ("/people/",)),
    (_("Setup"), "surveys:company", "surveys.change_company", SETUP_ADDRESSES),
    (_("Setup"), "surveys:letter-list", "surveys.view_letters", SETUP_ADDRESSES),
]


@dataclass(frozen=True)
class Entry:
    label: str | Promise
    url: str
    is_current: str  # the value of aria-current: "page", "true" for a page below it, or empty
    count: int = 0  # only where somebody must act


def entries_for(request: HttpRequest) -> list[Entry]:
    """The pages this colleague may open, in the order of the work."""
    if not request.user.is_authenticated:
        return []
    entries: list[Entry] = []
    for label, name, permission, addresses in ENTRIES:
        if not request.user.has_perm(permission) or label in [entry.label for entry in entries]:
            continue
        url = reverse(name)
        current = "page" if request.path == url else "true" if request.path.startswith(addresses) else ""
        count = FollowUp.objects.open().filter(assignee=request.user.pk).count() if name == "analysis:desk" else 0
        entries.append(Entry(label, url, current, count))
    return entries


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Lazy, so that a page without the frame asks nothing of the database."""
    theme = request.COOKIES.get("theme")
    return {
        "navigation": SimpleLazyObject(lambda: entries_for(request)),
        "theme": theme if theme in THEMES else "",
    }
