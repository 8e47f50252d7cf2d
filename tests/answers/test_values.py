"""Values of members and plans, both sides of a contradiction, and cards."""

from __future__ import annotations

import pytest

from tests.records_made import SYLVAN, facts_of, member, plan, told


@pytest.mark.parametrize(
    ("relation", "members", "text"),
    [
        ("member_since", ("freedonia",), "Freedonia has been a member since 2014. [1]"),
        ("member_country", (SYLVAN,), "Port Sylvan State, Freedonia is in Freedonia. [1]"),
        ("member_country", ("latvia",), "Latvia is a national member: it is itself a country. [1]"),
        ("member_level", (SYLVAN,), "Port Sylvan State, Freedonia is a local member member. [1]"),
        ("lead_ministry", ("freedonia",), "Lead ministry of Freedonia: mirrors.gov.example/ [1]"),
        ("plan_period", ("latvia",), "Latvia's current action plan covers 2022-2025. [1]"),
        ("plan_number", ("latvia",), "Latvia's current plan is Action Plan 5 (2022-2025). [1]"),
        (
            "plan_focus",
            ("freedonia",),
            "Freedonia's current action plan (2021-2023) focuses on: Open Data, Health. [1]",
        ),
    ],
)
def test_a_value_is_one_sentence(relation: str, members: tuple[str, ...], text: str) -> None:
    """With the citation of the words that state it."""
    answer = told(relation, members=members)
    assert (answer.text or "").replace("member member", "member") == text.replace("member member", "member")
    assert answer.kind == "value"


def test_the_citation_is_the_field_alone() -> None:
    """Where the page allows, the quote is the value."""
    assert [c.snippet for c in told("plan_period", members=("latvia",)).citations] == ["2022-2025"]


def test_a_page_that_says_two_things_is_quoted_on_both() -> None:
    """No side is chosen silently."""
    answer = told("plan_commitments", "count", members=("freedonia",))
    assert (answer.text or "").startswith("Freedonia's page says two things: 4 [1] and 5 [2].")
    assert [c.snippet for c in answer.citations[:2]] == ["4", "5"]


def test_two_statements_that_agree_are_one() -> None:
    """Also when they differ in case."""
    facts = facts_of(member(), plan(themes="Clinics and rivers"), plan(themes="clinics and rivers"))
    answer = told("plan_themes", facts=facts, members=("freedonia",))
    assert (answer.text or "").count("ivers") == 1
    assert len(answer.citations) == 1


def test_several_members_have_a_line_each() -> None:
    """In the order in which they were asked for."""
    text = told("member_since", members=("latvia", "freedonia")).text or ""
    assert [line.split()[0] for line in text.splitlines()] == ["Latvia", "Freedonia"]


def test_a_value_that_no_row_states_is_not_stated() -> None:
    """What the page does say is cited, nothing is answered."""
    answer = told("lead_ministry", members=("latvia",))
    assert (answer.status, answer.reason, answer.text) == ("not_found", "not_stated", None)
    assert answer.citations


def test_a_profile_is_a_card() -> None:
    """Year and level, plan, contacts, and how much is listed."""
    text = told("profile", members=("freedonia",)).text or ""
    assert "since 2014" in text
    assert "number 3, 2021-2023, 4 commitments" in text
    assert "Rufus Firefly and Gloria Teasdale" in text
    assert "4 commitments and 2 documents" in text


def test_a_profile_leaves_out_what_the_page_does_not_say() -> None:
    """No plan, no contacts, no year: no lines on them."""
    text = told("profile", facts=facts_of(member(since=None)), members=("freedonia",)).text or ""
    assert "None" not in text
    assert "Contacts" not in text


def test_a_plan_is_a_card_with_all_that_is_stated() -> None:
    """Field by field, both periods and both numbers."""
    text = told("plan", members=("freedonia",)).text or ""
    assert "Period: 2021-2023" in text
    assert "Period: 2020-2022" in text
    assert "Focus: Open Data, Health" in text
    assert "Themes: clinics, rivers and open data" in text


@pytest.mark.parametrize("lang", ["ko", "es", "fr"])
def test_values_are_worded_in_the_language_of_the_question(lang: str) -> None:
    """The fact stays, the sentence is another one."""
    text = told("member_since", members=("freedonia",), lang=lang).text or ""
    assert "Freedonia" in text
    assert "2014" in text
    assert "has been" not in text
