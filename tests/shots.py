"""`make shots`: the main pages with sample data, photographed at phone and desktop width into docs/."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.servers import free_port  # first: gives this process servers of its own

DOCS = Path(__file__).parent.parent / "docs"
DESKTOP, PHONE = {"width": 1280, "height": 860}, {"width": 390, "height": 780}
CHROMIUM = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]


def prepare() -> None:
    """Settings for a site with a database and a mailbox of its own, as `make serve` has."""
    for name in ("EMAIL_URL", "CELERY_BROKER_URL", "CACHE_URL"):
        os.environ.pop(name, None)
    os.environ |= {
        "PORT": str(free_port()),
        "DJANGO_SETTINGS_MODULE": "churnvoice.settings",
        "DJANGO_ALLOW_ASYNC_UNSAFE": "1",
    }
    import django

    django.setup()


def pages() -> Iterator[tuple[str, str, dict[str, int]]]:
    """Name of the picture, address, and size of the window."""
    from django.urls import reverse

    from analysis.followups.models import FollowUp
    from surveys.invitations.models import Invitation

    follow_up = FollowUp.objects.filter(may_reply=True).order_by("priority", "due_at").first()
    invitation = Invitation.objects.filter(answered_at=None, language="en", withdrawn_at=None).order_by("pk").first()
    yield "answer-phone", reverse("surveys:answer", args=[invitation.token]), PHONE
    for name, address in {
        "reasons": reverse("analysis:breakdown"),
        "said": reverse("analysis:breakdown") + "?source=said",
        "desk": reverse("analysis:desk") + "?list=open",
        "follow-up": reverse("analysis:follow-up-detail", args=[follow_up.pk]),
        "answers": reverse("analysis:response-list"),
        "people": reverse("surveys:customer-list"),
    }.items():
        yield f"{name}-desktop", address, DESKTOP
        yield f"{name}-phone", address, PHONE


def session_cookie(url: str) -> dict[str, str]:
    """A manager who is logged in."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from churnvoice.accounts.models import User
    from churnvoice.accounts.permissions import Role

    user, _made = User.objects.get_or_create(
        email="manager@sample-company.example", defaults={"role": Role.MANAGER, "name": "Sample manager"}
    )
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return {"name": settings.SESSION_COOKIE_NAME, "value": str(session.session_key), "url": url}


def main() -> None:
    prepare()
    from playwright.sync_api import sync_playwright

    from churnvoice.demo.story import Wishes, tell
    from churnvoice.local.processes import running

    with running(web=True, worker=True, mailbox=True) as site, sync_playwright() as playwright:
        tell(Wishes(), say=lambda words: None)
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=CHROMIUM)
        for name, address, size in pages():
            context = browser.new_context(viewport=size, locale="en", device_scale_factor=1)
            context.add_cookies([session_cookie(site.url)])
            page = context.new_page()
            page.goto(site.url + address)
            page.screenshot(path=DOCS / f"{name}.png")
            context.close()
            print(DOCS / f"{name}.png")
        browser.close()


if __name__ == "__main__":
    sys.exit(main())
