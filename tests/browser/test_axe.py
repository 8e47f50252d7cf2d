"""axe finds no violation of WCAG 2.2 A and AA or best practice: every page, light and dark, in four languages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import abort
from playwright.sync_api import Browser, Page

from ogpqa.config import Settings
from ogpqa.server.app import create_app
from tests.browser.addresses import ADDRESSES, QUESTION
from tests.browser.conftest import Tab
from tests.browser.running import run_app

pytestmark = pytest.mark.browser

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
OPTIONS = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}
LANGS = ["en", "ko", "es", "fr"]
ERRORS = (400, 404, 405, 413, 422, 429, 500, 503)


def violations(page: Page) -> Iterator[str]:
    """What axe finds on the page as it stands, in light and in dark."""
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        for found in Axe().run(page, options=OPTIONS).response["violations"]:
            yield f"{page.url} {scheme}: {found['id']}: {found['nodes'][0]['html'][:150]}"


@pytest.mark.parametrize("lang", LANGS)
def test_axe_finds_no_violation(browser: Browser, address: str, lang: str) -> None:
    """No violation on any page, in light and dark, in this language."""
    tab = Tab(browser, address)
    found: list[str] = []
    for where in ADDRESSES:
        tab.page.goto(where + ("&" if "?" in where else "?") + f"lang={lang}")
        found += violations(tab.page)
    tab.close()
    assert found == []


@pytest.mark.parametrize("lang", LANGS)
def test_axe_finds_no_violation_in_errors(browser: Browser, tmp_path: Path, lang: str) -> None:
    """Every error is a page in the same frame, in this language."""
    app = create_app(None, Settings(rate_limit="off", feedback=tmp_path / "feedback.sqlite"))
    app.add_url_rule("/fail/<int:code>", "fail", abort)
    with run_app(app) as address:
        tab = Tab(browser, address)
        found: list[str] = []
        for status in ERRORS:
            response = tab.page.goto(f"/fail/{status}?lang={lang}")
            assert response
            assert response.status == status
            assert tab.page.locator("html").get_attribute("lang") == lang
            found += violations(tab.page)
        tab.close()
    assert found == []


def opened(page: Page) -> None:
    """Everything that a page folds away is unfolded."""
    page.evaluate("document.querySelectorAll('details').forEach(part => { part.open = true; })")


def thanked(page: Page) -> None:
    """The reply is given, the reason is asked for."""
    page.get_by_role("button", name="No", exact=True).click()
    page.get_by_role("button", name="Send").wait_for()


def followed(page: Page) -> None:
    """A follow-up is answered without a reload."""
    earlier = page.locator("article.earlier")
    before = earlier.count()
    page.get_by_role("textbox", name="Your next question").fill("And the e-mail?")
    page.keyboard.press("Enter")
    earlier.nth(before).wait_for()


def turned(page: Page) -> None:
    """The page is laid out from right to left."""
    page.evaluate("document.documentElement.dir = 'rtl'")


@pytest.mark.parametrize("change", [opened, thanked, followed, turned])
def test_axe_finds_no_violation_after(browser: Browser, address: str, change: Callable[[Page], None]) -> None:
    """What a person does to a page leaves it as good as it was."""
    tab = Tab(browser, address)
    found: list[str] = []
    for where in (f"/?q={QUESTION}", "/?q=How many commitments does South Korea have?&h=Which joined earlier?"):
        tab.page.goto(where)
        change(tab.page)
        found += violations(tab.page)
    tab.close()
    assert found == []
