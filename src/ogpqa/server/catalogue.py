"""A generation arranged for browsing: members, their pages and records, computed once per generation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

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
        """One type's records of a member's newest page that has any."""
        found = [r for r in self.records[record_type] if r.member_id == member_id]
        for page in self.member_pages.get(member_id, ()):
            if on_page := tuple(r for r in found if r.page_id == page.page_id):
                return on_page
        return ()


def arrange(index: Index) -> Catalogue:
    """The catalogue of a generation."""
    pages = {page.page_id: page for page in index.store.pages}
    records: dict[str, tuple[Record, ...]] = {
        name: tuple(r for r in index.store.records if type(r) is cls) for name, cls in RECORD_TYPES.items()
    }
    # Newest last, so that the newest page's Member record is the one that stays.
    by_age = sorted(index.store.records, key=lambda r: _age(pages[r.page_id]))
    members = {r.member_id: r for r in by_age if isinstance(r, Member)}
    page_ids: dict[str, dict[str, None]] = {}
    for record in reversed(by_age):
        page_ids.setdefault(record.member_id, {}).setdefault(record.page_id)
    return Catalogue(
        pages=pages,
        members=dict(sorted(members.items(), key=lambda item: item[1].name.casefold())),
        member_pages={member: tuple(pages[p] for p in found) for member, found in page_ids.items()},
        records=records,
    )


def _age(page: Page) -> tuple[str, str]:
    return page.saved_on or "", page.page_id


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
