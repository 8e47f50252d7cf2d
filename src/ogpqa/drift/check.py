"""Pages and their records -> what a person should look at, page by page and line by line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ogpqa.corpus.layouts import load_layouts
from ogpqa.drift.finding import Finding, Sheet, sheet_of, short
from ogpqa.drift.knowledge import is_doubtful, load_knowledge
from ogpqa.drift.statements import contradictions, not_listed
from ogpqa.records.rows import commitment_facts, resource_facts
from ogpqa.records.sections import Placed
from ogpqa.types import Commitment, Contact, Member, Page, Record, Resource

ROWS_IN = {"commitments": commitment_facts, "resources": resource_facts}


def find_drift(pages: Sequence[Page], records: Mapping[str, Sequence[Record]]) -> list[Finding]:
    """All findings, by page id and line. Pages come with blocks; `records` are theirs by page id."""
    found = [finding for page in pages for finding in _of_page(sheet_of(page, records.get(page.page_id, ())))]
    return sorted([*found, *_equal_pages(pages)], key=lambda f: (f.page_id, f.line, f.kind))


def _of_page(sheet: Sheet) -> Iterator[Finding]:
    for look in (_name, _sections, _titles, _nesting, _signs, _contacts, _rows_twice, contradictions, not_listed):
        yield from look(sheet)


def _name(sheet: Sheet) -> Iterator[Finding]:
    """Without its name another line is taken for it; the line of the joining stands right below, and goes with it."""
    sections = {here.key for here in sheet.placed if _opens(here)}
    if len(sections) > 1 and not any(isinstance(r, Member) and r.since for r in sheet.records):
        yield sheet.at(0, "name-lost", f"no year of joining; the name was taken to be {short(sheet.page.title)}")


def _sections(sheet: Sheet) -> Iterator[Finding]:
    """Main sections that are missing, empty or not understood."""
    headings = [here for here in sheet.placed if _opens(here)]
    if not headings:
        return
    types = {type(record).__name__ for record in sheet.records}
    for key, section in load_knowledge().sections.items():
        own = [here for here in headings if here.key == key]
        below = [here for here in sheet.placed if here.key == key and _belongs(here)]
        if not own:
            if section.expected and sheet.is_member:
                yield sheet.at(headings[0].span.start, "section-missing", f"no section of {key}")
        elif not below:
            if section.expected:
                yield sheet.at(own[0].span.start, "section-empty", f"{short(own[0].text)} is empty")
        elif section.type not in types:
            said = f"{short(own[0].text)} gives no {section.type}; it begins {short(below[0].text)}"
            yield sheet.at(below[0].span.start, "section-unread", said)


def _opens(here: Placed) -> bool:
    """Whether the block is the heading of a main section."""
    return here.is_heading and here.key is not None and here.block.level == 2


def _belongs(here: Placed) -> bool:
    """Whether the block is of its main section, not of a part with a known heading, such as "Lead Ministry"."""
    return not _opens(here) and not any(load_layouts().heading(name) for name in here.path[1:])


def _titles(sheet: Sheet) -> Iterator[Finding]:
    for record in sheet.records:
        if isinstance(record, Commitment | Resource) and not record.title:
            row = record.span.of(sheet.page.text)
            yield sheet.at(record.span.start, "title-lost", f"{type(record).__name__} without a title: {short(row)}")


def _nesting(sheet: Sheet) -> Iterator[Finding]:
    """Items of a list that hold nothing but the facts of the item before."""
    for before, here in zip(sheet.placed, sheet.placed[1:], strict=False):
        facts_of = ROWS_IN.get(here.key or "")
        beside = here.block.kind == before.block.kind and here.block.depth <= before.block.depth
        if facts_of and beside and here.block.kind in ("item", "bullet") and before.key == here.key:
            facts = facts_of(here.text)
            if facts and not facts.title and not facts_of(before.text):
                said = f"{short(here.text)} stands beside its title {short(before.text, 40)}"
                yield sheet.at(here.span.start, "nesting-lost", said)


def _signs(sheet: Sheet) -> Iterator[Finding]:
    for here in sheet.placed:
        text = here.span.of(sheet.page.text)
        for kind, pattern in load_knowledge().signs:
            if found := pattern.search(text):
                around = text[max(0, found.start() - 30) : found.end() + 20]
                yield sheet.at(here.span.start + found.start(), kind, short(around))
                break


def _contacts(sheet: Sheet) -> Iterator[Finding]:
    for record in sheet.records:
        if is_doubtful(record):
            row = short(record.span.of(sheet.page.text))
            yield sheet.at(record.span.start, "doubtful-contact", f"read as a contact: {row}")


def _rows_twice(sheet: Sheet) -> Iterator[Finding]:
    first: dict[tuple[object, ...], Record] = {}
    for record in sheet.records:
        key = _row_key(record)
        if key and first.setdefault(key, record) is not record:
            row, line = short(record.span.of(sheet.page.text)), sheet.line(first[key].span.start)
            yield sheet.at(record.span.start, "row-twice", f"{row} stands on line {line} already")


def _row_key(record: Record) -> tuple[object, ...]:
    """What makes two rows the same; empty for what is no row."""
    match record:
        case Commitment(code=code, title=title):
            return ("Commitment", code, title.casefold())
        case Resource(title=title, year=year, resource_type=kind) if title:
            return ("Resource", title.casefold(), year, (kind or "").casefold())
        case Contact(name=name, email=email):
            return ("Contact", name.casefold(), email)
    return ()


def _equal_pages(pages: Sequence[Page]) -> Iterator[Finding]:
    first: dict[str, Page] = {}
    for page in pages:
        if (other := first.setdefault(page.sha256, page)) is not page:
            yield Finding(page.page_id, 1, "page-twice", f"the text of {other.page_id}")
