"""When no row is left: empty sections, denied years, stated but not listed."""

from __future__ import annotations

from typing import Any

import pytest

from ogpqa.answers.records import answer_from_records
from tests.records_made import SYLVAN, commitment, facts_of, member, nothing_near, query, told, world


@pytest.mark.parametrize(
    ("relation", "filters", "reason"),
    [
        ("contact", {"unknown": ("Zubrowka",)}, "member_not_in_corpus"),
        ("contact", {}, "too_vague"),
        ("commitments", {"codes": ("FR9999",)}, "code_not_in_corpus"),
        ("commitments", {"codes": ("FR0003", "ZZ0001")}, "code_not_in_corpus"),
        ("not_stated_phone", {"members": ("freedonia",)}, "not_stated"),
        ("not_stated_phone", {"unknown": ("Zubrowka",)}, "not_stated"),
        ("out_of_scope", {}, "out_of_scope"),
        ("contact", {"members": (SYLVAN,)}, "section_empty"),
        ("resources", {"members": ("latvia",)}, "section_empty"),
        ("lead_ministry", {"members": ("latvia",)}, "not_stated"),
        ("plan_themes", {"members": (SYLVAN,)}, "not_stated"),
    ],
)
def test_every_refusal_has_its_reason(relation: str, filters: dict[str, Any], reason: str) -> None:
    """And none of them carries an answer."""
    answer = told(relation, "list", **filters)
    assert answer.reason == reason
    assert (answer.text, answer.kind, answer.rows) == (None, None, ())
    assert answer.message


def test_the_unknown_code_is_named_and_the_known_one_is_not() -> None:
    """So that a slip can be seen."""
    message = told("commitments", "list", codes=("FR0003", "ZZ0001")).message or ""
    assert "ZZ0001" in message
    assert "FR0003" not in message


def test_what_is_stated_but_not_listed_is_a_partial_answer() -> None:
    """The number that the page announces, with its proof, and that none is listed."""
    answer = told("commitments", "list", members=(SYLVAN,))
    assert answer.status == "partial"
    assert "states 2 [1] commitments" in (answer.text or "")
    assert "lists none" in (answer.text or "")
    assert [c.snippet for c in answer.citations] == ["2"]


def test_a_year_without_rows_is_denied_with_the_years_that_there_are() -> None:
    """A closed list: it is known that there is none."""
    listed = told("commitments", "list", members=("freedonia",), years=(1999,))
    counted = told("commitments", "count", members=("freedonia",), years=(1999,))
    asked = told("commitments", "exists", members=("freedonia",), years=(1999,))
    assert (listed.text or "").startswith(
        "Freedonia lists no commitments from 1999; it lists commitments from 2018 and 2021."
    )
    assert (counted.text or "").startswith("0 – ")
    assert (asked.text or "").startswith("No. ")
    assert all(a.status == "answered" and len(a.citations) == 2 for a in (listed, counted, asked))


def test_an_area_without_rows_counts_zero() -> None:
    """Among all that are listed, which are the proof."""
    answer = told("commitments", "count", members=("latvia",), areas=("Health",))
    assert (answer.text or "").startswith("0 – Latvia lists no commitments in the policy area Health, among 2.")
    assert len(answer.citations) == 2


@pytest.mark.parametrize(
    ("relation", "filters"),
    [("commitments", {"members": ("freedonia",), "topic": "submarines"}), ("contact", {"organisations": ("Navy",)}),
     ("resources", {"topic": "submarines"})],
)  # fmt: skip
def test_a_topic_that_no_row_holds_is_left_to_the_passages(relation: str, filters: dict[str, Any]) -> None:
    """Records cannot deny a topic: pages may say it in other words."""
    assert answer_from_records("…", query(relation, "list", **filters), world(), nothing_near) is None


def test_an_unknown_relation_is_left_to_the_passages() -> None:
    """A question that was not understood has no record to answer it."""
    assert answer_from_records("…", query(None), world(), nothing_near) is None


def test_a_year_is_not_denied_where_rows_have_none() -> None:
    """Rows that state no year tell nothing about one."""
    facts = facts_of(member(), commitment("FR0001", "Roads", year=None))
    asked = query("commitments", "count", members=("freedonia",), years=(2018,))
    assert answer_from_records("…", asked, facts, nothing_near) is None
