"""What the script adds: answers without a reload, copying, counting, a key, and a keyboard's way through it all."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.addresses import QUESTION
from tests.browser.conftest import Tab

pytestmark = pytest.mark.browser


def test_a_question_is_answered_without_a_reload(tab: Tab) -> None:
    """The answer replaces the page's content, takes the focus, is announced, and has an address of its own."""
    page = tab.page
    page.goto("/")
    page.evaluate("window.sameDocument = true")
    page.get_by_role("textbox", name="Your question").fill(QUESTION)
    page.get_by_role("button", name="Ask", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(QUESTION)
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    expect(page.locator("#status")).to_have_text("The answer is on the page.")
    expect(page.locator(".reply .text")).to_contain_text("Jihyun Kim")
    assert page.evaluate("window.sameDocument") is True
    assert "q=Who+is+Seoul" in page.url
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ask about open government")
    page.go_forward()
    expect(page.get_by_role("heading", level=1)).to_contain_text(QUESTION)


def test_going_back_and_forth_asks_once(tab: Tab) -> None:
    """A mark in the text is a place on the same page: going back from it asks nothing; going back to home does."""
    page = tab.page
    page.goto("/")
    page.get_by_role("textbox", name="Your question").fill(QUESTION)
    page.get_by_role("button", name="Ask", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    asked = [url for url in tab.requests if "/static/" not in url]
    page.locator(".reply .cite").first.click()
    expect(page.locator("#source-1")).to_be_in_viewport()
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_contain_text(QUESTION)
    assert [url for url in tab.requests if "/static/" not in url] == asked
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ask about open government")


def test_an_error_in_the_question_is_told_where_it_is(tab: Tab) -> None:
    """What is no question comes back in the box, which has the focus and bears the error."""
    page = tab.page
    page.goto("/")
    page.get_by_role("textbox", name="Your question").fill("!!!")
    page.keyboard.press("Enter")
    box = page.get_by_role("textbox", name="Your question")
    expect(box).to_be_focused()
    expect(box).to_have_value("!!!")
    expect(box).to_have_attribute("aria-invalid", "true")
    expect(box).to_have_accessible_description(re.compile("cannot be read as a question"))


def test_characters_are_counted(tab: Tab) -> None:
    """Visibly with each letter, aloud only when few are left."""
    page = tab.page
    page.goto("/")
    box = page.get_by_role("textbox", name="Your question")
    box.fill("x" * 100)
    expect(page.locator("#q-count")).to_have_text("Characters left: 200")
    expect(page.locator("#status")).to_be_empty()
    box.fill("x" * 290)
    expect(page.locator("#status")).to_have_text("Characters left: 10")


def test_a_keyboard_is_enough(tab: Tab) -> None:
    """Skip to the content, type, press Enter, reach the source, open it: no mouse."""
    page = tab.page
    page.goto("/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    expect(page.get_by_role("link", name="Skip to the content")).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("textbox", name="Your question")).to_be_focused()
    page.keyboard.type(QUESTION)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    seen = []
    for _ in range(16):
        page.keyboard.press("Tab")
        seen.append(page.evaluate("document.activeElement.textContent.trim()"))
        if seen[-1].startswith("Read it in the saved copy"):
            break
    page.keyboard.press("Enter")
    expect(page.locator("#mark")).to_be_in_viewport()


def test_the_key_can_be_turned_off(tab: Tab) -> None:
    """/ goes to the question box, not while typing, and not once it is turned off."""
    page = tab.page
    page.goto("/")
    page.keyboard.press("/")
    box = page.get_by_role("textbox", name="Your question")
    expect(box).to_be_focused()
    page.keyboard.press("/")
    expect(box).to_have_value("/")
    box.blur()
    page.get_by_label("The / key goes to the question box").uncheck()
    page.reload()
    page.keyboard.press("/")
    expect(page.get_by_role("textbox", name="Your question")).not_to_be_focused()


def test_the_answer_can_be_copied_with_its_sources(browser: Browser, address: str) -> None:
    """The copy holds question, answer, quote, live address and the answer's own address."""
    tab = Tab(browser, address, permissions=["clipboard-read", "clipboard-write"])
    page = tab.page
    page.goto(f"/?q={QUESTION}")
    page.get_by_role("button", name="Copy the answer").click()
    expect(page.locator("#status")).to_have_text("Copied.")
    copied = page.evaluate("navigator.clipboard.readText()")
    page.goto("/?q=List the commitments of South Korea")
    page.get_by_role("button", name="Copy the answer").click()
    expect(page.locator("#status")).to_have_text("Copied.")
    assert "KR0044\tOpen Data starred\t2018\tOpen Data\t[2]" in page.evaluate("navigator.clipboard.readText()")
    page.goto(f"/?q={QUESTION}")
    for part in (QUESTION, "Jihyun Kim", "kimjihyun@seoul.go.kr", "https://www.opengovpartnership.org/", page.url):
        assert part in copied
    tab.close()


def test_feedback_keeps_no_question_unless_asked_to(tab: Tab) -> None:
    """Yes or no, then a reason, without leaving the answer; the consent box is not ticked beforehand."""
    page = tab.page
    page.goto(f"/?q={QUESTION}")
    page.get_by_role("button", name="No", exact=True).click()
    expect(page.get_by_role("heading", name="Thank you")).to_be_focused()
    expect(page.get_by_label("Keep my question")).not_to_be_checked()
    page.get_by_label("What was good, wrong or missing?").fill("the wrong person")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("button", name="Send")).to_have_count(0)
    expect(page.locator(".reply .text")).to_contain_text("Jihyun Kim")
