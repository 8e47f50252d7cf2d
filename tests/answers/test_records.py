"""Answers from records: by aggregate, always proved."""

from __future__ import annotations

from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ogpqa.answers.citations import checked
from ogpqa.answers.records import answer_from_records
from ogpqa.questions.language import ANSWER_LANGUAGES
from ogpqa.questions.relations import load_relations
from ogpqa.types import Aggregate
from tests.answers.test_rows import FILTERS
from tests.records_made import facts_of, member, nothing_near, query, resource, told, world

ASKED = [(name, how) for name, r in load_relations().items() if r.record for how in r.aggregates]


@given(st.sampled_from(ASKED), FILTERS, st.sampled_from(ANSWER_LANGUAGES), st.booleans())
def test_whatever_is_asked_is_proved_or_refused(
    asked: tuple[str, Any], filters: dict[str, Any], lang: str, across: bool
) -> None:
    """An answer has text and quotes that stand in their pages; a refusal has a reason and a message, and no text."""
    relation, aggregate = asked
    answer = answer_from_records(
        "…", query(relation, aggregate, lang=lang, across=across, **filters), world(), nothing_near
    )
    if answer is None:
        return
    checked(answer, world().pages)
    if answer.reason is None:
        assert answer.status in {"answered", "partial"}
        assert answer.text
        assert answer.kind
        assert answer.citations
    else:
        assert answer.message
        assert (answer.text, answer.kind, answer.rows) == (None, None, ())


@given(st.sampled_from(ASKED), FILTERS)
def test_marks_and_rows_name_citations_that_there_are(asked: tuple[str, Any], filters: dict[str, Any]) -> None:
    """No mark leads nowhere, no template is left unfilled."""
    import re

    answer = answer_from_records("…", query(*asked, across=True, **filters), world(), nothing_near)
    if answer is None or answer.text is None:
        return
    numbers = {c.number for c in answer.citations}
    assert {int(n) for n in re.findall(r"\[(\d+)\]", answer.text)} <= numbers
    assert {row["citation"] for row in answer.rows} <= numbers
    assert "{" not in answer.text
    assert "None" not in answer.text


def test_whether_there_is_one_is_answered_with_yes_and_the_rows() -> None:
    """Yes, and which."""
    assert (told("contact", "exists", members=("freedonia",)).text or "").startswith("Yes: Freedonia lists 2 contacts:")


def test_a_period_that_is_not_the_current_plan_is_looked_for_among_the_rows() -> None:
    """The page states the current plan only; older ones are in its list."""
    answer = told("plan_commitments", "count", members=("freedonia",), periods=("2018-2020",))
    assert (answer.text or "").startswith("Freedonia lists 3 commitments of the 2018-2020 plan.")


def test_every_aggregate_has_its_way() -> None:
    """No way of asking falls through."""
    for aggregate in get_args(Aggregate):
        assert told("commitments", aggregate, members=("freedonia",)).text


@pytest.mark.parametrize("lang", ANSWER_LANGUAGES)
def test_names_and_titles_stay_as_the_page_writes_them(lang: str) -> None:
    """Only the sentence is in the language of the question."""
    text = told("commitments", "list", codes=("FR0003",), lang=lang).text or ""
    assert "Clinics, Rivers, and Roads" in text
    assert "FR0003" in text


def test_rows_may_be_called_after_a_place_that_is_no_member() -> None:
    """Its name stands in a title, the topic too; a place alone is refused."""
    facts = facts_of(member(), resource("Harpo Falls Design Report", year=2021))
    found = told("resources", "list", facts, unknown=("Harpo Falls",), topic="design")
    assert [row["title"] for row in found.rows] == ["Harpo Falls Design Report"]
    assert told("resources", "list", facts, unknown=("Harpo Falls",), resource_types=("Action Plan",)).rows
    refused = [("Harpo Falls", None), ("Chico Falls", "design"), ("Harpo Falls", "rivers"), ("Harpo Fal", "design")]
    for place, topic in refused:
        asked = query("resources", "list", unknown=(place,), topic=topic)
        answer = answer_from_records("…", asked, facts, nothing_near)
        assert answer is not None
        assert answer.reason == "member_not_in_corpus"
