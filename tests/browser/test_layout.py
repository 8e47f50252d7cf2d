"""The page on any screen: small, enlarged, dark, mirrored, printed, in forced colours, and light to load."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Response, expect

from tests.browser.addresses import ADDRESSES, QUESTION
from tests.browser.conftest import Tab

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("width", "height"), [(320, 640), (320, 256)], ids=["320 px", "400% of 1280 x 1024"])
def test_nothing_scrolls_sideways(browser: Browser, address: str, width: int, height: int) -> None:
    """Small screens and 400% zoom: every page fits its width."""
    tab = Tab(browser, address, viewport={"width": width, "height": height})
    too_wide = []
    for where in ADDRESSES:
        tab.page.goto(where)
        if tab.page.evaluate("document.documentElement.scrollWidth") > width:
            too_wide.append(where)
    tab.close()
    assert too_wide == []


@pytest.mark.parametrize("width", [320, 1200])
def test_right_to_left_fits(browser: Browser, address: str, width: int) -> None:
    """Turned to right-to-left, pages mirror and still fit: nothing is placed by left and right."""
    tab = Tab(browser, address, viewport={"width": width, "height": 640})
    too_wide = []
    for where in ADDRESSES:
        tab.page.goto(where)
        tab.page.evaluate("document.documentElement.dir = 'rtl'")
        if tab.page.evaluate("document.documentElement.scrollWidth") > width:
            too_wide.append(where)
    brand = tab.page.locator(".brand").bounding_box()
    tab.close()
    assert too_wide == []
    assert brand
    assert brand["x"] > width / 2


def test_colours_can_be_forced(browser: Browser, address: str) -> None:
    """With colours of the system's own, focus, mark and bars are still seen."""
    tab = Tab(browser, address, forced_colors="active")
    tab.page.goto("/members/south-korea")
    bar = tab.page.locator(".chart rect").first.evaluate("bar => getComputedStyle(bar).fill")
    ground = tab.page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert bar != ground
    tab.page.keyboard.press("Tab")
    assert tab.page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    tab.close()


def test_motion_is_reduced_on_request(browser: Browser, address: str) -> None:
    """Nothing glides for people whom it makes ill."""
    for wish, behaviour in (("reduce", "auto"), ("no-preference", "smooth")):
        tab = Tab(browser, address, reduced_motion=wish)
        tab.page.goto("/")
        assert tab.page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == behaviour
        tab.close()


def test_dark_is_dark(browser: Browser, address: str) -> None:
    """With the device set to dark, letters are light on a dark ground."""
    tab = Tab(browser, address, color_scheme="dark")
    tab.page.goto("/")
    assert tab.page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(17, 23, 27)"
    tab.close()


def test_print_holds_the_answer_and_the_addresses(tab: Tab) -> None:
    """On paper: answer, quotes and the sources' addresses; no forms, no menu."""
    page = tab.page
    page.goto(f"/?q={QUESTION}")
    page.emulate_media(media="print")
    expect(page.locator(".reply .text")).to_be_visible()
    expect(page.locator("#source-1 mark")).to_be_visible()
    for hidden in (".menu", ".langs", ".next", ".feedback", ".tools", ".fix"):
        expect(page.locator(hidden)).to_be_hidden()
    printed = page.evaluate("getComputedStyle(document.querySelector('a[data-address]'), '::after').content")
    assert "https://www.opengovpartnership.org/members/seoul-south-korea/" in printed


def test_pages_are_light(tab: Tab) -> None:
    """A page with all that it loads stays well under 50 kB and at five requests at most."""
    replies: list[Response] = []
    tab.page.on("response", lambda reply: replies.append(reply))  # noqa: PLW0108  a method of C has no signature
    for where in ADDRESSES:
        replies.clear()
        tab.page.goto(where, wait_until="networkidle")  # else a late reply is counted with the next page
        sizes = [len(reply.body()) for reply in replies]
        assert sum(sizes) < 45_000, where
        assert len(sizes) <= 5, where
