"""The page in a real browser: asked, followed up, corrected, proved and browsed, in each language, without script."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.addresses import QUESTION
from tests.browser.conftest import Tab

pytestmark = pytest.mark.browser


def test_an_address_can_be_shared(tab: Tab) -> None:
    """The address of an answer gives the same answer to someone else."""
    tab.page.goto(f"/?q={QUESTION}")
    expect(tab.page.locator(".reply .text")).to_contain_text("Jihyun Kim")
    expect(tab.page.locator('meta[name="robots"]')).to_have_attribute("content", "noindex")


def test_a_conversation_is_read_in_order(tab: Tab) -> None:
    """Each turn is an article with its question as heading; the newest comes last, and the form after it."""
    page = tab.page
    page.goto(f"/?q=And the e-mail?&h=List the commitments of South Korea&h={QUESTION}")
    expect(page.get_by_role("article")).to_have_count(3)
    headings = ["Question: List the commitments of South Korea", f"Question: {QUESTION}", "Question: And the e-mail?"]
    expect(page.locator("article h2")).to_have_text(headings)
    page.locator("#turn-1").locator("xpath=..").get_by_text("3 sources").click()
    expect(page.get_by_role("link", name="[2] South Korea").last).to_be_visible()
    page.get_by_role("link", name="Open this answer in full (2)").click()
    expect(page.get_by_role("heading", name=QUESTION)).to_be_visible()
    expect(page.get_by_role("article")).to_have_count(2)


def test_every_row_of_a_long_list_is_reached_and_proved(tab: Tab) -> None:
    """Rows in pages, each with a mark that opens the saved copy at its words; all quotes on pages of their own."""
    page = tab.page
    page.goto("/?q=every commitment")
    expect(page.locator(".reply tbody tr")).to_have_count(50)
    page.get_by_role("link", name="Next").click()
    page.get_by_role("link", name="Next").click()
    expect(page.locator(".reply tbody tr")).to_have_count(20)
    page.get_by_role("link", name="Source [120]").click()
    expect(page.locator("#mark")).to_be_in_viewport()
    page.go_back()
    page.get_by_role("link", name="All 120 sources").click()
    expect(page.locator(".source mark")).to_have_count(12)
    page.get_by_role("link", name="Next").click()
    expect(page.locator("#source-13 mark")).to_be_visible()
    page.get_by_role("link", name="Back to the answer").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("every commitment")


def test_a_follow_up_carries_the_questions_before(tab: Tab) -> None:
    """The second question is understood with the first, both stand in the list and in the address."""
    page = tab.page
    page.goto(f"/?q={QUESTION}")
    page.get_by_role("textbox", name="Your next question").fill("And the e-mail?")
    page.get_by_role("button", name="Ask", exact=True).last.click()
    expect(page.locator("#answer ~ .understood")).to_contain_text("e-mail address · Seoul, South Korea")
    expect(page.locator(".so-far li")).to_have_text([QUESTION, "And the e-mail?"])
    expect(page.locator("#answer")).to_be_focused()
    expect(page.locator("#answer")).to_be_in_viewport()
    assert "h=Who+is+Seoul" in page.url


def test_a_misunderstood_question_can_be_changed(tab: Tab) -> None:
    """Beside what was understood: other readings, and the question as understood, ready to be changed."""
    page = tab.page
    page.goto(f"/?q=And the e-mail?&h={QUESTION}")
    page.get_by_text("Not what you meant?").click()
    box = page.get_by_role("textbox", name="Change the question")
    expect(box).to_have_value("What is the e-mail of Seoul's contact?")
    box.fill("How many commitments does South Korea have?")
    page.keyboard.press("Enter")
    expect(page.locator(".sides .big")).to_have_text(["13", "16"])
    page.get_by_text("Not what you meant?").click()
    page.get_by_role("link", name="Which joined earlier?").click()
    expect(page.get_by_role("table", name="Side by side")).to_be_visible()


def test_a_source_opens_at_its_mark(tab: Tab) -> None:
    """The saved copy opens scrolled to the quoted words, which are marked by the server."""
    page = tab.page
    page.goto("/?q=List the commitments of South Korea")
    page.get_by_role("link", name="Read it in the saved copy (source 3)").click()
    expect(page.locator("#mark")).to_have_text("Refine the Portal to Be More User Friendly")
    expect(page.locator("#mark")).to_be_in_viewport()
    expect(page.locator(".copy mark")).to_have_count(2)


def test_a_citation_mark_leads_to_its_source(tab: Tab) -> None:
    """[1] leads to the first source."""
    tab.page.goto(f"/?q={QUESTION}")
    tab.page.locator(".reply .cite").first.click()
    expect(tab.page.locator("#source-1")).to_be_in_viewport()
    assert tab.page.url.endswith("#source-1")
    expect(tab.page.locator("#answer")).to_be_visible()


def test_what_is_not_answered_says_why_and_what_to_try(tab: Tab) -> None:
    """Its own screen: the reason, the nearest passages, things to try, the member's page."""
    page = tab.page
    page.goto("/?q=What is the salary of South Korea's contact?")
    expect(page.get_by_role("heading", name="The pages do not answer this")).to_be_visible()
    expect(page.locator(".understood")).to_contain_text("South Korea")
    expect(page.get_by_role("heading", name="What you can try")).to_be_visible()
    expect(page.get_by_role("heading", name="The nearest passages")).to_be_visible()
    page.get_by_role("link", name="Everything saved about South Korea").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("South Korea")


