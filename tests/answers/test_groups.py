"""How many rows each group has, members without rows, and rows that do not state a value."""

from __future__ import annotations

import pytest

from ogpqa.types import NONE
from tests.records_made import commitment, contact, facts_of, member, told

FACTS = facts_of(
    member(), commitment("FR0001", "Mirrors", year=2018, area="Health"), commitment("FR0002", "Portal", year=2012),
    commitment("FR0003", "Rivers", year=2018, area="Health"), contact(),
    member("Sylvania"), commitment("SY0001", "Clinics", of="Sylvania", year=2014, area="Health"),
    member("Ruritania"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("group", "told_as"),
    [("year", "2012 (1) and 2018 (2)"), ("area", "Health (2)")],
)
def test_each_group_with_its_number(group: str, told_as: str) -> None:
    """Years in order, other groups the largest first; every row is cited."""
    answer = told("commitments", "each", FACTS, members=("freedonia",), group_by=group)
    assert told_as in (answer.text or "")
    assert "3 commitments" in (answer.text or "")
    assert len(answer.rows) == 3


def test_each_member_with_its_number() -> None:
    """Members without rows are left out."""
    text = told("commitments", "each", FACTS, group_by="member", across=True).text or ""
    assert "Freedonia (2)" not in text
    assert "Freedonia (3) and Sylvania (1)" in text


def test_members_without_a_row() -> None:
    """Proved by the members' own rows; with a condition, of those that do not meet it."""
    answer = told("contact", "list", FACTS, amount=NONE, group_by="member")
    assert (answer.text or "").startswith("Members without a contact: 2 – Sylvania and Ruritania.")
    assert len(answer.citations) == 2
    answer = told("commitments", "list", FACTS, amount=NONE, areas=("Health",), group_by="member")
    assert (answer.text or "").startswith("Members without a commitment in the policy area Health: 1 – Ruritania.")


def test_every_member_has_one() -> None:
    """Said with the rows that prove it."""
    answer = told("contact", "list", facts_of(member(), contact()), amount=NONE, group_by="member")
    assert (answer.text or "").startswith("All 1 members have a contact.")
    assert len(answer.citations) == 1


def test_what_no_member_has_proves_nothing() -> None:
    """A topic that no page speaks of may be asked for in words that we do not know."""
    with pytest.raises(AssertionError):
        told("commitments", "list", FACTS, amount=NONE, topic="unicorns", group_by="member")
