"""Citations: verbatim quotes with their offsets, numbered in the order in which an answer needs them, and checked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import quote

from ogpqa.errors import OgpqaError
from ogpqa.types import Answer, Citation, Page, Passage, Record, Span

_FRAGMENT_WORDS = 5


class Citations:
    """Collects the quotes of one answer; the same place is cited once."""

    def __init__(self, pages: Mapping[str, Page]) -> None:
        self._pages = pages
        self._numbers: dict[tuple[str, int, int], int] = {}
        self._made: list[Citation] = []

    def add(self, source: Record | Passage, field: str | None = None) -> int:
        """The number of the citation of a record (of one field's narrower evidence where there is any) or a passage."""
        span = source.span
        if field and isinstance(source, Record):
            span = source.evidence.get(field, span)
        return self.add_span(source.page_id, span, source.section)

    def add_span(self, page_id: str, span: Span, section: tuple[str, ...]) -> int:
        """The number of the citation of any place of a page."""
        place = (page_id, span.start, span.end)
        if place not in self._numbers:
            self._numbers[place] = len(self._made) + 1
            self._made.append(_cite(self._pages[page_id], span, section, self._numbers[place]))
        return self._numbers[place]

    @property
    def made(self) -> tuple[Citation, ...]:
        """All citations so far, by number."""
        return tuple(self._made)


def _cite(page: Page, span: Span, section: tuple[str, ...], number: int) -> Citation:
    snippet = span.of(page.text)
    return Citation(
        number=number,
        page_id=page.page_id,
        title=page.title,
        section=section,
        snippet=snippet,
        start=span.start,
        end=span.end,
        page_sha256=page.sha256,
        url=page.url,
        live_url=f"{page.url}#:~:text={_fragment(snippet)}" if page.url else None,
        saved_on=page.saved_on,
        lang=page.lang,
    )


def _fragment(snippet: str) -> str:
    """A text fragment (WICG scroll-to-text) for the first line: all of it, or its first and last words."""
    line = next(line for line in snippet.splitlines() if line.strip()).strip()
    words = re.split(r"\s+", line)
    if len(words) <= 2 * _FRAGMENT_WORDS:
        return _escaped(" ".join(words))
    return f"{_escaped(' '.join(words[:_FRAGMENT_WORDS]))},{_escaped(' '.join(words[-_FRAGMENT_WORDS:]))}"


def _escaped(text: str) -> str:
    return quote(text, safe="").replace("-", "%2D")


def checked(answer: Answer, pages: Mapping[str, Page]) -> Answer:
    """The same answer, after cutting every snippet out of its page again. Raises OgpqaError for one that differs."""
    for citation in answer.citations:
        page = pages[citation.page_id]
        if page.text[citation.start : citation.end] != citation.snippet or page.sha256 != citation.page_sha256:
            raise OgpqaError(
                f"Citation {citation.number} does not stand in page {citation.page_id}.",
                "The answer was withheld. Verify the index: ogpqa index verify.",
            )
    return replace(answer)
