"""Records by type and member, and which page answers for a member."""

from __future__ import annotations

from dataclasses import replace

from ogpqa.answers.facts import Facts
from ogpqa.types import Contact, Record
from tests.records_made import FREEDONIA, SYLVAN, commitment, contact, facts_of, member, page, stood, world


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


def test_rows_are_found_by_what_a_field_states() -> None:
    """Whatever its case and hyphens; facts of another time have their own."""
    facts = two_pages("2024-01-31", "2025-06-01")
    assert [r.page_id for r in facts.named("Contact", "name")["beamoon"]] == ["copy-b"]
    assert "adamoon" in facts.at("2024").named("Contact", "name")
    assert "adamoon" not in facts.named("Contact", "name")
    assert facts.n_rows("Contact") == 1
    assert world().member_names == {world().member_name(member) for member in world().members}


def two_pages(older: str | None, newer: str | None) -> Facts:
    """Two saved copies of one member's page, which name different people."""
    pages, records = [], list[Record]()
    for name, person, day in (("copy-a", "Ada Moon", older), ("copy-b", "Bea Moon", newer)):
        (made, *_), rows = stood([member(), contact(person)])
        pages.append(page(name, made.text, saved_on=day))
        records += [replace(r, page_id=name) for r in rows]
    return Facts(pages, records)


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


def test_facts_of_a_time_are_those_of_its_copy() -> None:
    """The newest one saved by then; the facts of today stay as they are."""
    facts = two_pages("2024-01-31", "2025-06-01")
    assert names(facts.at("2024")) == ["Ada Moon"]
    assert names(facts.at("2025-06", ["freedonia"])) == ["Bea Moon"]
    assert names(facts.at("2019")) == ["Ada Moon"]
    assert names(facts) == ["Bea Moon"]
    assert facts.at("2024").member_name("freedonia") == "Freedonia"


def test_an_older_copy_is_found_by_what_it_says() -> None:
    """A person who is gone stands on the newest of the copies that hold the name."""
    facts = two_pages("2024-01-31", "2025-06-01")
    before = facts.before("freedonia", lambda r: getattr(r, "name", "") == "Ada Moon")
    assert before is not None
    assert names(before) == ["Ada Moon"]
    assert facts.before("freedonia", lambda r: getattr(r, "name", "") == "Bea Moon") is None


def test_a_document_adds_what_the_members_page_does_not_list() -> None:
    """A commitment's page repeats its code: it is one commitment; another code is one more."""
    listed = commitment("FR0001", "Open harbours")
    pages, records = stood([member(), listed])
    more = [replace(listed, page_id="a-report"), replace(listed, page_id="a-report", code="FR0002")]
    facts = Facts([*pages, page("a-report", pages[0].text)], [*records, *more])
    assert [(r.page_id, getattr(r, "code", "")) for r in facts.rows("Commitment")] == [
        ("freedonia", "FR0001"), ("a-report", "FR0002"),
    ]  # fmt: skip
