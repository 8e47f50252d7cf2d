"""What there is to browse: the newest copies' records, and all saved copies as pages."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ogpqa.exclusions import NOTHING, Exclusions
from ogpqa.server.catalogue import arrange
from ogpqa.types import Page, Record
from tests.records_made import commitment, contact, member, page, stood


@dataclass(frozen=True)
class Held:
    """An index of pages and records."""

    pages: tuple[Page, ...]
    records: tuple[Record, ...]
    name: str = "20200101T000000Z-00000000"
    built_at: str = "2020-01-01T00:00:00Z"
    exclusions: Exclusions = NOTHING
    listed: Exclusions = NOTHING

    @property
    def store(self) -> Held:
        """Itself."""
        return self

    def close(self) -> None:
        """Nothing is open."""


def two_copies() -> Held:
    """A member saved twice, with another contact each time and one commitment more."""
    pages: list[Page] = []
    records: list[Record] = []
    for name, day, people in (("copy-a", "2024-01-31", ["Ada Moon"]), ("copy-b", "2020-01-31", ["Bea Moon"])):
        said = [member(), *(contact(person) for person in people), commitment("FR0001", "Open harbours")]
        (made, *_), rows = stood(said)
        pages.append(page(name, made.text, saved_on=day))
        records += [replace(r, page_id=name) for r in rows]
    return Held(tuple(pages), tuple(records))


def test_older_copies_count_among_the_pages_only() -> None:
    """Nobody is listed twice, and the newest copy is the first of the member's pages."""
    catalogue = arrange(two_copies())
    assert [getattr(r, "name", "") for r in catalogue.records["Contact"]] == ["Ada Moon"]
    assert len(catalogue.records["Commitment"]) == 1
    assert [p.page_id for p in catalogue.member_pages["freedonia"]] == ["copy-a", "copy-b"]
    assert list(catalogue.members) == ["freedonia"]
    assert catalogue.of_member("freedonia", "Contact") == catalogue.records["Contact"]
    assert set(catalogue.pages) == {"copy-a", "copy-b"}
