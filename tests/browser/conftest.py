"""A browser, a server over the fake assistant, and pages that tell of every error."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Dialog, Page, expect, sync_playwright

from ogpqa.config import Settings
from tests.browser.running import CHROMIUM, run_server
from tests.fakes_assistant import FakeAssistant

PATIENCE = 60_000  # milliseconds, of a machine under load
expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server over the fake assistant."""
    feedback = tmp_path_factory.mktemp("feedback") / "feedback.sqlite"
    with run_server(FakeAssistant(), Settings(rate_limit="off", feedback=feedback)) as url:
        yield url


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**CHROMIUM)
        yield browser
        browser.close()


class Tab:
    """A page of the browser with everything that it complained about."""

    def __init__(self, browser: Browser, address: str, **options: Any) -> None:
        self.context = browser.new_context(**{"base_url": address, "locale": "en-GB", **options})
        self.context.set_default_timeout(PATIENCE)
        self.page: Page = self.context.new_page()
        self.complaints: list[str] = []
        self.requests: list[str] = []
        self.page.on("dialog", self._dismiss)
        self.page.on("pageerror", lambda error: self.complaints.append(f"script: {error}"))
        self.page.on("console", self._hear)
        self.page.on("request", lambda request: self.requests.append(request.url))

    def _dismiss(self, dialog: Dialog) -> None:
        self.complaints.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _hear(self, line: ConsoleMessage) -> None:
        # That a page is a 404 is told by its status; what scripts and the content policy report is what counts here.
        if line.type == "error" and "Failed to load resource" not in line.text:
            self.complaints.append(f"console: {line.text}")

    def close(self) -> None:
        """Close it."""
        self.context.close()


@pytest.fixture
def tab(browser: Browser, address: str) -> Iterator[Tab]:
    """A page on a desktop; at its end it must not have complained, nor asked another host for anything."""
    tab = Tab(browser, address, viewport={"width": 1200, "height": 800})
    yield tab
    tab.close()
    assert tab.complaints == []
    assert [url for url in tab.requests if not url.startswith(address)] == []
