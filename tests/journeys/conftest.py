"""A real browser for the journeys. Without one they are skipped; tests/conftest.py says so at the end of the run."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import axe_playwright_python
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from churnvoice.accounts.models import User
from tests.conftest import NO_BROWSER, client_of

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


expect.set_options(timeout=15_000)  # as patient as every other step, on a busy machine too


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser per file of tests. Its event loop runs in this thread, and is gone before any other test starts."""
    if not CHROMIUM and os.environ.get("REQUIRE_BROWSER") != "1":
        pytest.skip(NO_BROWSER)
    assert CHROMIUM, "REQUIRE_BROWSER is set, and there is no browser: install chromium"
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def open_browser(browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """Opens a window with options of its own: size, language, JavaScript off; all are closed after the test."""
    contexts: list[BrowserContext] = []

    def open_one(**options: object) -> BrowserContext:
        contexts.append(browser.new_context(**{"locale": "en", **options}))
        contexts[-1].set_default_timeout(15_000)
        return contexts[-1]

    yield open_one
    for context in contexts:
        context.close()


def violations(page: Page) -> list[str]:
    """What axe finds wrong on a page, by the rules of WCAG 2.2 A and AA: rule and element. Needs JavaScript."""
    page.evaluate(AXE)
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
    found = page.evaluate("tags => axe.run({runOnly: tags, preload: false})", tags)["violations"]
    return [f"{rule['id']}: {node['html']}" for rule in found for node in rule["nodes"]]


def log_in(context: BrowserContext, site: str, user: User) -> Page:
    """A page of this window in which the colleague is logged in."""
    session = client_of(user).cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": site}])
    return context.new_page()
