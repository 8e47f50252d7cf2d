"""axe finds no violation of WCAG 2.2 A and AA or best practice: every page, light and dark, in four languages."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from tests.browser.conftest import Tab
from tests.browser.test_page import ADDRESSES

pytestmark = pytest.mark.browser

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
OPTIONS = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}


@pytest.mark.parametrize("lang", ["en", "ko", "es", "fr"])
def test_axe_finds_no_violation(browser: Browser, address: str, lang: str) -> None:
    """No violation on any page, in light and dark, in this language."""
    tab = Tab(browser, address)
    found = []
    for where in ADDRESSES:
        tab.page.goto(where + ("&" if "?" in where else "?") + f"lang={lang}")
        for scheme in ("light", "dark"):
            tab.page.emulate_media(color_scheme=scheme)
            results = Axe().run(tab.page, options=OPTIONS)
            found += [
                f"{where} {scheme}: {v['id']}: {v['nodes'][0]['html'][:150]}" for v in results.response["violations"]
            ]
    tab.close()
    assert found == []
