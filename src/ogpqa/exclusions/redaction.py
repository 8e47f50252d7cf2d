"""Taking what is excluded out of pages, records and passages.

A page's text keeps its length: what is taken out becomes spaces, so that offsets hold, and the text has another digest.
Rows and passages are never edited, since a quote has to stand in its page: one that holds something excluded goes
whole.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from ogpqa.exclusions.matching import Exclusions
from ogpqa.types import ActionPlan, Contact, Member, Page, Passage, Record, Span


@dataclass(frozen=True, slots=True)
class Redacted:
    """Pages and records without what is excluded. `blank` says where text was taken out, by page; `gone` are the ids of
    excluded pages with the reasons."""

    pages: tuple[Page, ...]
    records: tuple[Record, ...]
    blank: dict[str, tuple[Span, ...]]
    gone: dict[str, str]
    exclusions: Exclusions

    def shows(self, passage: Passage) -> bool:
        """Whether a passage holds nothing that is excluded."""
        if passage.page_id in self.gone:
            return False
        spans = self.blank.get(passage.page_id)
        if spans is None:
            return True
        above = "\n".join((*passage.section, passage.context))
        return not _overlaps(passage.span, spans) and not self.exclusions.holds(above)


def redact(pages: Sequence[Page], records: Sequence[Record], exclusions: Exclusions) -> Redacted:
    """The pages and records without what is excluded. Every list keeps its order."""
    gone = {p.page_id: reason for p in pages if (reason := exclusions.reason_against(p)) is not None}
    left = [page for page in pages if page.page_id not in gone]
    on_page: dict[str, list[Record]] = {page.page_id: [] for page in left}
    for record in records:
        if record.page_id in on_page:
            on_page[record.page_id].append(record)
    shown: list[Page] = []
    kept: list[Record] = []
    blank: dict[str, tuple[Span, ...]] = {}
    for page in left:
        own = on_page[page.page_id]
        spans = tuple(_excluded_spans(page, own, exclusions))
        if spans or any(_holds(record, exclusions) for record in own) or exclusions.holds(page.title):
            blank[page.page_id] = spans
            page = _blanked(page, spans, exclusions)
            own = [clean for record in own if (clean := _without(record, spans, exclusions))]
        shown.append(page)
        kept += own
    return Redacted(tuple(shown), tuple(kept), blank, gone, exclusions)


def reworded(page: Page, text: str) -> Page:
    """The page with another text of the same length."""
    return replace(page, text=text, sha256=hashlib.sha256(text.encode()).hexdigest())


def _excluded_spans(page: Page, records: Iterable[Record], exclusions: Exclusions) -> Iterator[Span]:
    """Excluded text, rows of excluded people whole, and the addresses of those rows wherever else they stand."""
    contacts = [r for r in records if isinstance(r, Contact)]
    found = list(exclusions.find(page.text))
    rows = [r for r in contacts if _overlaps(r.span, found) or _holds(r, exclusions)]
    yield from found
    yield from (row.span for row in rows)
    yield from Exclusions().with_emails(r.email for r in rows if r.email and "@" in r.email).find(page.text)


def _blanked(page: Page, spans: Iterable[Span], exclusions: Exclusions) -> Page:
    text = page.text
    for span in spans:
        text = text[: span.start] + re.sub(r"\S", " ", span.of(text)) + text[span.end :]
    title = page.page_id if exclusions.holds(page.title) else page.title
    return replace(reworded(page, text), title=title, blocks=()) if spans else replace(page, title=title)


def _without(record: Record, spans: Sequence[Span], exclusions: Exclusions) -> Record | None:
    """The record when it holds nothing excluded. A member stays without the fields that do; it is more than one row."""
    whole = any(blank.start <= record.span.start and record.span.end <= blank.end for blank in spans)
    if isinstance(record, Member) and not whole and not exclusions.holds(record.name):
        held = [n for n, value in _own(record) if exclusions.holds(value)]
        held += [n for n, span in record.evidence.items() if _overlaps(span, spans)]
        clean: dict[str, Any] = dict.fromkeys(set(held) & {"lead_ministry", "since"})
        return replace(record, evidence={n: s for n, s in record.evidence.items() if n not in held}, **clean)
    if _overlaps(record.span, spans) and not (isinstance(record, ActionPlan) and not _touched(record, spans)):
        return None
    if _holds(record, exclusions):
        return None
    section = tuple(name for name in record.section if not exclusions.holds(name))
    return record if section == record.section else replace(record, section=section)


def _touched(record: Record, spans: Sequence[Span]) -> bool:
    return any(_overlaps(span, spans) for span in record.evidence.values()) or not record.evidence


def _holds(record: Record, exclusions: Exclusions) -> bool:
    return any(exclusions.holds(value) for _, value in _own(record))


def _own(record: Record) -> Iterator[tuple[str, str]]:
    """The texts that a record states, by field."""
    for name in (f.name for f in fields(record) if f.name not in _PLACE):
        value = getattr(record, name)
        if isinstance(value, str):
            yield name, value
        elif isinstance(value, tuple):
            yield name, "\n".join(map(str, value))


_PLACE = frozenset(f.name for f in fields(Record))


def _overlaps(span: Span, others: Iterable[Span]) -> bool:
    return any(span.start < other.end and other.start < span.end for other in others)
