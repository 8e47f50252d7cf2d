"""What changed between two generations: each change of the facts behind a page is told once, under its name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from ogpqa.errors import IndexDamagedError, IndexMissingError
from ogpqa.index import Change, Comparison, FieldChange, changes_between, list_generations
from ogpqa.index.diff import match
from ogpqa.types import Contact
from tests.index.office import MEMBER, Office
from tests.records_made import commitment, contact
from tests.synthetic.facts import SyntheticCommitment, SyntheticContact, SyntheticResource
from tests.synthetic.invent import invent_members


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """With the member published once."""
    office = Office(tmp_path)
    office.publish(MEMBER)
    return office


def of_type(comparison: Comparison, kind: str) -> list[Change]:
    """The changes of a type of record, of all members."""
    return [change for changed in comparison.changed for change in changed.changes if change.type == kind]


def with_first(rows: Sequence[SyntheticCommitment], **fields: object) -> tuple[SyntheticCommitment, ...]:
    """The rows, the first one changed."""
    return (replace(rows[0], **fields), *rows[1:])  # type: ignore[arg-type]


def test_a_contact_is_replaced(office: Office) -> None:
    """Name, role, organisation and e-mail are told before and after; nothing else is said to have changed."""
    first, *others = MEMBER.contacts
    successor = SyntheticContact("Ulla Ekwueme", "Archivist", "Office of Records", "ulla@records.example")
    office.publish(replace(MEMBER, contacts=(successor, *others)))
    changes = office.changes()
    assert [changed.subject for changed in changes.changed] == [MEMBER.page_id]
    (change,) = changes.changed[0].changes
    assert (change.kind, change.type, change.label) == ("replaced", "Contact", "Ulla Ekwueme")
    fields = {field.field: (field.before, field.after) for field in change.fields}
    assert fields["name"] == ((first.name,), ("Ulla Ekwueme",))
    assert fields["email"] == ((first.email,) if first.email else (), ("ulla@records.example",))
    assert fields["role"][1] == ("Archivist",)


def test_a_contact_that_leaves_or_comes(office: Office) -> None:
    """Without a successor it is removed; the way back adds it."""
    office.publish(replace(MEMBER, contacts=MEMBER.contacts[1:]))
    (gone,) = of_type(office.changes(), "Contact")
    assert (gone.kind, gone.label) == ("removed", MEMBER.contacts[0].name)
    office.publish(MEMBER)
    (come,) = of_type(office.changes(), "Contact")
    assert (come.kind, come.label) == ("added", MEMBER.contacts[0].name)
    assert all(field.before == () for field in come.fields)


def test_a_new_address_is_a_change_of_the_person(office: Office) -> None:
    """Matched by name, only the e-mail differs."""
    first = next(c for c in MEMBER.contacts if c.email)
    contacts = tuple(replace(c, email="new@address.example") if c is first else c for c in MEMBER.contacts)
    office.publish(replace(MEMBER, contacts=contacts))
    (change,) = of_type(office.changes(), "Contact")
    assert (change.kind, change.label) == ("changed", first.name)
    assert change.fields == (FieldChange("email", (str(first.email),), ("new@address.example",)),)


def test_commitments_by_code(office: Office) -> None:
    """Retitled, moved to another area, added and removed, each under its code."""
    rows = MEMBER.commitments
    title = "Ledgers for Everyone"
    office.publish(replace(MEMBER, commitments=with_first(rows, title=title, area="Astronomy")))
    (change,) = of_type(office.changes(), "Commitment")
    assert change.label == f"{rows[0].code} {title}"
    told = {field.field: field.after for field in change.fields}
    assert told == {"title": (title,), "area": ("Astronomy",)}
    office.publish(replace(MEMBER, commitments=rows[1:]))
    (gone,) = of_type(office.changes(), "Commitment")
    assert (gone.kind, gone.label) == ("removed", f"{rows[0].code} {title}")


def test_a_plan_rolls_over(office: Office) -> None:
    """Period and number before and after, said once although the page states them in several places."""
    plan = MEMBER.plan
    later = f"{plan.start + 4}-{plan.start + 6}"
    office.publish(replace(MEMBER, plan=replace(plan, period=later, sentence_period=later, number=plan.number + 1)))
    (change,) = of_type(office.changes(), "ActionPlan")
    told = {field.field: (field.before, field.after) for field in change.fields}
    assert told["period"][1] == (later,)
    assert plan.period in told["period"][0]
    assert of_type(office.changes(), "Text") == []


def test_a_document_is_added_and_a_text_changes(office: Office) -> None:
    """Under their title, and under their section with the lines that differ."""
    extra = SyntheticResource("Minutes of the Autumn Forum", MEMBER.plan.start, "Letter")
    office.publish(replace(MEMBER, resources=(*MEMBER.resources, extra)))
    (change,) = of_type(office.changes(), "Resource")
    assert (change.kind, change.label) == ("added", "Minutes of the Autumn Forum")
    office.publish(
        replace(MEMBER, resources=(*MEMBER.resources, extra)), extra="\nColophon\n\nSet in Garamond by hand.\n"
    )
    lines = [field for change in of_type(office.changes(), "Text") for field in change.fields]
    assert "Set in Garamond by hand." in [line for field in lines for line in field.after]
    assert [line for field in lines for line in field.before] == []


def test_members_that_come_and_go(office: Office) -> None:
    """A member is added or removed as a whole."""
    other = next(m for m in invent_members(4, 20) if m.page_id != MEMBER.page_id)
    office.publish(MEMBER, other)
    comparison = office.changes()
    assert [(c.subject, [x.kind for x in c.changes]) for c in comparison.changed] == [(other.page_id, ["added"])]
    assert comparison.pages.created == (other.page_id,)
    office.publish(MEMBER)
    assert [change.kind for change in of_type(office.changes(), "Member")] == ["removed"]


def test_nothing_changed_is_nothing_said(office: Office) -> None:
    """A generation compared with itself, and rows in another order, tell no change of records."""
    name = list_generations(office.index)[-1].name
    assert changes_between(office.index, name, name).changed == ()
    office.publish(replace(MEMBER, contacts=tuple(reversed(MEMBER.contacts))))
    assert [c for changed in office.changes().changed for c in changed.changes if c.type != "Text"] == []


def test_generations_must_be_there_and_whole(office: Office) -> None:
    """One generation has none before it; a damaged store is named."""
    with pytest.raises(IndexMissingError, match="no generation before"):
        office.changes()
    office.publish(replace(MEMBER, contacts=()))
    first = list_generations(office.index)[0].name
    store = office.index / "generations" / first / "store.sqlite"
    store.write_bytes(store.read_bytes()[:-1])
    with pytest.raises(IndexDamagedError, match=r"store\.sqlite"):
        office.changes()


def test_the_row_that_changed_is_found_among_rows_of_one_key() -> None:
    """Two people share a mailbox: the one who stayed is not said to have become the other."""
    box = "office@ministry.example"
    stayed, left = contact(name="Ana Beni", email=box), contact(name="Cem Dal", email=box)
    came = contact(name="Eva Fox", email=box)
    pairs, gone, new = match("Contact", [left, stayed], [stayed, came])
    assert [(a.name, b.name) for a, b in pairs if isinstance(a, Contact) and isinstance(b, Contact)] == [
        ("Ana Beni", "Ana Beni"),
        ("Cem Dal", "Eva Fox"),
    ]
    assert (gone, new) == ([], [])


def test_a_commitment_without_its_code_is_known_by_its_title() -> None:
    """A renumbered plan pairs by title."""
    old, new = commitment(code="XX0001", title="Open ledgers"), commitment(code="XX0101", title="Open ledgers")
    assert match("Commitment", [old], [new]) == ([(old, new)], [], [])
    assert match("Commitment", [], []) == ([], [], [])
