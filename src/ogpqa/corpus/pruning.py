"""Which HTML elements are no text of the page: chrome, banners, scripts and what is hidden."""

from __future__ import annotations

import re

from lxml import etree

from ogpqa.corpus.layouts import Layouts

NEVER = frozenset(
    (
        "head",
        "script",
        "style",
        "template",
        "noscript",
        "svg",
        "canvas",
        "iframe",
        "object",
        "embed",
        "audio",
        "video",
        "map",
        "nav",
        "button",
        "select",
        "option",
        "textarea",
        "datalist",
        "input",
        "progress",
        "meter",
        "math",
    )
)
HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|font-size\s*:\s*0(?:\D|$)|opacity\s*:\s*0(?:[^.\d]|$)"
    r"|(?:left|top|text-indent)\s*:\s*-\d{3,}|clip\s*:\s*rect\(\s*[01](?:px)?[\s,]",
    re.IGNORECASE,
)
BODIES = frozenset({"html", "body", "main", "article"})
MAX_STYLE = 2000  # an attribute longer than this is no style that a person wrote


def main_headings(root: etree._Element) -> frozenset[etree._Element]:
    """The <header> and classed elements around the page's only <h1>: they hold the name and are kept."""
    headings = [h for h in root.iter("h1") if "".join(str(t) for t in h.itertext()).strip()]
    if len(headings) != 1:
        return frozenset()
    return frozenset(headings[0].iterancestors())


def is_pruned(element: etree._Element, tag: str, layouts: Layouts, kept: frozenset[etree._Element]) -> bool:
    """Whether the element and what it holds never become text."""
    if tag in NEVER or is_hidden(element) or (tag == "dialog" and element.get("open") is None):
        return True
    if tag in BODIES or tag in ("h1", "li") or element in kept:
        return False
    if tag in ("header", "footer"):
        return not within(element, ("article", "li", "blockquote", "main") if tag == "header" else ("article", "li"))
    classes = f"{element.get('class', '')[:MAX_STYLE]} {element.get('id', '')[:MAX_STYLE]}".casefold().split()
    if tag == "aside":
        return not within(element, ("main", "article")) or is_banner(element, classes, layouts)
    role = str(element.get("role", "")).casefold()
    blocks = {name.split("__")[0].split("--")[0] for name in classes}  # "site-footer__inner", "menu--main"
    return role in layouts.hidden_roles or not layouts.hidden_classes.isdisjoint(blocks)


def is_hidden(element: etree._Element) -> bool:
    """Whether the element is not shown to a reader of the page."""
    if element.get("hidden") is not None or element.get("aria-hidden", "").strip().casefold() == "true":
        return True
    return bool(HIDING.search(element.get("style", "")[:MAX_STYLE]))


def within(element: etree._Element, tags: tuple[str, ...]) -> bool:
    """Whether one of the tags stands around the element."""
    return next(element.iterancestors(*tags), None) is not None


def is_banner(element: etree._Element, classes: list[str], layouts: Layouts) -> bool:
    """Whether an <aside> inside the main text asks for cookies or a subscription."""
    words = " ".join([*classes, *("".join(str(t) for t in element.itertext())[:400].casefold().split())])
    return any(word in words for word in layouts.banner_words)
