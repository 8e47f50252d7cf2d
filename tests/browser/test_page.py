"""The citizen's page in a real browser: asked and followed up, by keyboard, without script, small, dark and printed."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Response, expect

from tests.browser.conftest import Tab

pytestmark = pytest.mark.browser

QUESTION = "Who is Seoul's contact?"
ADDRESSES = (
    "/",
    f"/?q={QUESTION}",
    "/?q=List the commitments of South Korea",
    "/?q=How many commitments does South Korea have?",
    "/?q=Which joined earlier?",
    "/?q=hostile list",
    f"/?q=And the e-mail?&h=List the commitments of South Korea&h=Who is the contact of Atlantis?&h={QUESTION}",
    "/?q=every commitment",
    "/?q=every commitment&rows=3",
    "/?q=every commitment&sources=2",
    "/?q=hostile list&h=evil",
    "/?q=Who is the contact of Atlantis?",
    "/?q=!!!",
    "/members",
    "/members/south-korea",
    "/pages/south-korea?s=0-11",
    "/about",
    "/limits",
    "/privacy",
    "/accessibility",
    "/api",
    "/nothing",
)


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


def test_an_address_can_be_shared(tab: Tab) -> None:
    """The address of an answer gives the same answer to someone else."""
    tab.page.goto(f"/?q={QUESTION}")
    expect(tab.page.locator(".reply .text")).to_contain_text("Jihyun Kim")
    expect(tab.page.locator('meta[name="robots"]')).to_have_attribute("content", "noindex")


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


def test_pages_are_light(tab: Tab) -> None:
    """A page with all that it loads stays under 50 kB and five requests."""
    replies: list[Response] = []
    tab.page.on("response", lambda reply: replies.append(reply))  # noqa: PLW0108  a method of C has no signature
    for where in ADDRESSES:
        replies.clear()
        tab.page.goto(where, wait_until="networkidle")  # else a late reply is counted with the next page
        sizes = [len(reply.body()) for reply in replies]
        assert sum(sizes) < 50_000, where
        assert len(sizes) <= 5, where