def test_everything_works_without_script(browser: Browser, address: str) -> None:
    """Ask, follow up, open the source, browse and reply with scripts blocked; what needs them is not shown."""
    tab = Tab(browser, address, java_script_enabled=False)
    page = tab.page
    page.goto("/")
    page.get_by_role("textbox", name="Your question").fill(QUESTION)
    page.get_by_role("button", name="Ask", exact=True).click()
    expect(page.locator(".reply .text")).to_contain_text("Jihyun Kim")
    expect(page.get_by_role("button", name="Copy the link")).to_be_hidden()
    page.get_by_role("textbox", name="Your next question").fill("And the e-mail?")
    page.get_by_role("button", name="Ask", exact=True).last.click()
    expect(page.locator("#answer ~ .understood")).to_be_visible()
    expect(page.locator("#answer")).to_be_in_viewport()
    page.get_by_role("link", name="Read it in the saved copy").click()
    expect(page.locator("#mark")).to_be_in_viewport()
    page.go_back()
    page.get_by_role("button", name="Yes").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you")
    page.get_by_label("What was good, wrong or missing?").fill("quick")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you")
    page.goto("/?q=every commitment")
    page.get_by_role("link", name="Next").click()
    expect(page.get_by_role("table")).to_contain_text("KR0008")
    page.goto("/members")
    page.get_by_label("Name or country").fill("seo")
    page.get_by_role("button", name="Filter").click()
    expect(page.locator(".members a")).to_have_text(["Seoul, South Korea"])
    tab.close()


@pytest.mark.parametrize(
    ("lang", "button"), [("en", "Ask"), ("ko", "질문하기"), ("es", "Preguntar"), ("fr", "Demander")]
)
def test_the_page_speaks_its_language(tab: Tab, lang: str, button: str) -> None:
    """The chosen language stays through asking, and quotes keep theirs."""
    page = tab.page
    page.goto(f"/?lang={lang}")
    page.locator("textarea").fill("서울의 담당자는 누구인가요?")
    page.get_by_role("button", name=button, exact=True).click()
    expect(page.locator("#source-1 blockquote")).to_have_attribute("lang", "en")
    assert page.locator("html").get_attribute("lang") == lang
    assert f"lang={lang}" in page.url


def test_a_browser_without_a_choice_gets_its_own_language(browser: Browser, address: str) -> None:
    """Accept-Language decides until a person does."""
    tab = Tab(browser, address, locale="fr-CA")
    tab.page.goto("/")
    assert tab.page.locator("html").get_attribute("lang") == "fr"
    tab.close()


@pytest.mark.parametrize(
    "where",
    [
        "/?q=evil",
        "/?q=hostile list",
        "/?q=hostile list&sources=1",
        "/?q=weather&h=evil&h=hostile list",
        "/?q=<script>alert(1)</script>&h=<img src=x onerror=alert(1)>",
        "/members",
        "/members/evil-city",
        "/pages/evil-city?s=0-60",
        '/members?q="><script>alert(1)</script>',
    ],
)
def test_hostile_text_stays_text(tab: Tab, where: str) -> None:
    """Scripts, quotes and markup of a page or a question run nothing: no dialog, no report, no broken page."""
    tab.page.goto(where)
    tab.page.wait_for_load_state("networkidle")
    assert tab.page.locator("main script, main img, main iframe").count() == 0
    assert tab.page.locator("a[href^='javascript:']").count() == 0
    expect(tab.page.locator("footer")).to_be_visible()
