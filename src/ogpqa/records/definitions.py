"""Terms that a page explains: "Term: text" lines, keys such as "(IR) …", and headings with their explanation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ogpqa.corpus.outline import is_sentence
from ogpqa.records.sections import Placed, evidence, joined
from ogpqa.records.wording import load_wording
from ogpqa.types import Definition, Page, Span

KEY = re.compile(r"\((?P<code>[A-Z]{1,4})\)\s*(?P<words>\S.*)")
TERM = re.compile(r"(?P<term>[^:\t.!?]{2,60}?)\s*[:\t]\s*(?P<text>\S.*)")
SECTIONS = ("definitions", "key", "glossary")
MAX_TERM_WORDS = 5
MAX_TEXT = 2000


def read_definitions(page: Page, member_id: str, placed: Sequence[Placed]) -> Iterator[Definition]:
    """Every term that the page explains, once per place."""
    explained: set[str] = set()
    for i, here in enumerate(placed):
        heading = load_wording().defining_headings.get(here.text.casefold()) if here.is_heading else None
        below = placed[i + 1] if i + 1 < len(placed) else None
        if heading and below and not below.is_heading and is_sentence(below.text) and heading.term not in explained:
            explained.add(heading.term)
            yield explained_heading(page, member_id, here, below)
        elif not here.is_heading and here.key not in ("contacts", "commitments", "resources", "posts"):
            yield from explained_line(page, member_id, here)


def explained_heading(page: Page, member_id: str, here: Placed, below: Placed) -> Definition:
    """The definition that a heading and the paragraph below it give."""
    heading = load_wording().defining_headings[here.text.casefold()]
    text = re.split(r"(?<=[.!?])\s", below.text, maxsplit=1)[0] if heading.first_sentence else below.text
    span = joined(here.span, below.span)
    if heading.first_sentence and (at := evidence(page, below.span, text=text).get("text")):
        span = at
    return definition(page, member_id, here.path, span, (heading.term, text, None))


def explained_line(page: Page, member_id: str, here: Placed) -> Iterator[Definition]:
    """The definition that one line gives, if it gives one."""
    if len(here.text) > MAX_TEXT:
        return
    if key := KEY.fullmatch(here.text):
        term = TERM.fullmatch(key["words"])
        words = (term["term"], term["text"]) if term else (key["words"].rstrip("."), key["words"])
        yield definition(page, member_id, here.path, here.span, (*words, key["code"]))
    elif here.path and here.path[-1].casefold() in SECTIONS:
        term = TERM.fullmatch(here.text)
        if term and len(term["term"].split()) <= MAX_TERM_WORDS:
            yield definition(page, member_id, here.path, here.span, (term["term"], term["text"], None))


def definition(
    page: Page, member_id: str, path: tuple[str, ...], span: Span, said: tuple[str, str, str | None]
) -> Definition:
    """The record of (term, text, code) at the span."""
    term, text, code = said
    return Definition(
        record_id="",
        page_id=page.page_id,
        member_id=member_id,
        span=span,
        section=path,
        evidence=evidence(page, span, text=text),
        term=term,
        text=text,
        code=code,
    )
