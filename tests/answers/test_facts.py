"""Records by type and member, and which page answers for a member."""

from __future__ import annotations

from ogpqa.answers.facts import Facts
from ogpqa.types import Contact, Record
from tests.records_made import FREEDONIA, SYLVAN, contact, facts_of, member, page, stood, world


def test_rows_come_by_type_in_page_order() -> None:
    """All of a type, or those of the members that are asked for, in the order of asking."""
    facts = world()
    assert [r.code for r in facts.rows("Commitment", ["freedonia"])] == ["FR0004", "FR0003", "FR0002", "FR0001"]  # type: ignore[attr-defined]
    assert [r.member_id for r in facts.rows("Member", ["latvia", "freedonia"])] == ["latvia", "freedonia"]
    assert len(facts.rows("Member")) == 3


def test_unknown_types_and_members_have_no_rows() -> None:
    """Nothing is found, and nothing breaks."""
    facts = world()
    assert facts.rows("Tide") == []
    assert facts.rows("Contact", ["atlantis"]) == []


def test_members_are_named_as_their_page_writes_them() -> None:
    """An id without a member is its own name."""
    assert world().member_name(SYLVAN) == "Port Sylvan State, Freedonia"
    assert world().member_name("atlantis") == "atlantis"


def two_pages(older: str | None, newer: str | None) -> Facts:
    """Two saved copies of one member's page, which name different people."""
    pages, records = [], list[Record]()
    for name, person, day in (("copy-a", "Ada Moon", older), ("copy-b", "Bea Moon", newer)):
        (made, *_), rows = stood([member(), contact(person)])
        pages.append(page(name, made.text, saved_on=day))
        records += [_moved(r, name) for r in rows]
    return Facts(pages, records)


def _moved(record: Record, page_id: str) -> Record:
    from dataclasses import replace

    return replace(record, page_id=page_id)


def names(facts: Facts) -> list[str]:
    """The people of all members."""
    return [r.name for r in facts.rows("Contact") if isinstance(r, Contact)]


def test_only_the_newest_page_of_a_member_counts() -> None:
    """Two copies never mix: what an older one says is not said any more."""
    assert names(two_pages("2024-01-31", "2025-06-01")) == ["Bea Moon"]
    assert names(two_pages("2025-06-01", "2024-01-31")) == ["Ada Moon"]


def test_a_dated_page_is_newer_than_one_without_date() -> None:
    """And of two without dates the first answers."""
    assert names(two_pages(None, "2020-01-01")) == ["Bea Moon"]
    assert names(two_pages(None, None)) == ["Ada Moon"]


def test_no_pages_have_no_facts() -> None:
    """An empty index answers nothing."""
    empty = facts_of()
    assert (dict(empty.pages), empty.members, empty.rows("Member")) == ({}, {}, [])


def test_pages_are_kept_by_id() -> None:
    """Every page from which a record comes can be cited."""
    assert {r.page_id for r in FREEDONIA} <= set(world().pages)
