"""Saved copies for reading: a page's lines, with the quoted characters marked where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from ogpqa.types import Page, Record, Span

CONTEXT = 120
PART, LINE = 16_000, 10  # bytes of a part of a saved copy; of the markup around one line
NO_HEADINGS: Mapping[str, int] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page, cut into what stands before the mark, in it and after it."""

    before: str
    marked: str
    after: str
    first: bool = False  # the line where the mark begins: links lead there
    level: int = 0  # of a heading, 1 for the page's sections; 0 for other lines


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


def headings_of(page: Page, records: Iterable[Record]) -> Mapping[str, int]:
    """The headings of a page with their levels, read off the sections that its records stand in."""
    levels = {page.title: 0}
    for record in records:
        for level, heading in enumerate(record.section, 1):
            levels.setdefault(heading, level)
    return {heading: level for heading, level in levels.items() if level}


def read_lines(page: Page, mark: Span | None, headings: Mapping[str, int] = NO_HEADINGS) -> Iterator[Line]:
    """The page's lines that hold anything, in order. White space at their ends is left out, nothing else."""
    start, end = mark or (0, 0)
    marked_before = False
    for match in re.finditer(r"[^\s](?:[^\n]*[^\s])?", page.text):
        here, level = Span(*match.span()), headings.get(match[0], 0)
        cut = Span(min(max(start, here.start), here.end), max(min(end, here.end), here.start))
        if mark is None or cut.start >= cut.end:
            yield Line(match[0], "", "", level=level)
            continue
        before, marked, after = (
            Span(*span).of(page.text) for span in ((here.start, cut.start), cut, (cut.end, here.end))
        )
        yield Line(before, marked, after, first=not marked_before, level=level)
        marked_before = True


def in_parts(lines: Iterable[Line]) -> list[tuple[Line, ...]]:
    """The lines in parts that a slow connection can bear; a mark is never cut in two. At least one part."""
    parts: list[list[Line]] = [[]]
    room = PART
    for line in lines:
        weight = LINE + len((line.before + line.marked + line.after).encode())
        inside = bool(line.marked) and not line.first
        if weight > room and parts[-1] and not inside:
            parts.append([])
            room = PART
        parts[-1].append(line)
        room -= weight
    return [tuple(part) for part in parts]


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
