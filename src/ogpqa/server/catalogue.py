"""A generation arranged for browsing: members, their pages and records, computed once per generation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from ogpqa.answers.facts import Facts
from ogpqa.server.ports import Index
from ogpqa.types import RECORD_TYPES, Member, Page, Record

PLACE = frozenset(f.name for f in fields(Record))


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What there is to browse, newest page of a member first."""

    pages: Mapping[str, Page]
    members: Mapping[str, Member]  # by member id, in the order of their names
    member_pages: Mapping[str, tuple[Page, ...]]
    records: Mapping[str, tuple[Record, ...]]  # by type name, in page order

    def of_member(self, member_id: str, record_type: str) -> tuple[Record, ...]:
        """One type's records of a member."""
        return tuple(r for r in self.records[record_type] if r.member_id == member_id)

    def members_on(self, page_id: str) -> list[Member]:
        """The members that a page is a saved copy of."""
        found = (m for m, pages in self.member_pages.items() if any(p.page_id == page_id for p in pages))
        return [self.members[m] for m in found if m in self.members]

    def newer(self, page_id: str) -> Page | None:
        """The newest copy of the member that a page is a copy of, unless it is this one."""
        newest = [self.member_pages[m.member_id][0] for m in self.members_on(page_id)]
        return next((page for page in newest if page.page_id != page_id), None)


def arrange(index: Index) -> Catalogue:
    """The catalogue of a generation: what the newest copies say; older ones are among the member's pages."""
    facts = Facts(index.store.pages, index.store.records)
    page_ids: dict[str, dict[str, None]] = {
        member: dict.fromkeys(copy.page_id for copy in reversed(copies))
        for member, copies in facts.versions.copies.items()
    }
    for record in index.store.records:
        page_ids.setdefault(record.member_id, {}).setdefault(record.page_id)
    return Catalogue(
        pages=facts.pages,
        members=dict(sorted(facts.members.items(), key=lambda item: item[1].name.casefold())),
        member_pages={member: tuple(facts.pages[p] for p in found) for member, found in page_ids.items()},
        records={name: tuple(facts.rows(name)) for name in RECORD_TYPES},
    )


def own_fields(record: Record) -> dict[str, Any]:
    """What the record states, without where it stands."""
    return {f.name: getattr(record, f.name) for f in fields(record) if f.name not in PLACE}


def as_item(record: Record, page: Page) -> dict[str, Any]:
    """A record for a reader outside: what it states, the quote, and where the quote stands."""
    return {
        "type": type(record).__name__,
        "record_id": record.record_id,
        "member_id": record.member_id,
        **{name: list(v) if isinstance(v, tuple) else v for name, v in own_fields(record).items()},
        "page_id": record.page_id,
        "section": list(record.section),
        "snippet": record.span.of(page.text),
        "start": record.span.start,
        "end": record.span.end,
        "page_sha256": page.sha256,
    }


def filtered(records: Sequence[Record], wanted: Mapping[str, object], words: str | None) -> list[Record]:
    """The records whose fields equal the wanted values (letter case apart) and whose texts hold the words."""

    def fits(record: Record) -> bool:
        same = all(_fold(getattr(record, name)) == _fold(value) for name, value in wanted.items() if value is not None)
        return same and (not words or words.casefold() in "\n".join(_texts(record)).casefold())

    return [record for record in records if fits(record)]


def _texts(record: Record) -> list[str]:
    return [value for value in own_fields(record).values() if isinstance(value, str)]


def _fold(value: object) -> object:
    return value.casefold() if isinstance(value, str) else value
