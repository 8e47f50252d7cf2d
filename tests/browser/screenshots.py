"""Screenshots of the page, to look at and to show: `python -m tests.browser.screenshots --index DIR [--out FOLDER]`.

Without --index the fake assistant answers. Chromium is Debian's; Pillow (extra "bench") makes the files small.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

from PIL import Image
from playwright.sync_api import FloatRect, Page, sync_playwright

from ogpqa.config import Settings
from tests.browser.running import CHROMIUM, run_server
from tests.fakes_assistant import FakeAssistant

DESKTOP = {"viewport": {"width": 1200, "height": 800}}
PHONE = {"viewport": {"width": 360, "height": 740}, "device_scale_factor": 1.5, "is_mobile": True, "has_touch": True}
DARK = {**DESKTOP, "color_scheme": "dark"}
TALLEST = 1600  # of a picture: what follows in long lists is more of the same
CONVERSATION = "h=Who is Seoul's contact?&h=List the commitments of South Korea&q=And of 2014?"
SHOTS: dict[str, tuple[str, dict[str, Any]]] = {
    "home-desktop": ("/", DESKTOP),
    "home-phone": ("/", PHONE),
    "answer-desktop": ("/?q=Who is Seoul's contact?", DESKTOP),
    "answer-phone": ("/?q=Who is Seoul's contact?", PHONE),
    "answer-dark": ("/?q=How many commitments does South Korea have?", DARK),
    "answer-korean": ("/?lang=ko&q=서울의 담당자는 누구인가요?", DESKTOP),
    "list-desktop": ("/?q=List the commitments of South Korea", DESKTOP),
    "list-phone": ("/?q=List the commitments of South Korea", PHONE),
    "comparison-desktop": ("/?q=Which joined earlier, Seoul or South Korea?", DESKTOP),
    "comparison-phone": ("/?q=Which has more documents, Seoul or South Korea?", PHONE),
    "conversation-desktop": (f"/?{CONVERSATION}", DESKTOP),
    "conversation-phone": (f"/?{CONVERSATION}", PHONE),
    "correction-desktop": ("/?q=Who is Seoul's contact?", DESKTOP),
    "sources-desktop": ("/?q=List the commitments of South Korea&sources=2", DESKTOP),
    "not-found-desktop": ("/?q=What is the salary of Seoul's contact?", DESKTOP),
    "not-found-phone": ("/?q=Who is the contact of Atlantis?", PHONE),
    "members-desktop": ("/members", DESKTOP),
    "member-desktop": ("/members/south-korea", DESKTOP),
    "member-phone": ("/members/south-korea", PHONE),
    "error-desktop": ("/nothing", DESKTOP),
    "about-french": ("/about?lang=fr", DESKTOP),
    "home-spanish": ("/?lang=es", DESKTOP),
    "print": ("/?q=Who is Seoul's contact?", DESKTOP),
    "forced-colours": ("/?q=Who is Seoul's contact?", {**DESKTOP, "forced_colors": "active"}),
    "right-to-left-phone": ("/?q=Who is Seoul's contact?", PHONE),
    "saved-copy-desktop": ("", DESKTOP),
}


# What is done to a page before its picture is taken.
CHANGES: dict[str, Callable[[Page], object]] = {
    "correction-desktop": lambda page: page.locator(".fix summary").click(),
    "print": lambda page: page.emulate_media(media="print"),
    "right-to-left-phone": lambda page: page.evaluate("document.documentElement.dir = 'rtl'"),
    "saved-copy-desktop": lambda page: open_source(page, "List the commitments of South Korea"),
}


def open_source(page: Page, question: str) -> None:
    """Open the saved copy at the third source of an answer, as a reader would."""
    page.goto(f"/?q={quote(question)}")
    page.get_by_role("link", name="Read it in the saved copy (source 3)").click()
    page.locator("#mark").wait_for()


def shrink(path: Path) -> None:
    """Write a picture anew with 96 colours: the page is flat, so nothing is lost but two thirds of the size."""
    with Image.open(path) as picture:
        small = picture.convert("RGB").quantize(96, dither=Image.Dither.NONE)
    small.save(path, optimize=True)


def main() -> None:
    """Make them all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--index", type=Path)
    parser.add_argument("--out", type=Path, default=Path("docs/screenshots"))
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    settings = Settings(rate_limit="off", **({"index": options.index} if options.index else {}))
    if options.index:
        from ogpqa.assistant import open_assistant

        assistant: Any = open_assistant(settings)
    else:
        assistant = FakeAssistant()
    with run_server(assistant, settings) as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(**CHROMIUM)
        for name, (address, device) in SHOTS.items():
            if options.only and options.only not in name:
                continue
            page = browser.new_page(base_url=url, **device)
            page.goto(quote(address, safe="/?&=#'"))
            if change := CHANGES.get(name):
                change(page)
            tall = page.evaluate("document.documentElement.scrollHeight")
            clip = FloatRect(x=0, y=0, width=device["viewport"]["width"], height=min(tall, TALLEST))
            path = options.out / f"{name}.png"
            page.screenshot(path=path, full_page=True, clip=clip)
            shrink(path)
            page.close()
        browser.close()


if __name__ == "__main__":
    main()
