"""Answers that list or count rows, each with its citation."""

from __future__ import annotations

from typing import Any

import pytest

from tests.records_made import commitment, facts_of, member, resource, told


def lines(text: str | None) -> list[str]:
    """The lines of an answer."""
    return (text or "").splitlines()


def test_many_rows_are_listed_under_a_head() -> None:
    """The number first, then a numbered line and a citation for each."""
    answer = told("contact", "list", members=("freedonia",))
    assert lines(answer.text) == [
        "Freedonia lists 2 contacts:",
        "1. Rufus Firefly, Head of Digital Affairs, Ministry of Mirrors, rufus.firefly@gov.example [1]",
        "2. Gloria Teasdale, Senior Adviser, Office of the Patron [2]",
    ]
    assert answer.kind == "list"


def test_one_row_is_a_sentence() -> None:
    """With the member where the question has it, without where it asks for the person."""
    by_member = told("contact", "list", members=("latvia",))
    by_person = told("contact", "list", persons=("Rufus Firefly",))
    assert lines(by_member.text) == ["Latvia's contact is Dr Ilze Bērziņa-Ruķere, Adviser, ilze@mk.example. [1]"]
    assert (by_person.text or "").startswith("Rufus Firefly is the contact for Freedonia:")


@pytest.mark.parametrize(
    ("filters", "text"),
    [
        ({"members": ("freedonia",), "years": (2018,)}, "Freedonia lists 3 commitments from 2018. [1][2][3]"),
        ({"members": ("freedonia",), "areas": ("Health",)}, "Freedonia lists 2 commitments in the policy area Health."),
        ({"members": ("freedonia",), "starred": True}, "Freedonia lists 1 commitment with a star. [1]"),
        ({"members": ("freedonia",)}, "Freedonia lists 4 commitments. [1]–[4] Its page states 4 "),
        ({"members": ("freedonia", "latvia"), "years": (2018, 2022)},
         "Freedonia lists 3 commitments from 2018 and 2022."),
    ],
)  # fmt: skip
def test_a_count_repeats_its_conditions(filters: dict[str, Any], text: str) -> None:
    """What was counted stands in the sentence, with marks that are drawn together from four on."""
    answer = told("commitments", "count", **filters)
    assert (answer.text or "").startswith(text)
    assert answer.kind == "count"


def test_a_count_of_all_says_what_the_page_states_besides() -> None:
    """Both statements of a page that disagrees with itself."""
    text = told("commitments", "count", members=("freedonia",)).text or ""
    assert "states 4 for the current action plan" in text
    assert "states 5 for the current action plan" in text


def test_one_title_twice_is_said_to_be_so() -> None:
    """Two rows of one title are two rows, and a reader is told."""
    facts = facts_of(member(), resource("Harbour Report"), resource("harbour report"), resource("Mirrors"))
    answer = told("resources", "count", facts, members=("freedonia",))
    assert (answer.text or "").startswith("Freedonia lists 3 documents")
    assert "more than once" in (answer.text or "")


def test_long_lists_are_grouped_by_year() -> None:
    """More than thirty rows stand under their years, numbered through."""
    many = [commitment(f"FR{n:04}", f"Promise number {n}", year=2012 + n // 20) for n in range(40)]
    text = lines(told("commitments", "list", facts_of(member(), *many), members=("freedonia",)).text)
    assert text[1] == "2012 (20)"
    assert text[22] == "2013 (20)"
    assert text[-1].startswith("40. Promise number 39")


def test_rows_of_several_members_name_their_member() -> None:
    """So that nobody's row is taken for another's."""
    text = lines(told("contact", "list", members=("freedonia", "latvia")).text)
    assert text[0] == "Freedonia and Latvia lists 3 contacts:" or text[0].endswith("3 contacts:")
    assert text[3].startswith("3. Latvia: Dr Ilze")


def test_distinct_values_are_named_once_with_their_number() -> None:
    """Rows without a value are not counted as one."""
    answer = told("policy_areas", "list", members=("freedonia",))
    assert "2 policy areas" in (answer.text or "")
    assert "Infrastructure & Transport (1) and Health (2)" in (answer.text or "")


def test_members_with_a_row_are_listed_with_the_proof() -> None:
    """Which members have such a row, and how many."""
    which = told("commitments", "list", group_by="member", across=True, areas=("Health", "Lobbying"))
    how_many = told("commitments", "count", group_by="member", across=True, areas=("Health", "Lobbying"))
    assert which.kind == "list"
    assert how_many.kind == "count"
    for answer in (which, how_many):
        assert "Freedonia" in (answer.text or "")
        assert "Latvia" in (answer.text or "")
        assert len(answer.citations) == 3


def test_a_field_that_one_row_lacks_is_said_to_be_missing() -> None:
    """Who has no address is named, and no address is made up."""
    answer = told("contact_email", "value", members=("freedonia",))
    assert "rufus.firefly@gov.example" in (answer.text or "")
    lacking = told("contact_email", "value", persons=("Gloria Teasdale",))
    assert (lacking.status, lacking.reason, lacking.text) == ("not_found", "not_stated", None)


def test_rows_are_kept_for_the_api() -> None:
    """One dict a row, with type, member and the number of its citation, without offsets."""
    rows = told("contact", "list", members=("freedonia",)).rows
    assert rows[1] == {
        "type": "Contact", "member": "Freedonia", "member_id": "freedonia", "name": "Gloria Teasdale",
        "role": "Senior Adviser", "organisation": "Office of the Patron", "email": None, "citation": 2,
    }  # fmt: skip


def test_a_commitment_without_title_goes_by_its_code() -> None:
    """No empty quotation marks where a page lost its titles."""
    facts = facts_of(member(), commitment("FR0001", ""))
    answer = told("commitments", "list", facts, codes=("FR0001",))
    assert answer.text == "FR0001 is a commitment of Freedonia from 2018. [1]"
