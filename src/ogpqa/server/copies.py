"""Saved copies for reading: a page's lines, with the quoted characters marked where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ogpqa.types import Page, Span

CONTEXT = 120


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page, cut into what stands before the mark, in it and after it."""

    before: str
    marked: str
    after: str
    first: bool = False  # the line where the mark begins: links lead there


@dataclass(frozen=True, slots=True)
class Quote:
    """A snippet with a little of what stands around it, to show it in its place."""

    before: str
    snippet: str
    after: str


def read_span(text: str | None, page: Page) -> Span | None:
    """The span that "START-END" names, or None when it is none of this page."""
    match = re.fullmatch(r"(\d{1,9})-(\d{1,9})", text or "", re.ASCII)
    if match is None:
        return None
    span = Span(int(match[1]), int(match[2]))
    return span if span.start < span.end <= len(page.text) else None


def read_lines(page: Page, mark: Span | None) -> Iterator[Line]:
    """The page's lines that hold anything, in order. White space at their ends is left out, nothing else."""
    start, end = mark or (0, 0)
    marked_before = False
    for match in re.finditer(r"[^\s](?:[^\n]*[^\s])?", page.text):
        here = Span(*match.span())
        cut = Span(min(max(start, here.start), here.end), max(min(end, here.end), here.start))
        if mark is None or cut.start >= cut.end:
            yield Line(match[0], "", "")
            continue
        text = page.text
        yield Line(
            text[here.start : cut.start], text[cut.start : cut.end], text[cut.end : here.end], first=not marked_before
        )
        marked_before = True


def tight(text: str) -> str:
    """A quote for the eye: empty lines and the white space at the ends of lines left out, no letter changed."""
    return "\n".join(line.strip() for line in text.splitlines() if line.strip())


def in_context(page: Page, span: Span) -> Quote:
    """The snippet and the rest of its first and last line, each side cut to some characters at a word."""
    line_start = page.text.rfind("\n", 0, span.start) + 1
    line_end = page.text.find("\n", span.end)
    before = page.text[line_start : span.start].lstrip()
    after = page.text[span.end : line_end if line_end >= 0 else len(page.text)].rstrip()
    if len(before) > CONTEXT:
        before = "…" + before[-CONTEXT:].partition(" ")[2]
    if len(after) > CONTEXT:
        after = after[:CONTEXT].rpartition(" ")[0] + "…"
    return Quote(before, span.of(page.text), after)
