"""An answer in the making."""

from __future__ import annotations

from ogpqa.answers.draft import Draft, group_by_value, period_of, plan_years, repeated_title
from ogpqa.questions.relations import load_relations
from tests.records_made import commitment, plan, query, resource, world


def draft(relation: str = "commitments", **filters: object) -> Draft:
    """A draft over the three members."""
    return Draft("…", query(relation, **filters), load_relations()[relation], world())


def test_a_row_is_cited_and_kept_once() -> None:
    """The same row again has the same mark."""
    made, (first, second, *_) = draft(), world().rows("Commitment")
    assert (made.cite(first), made.cite(second), made.cite(first)) == ("[1]", "[2]", "[1]")
    assert len(made.rows) == 2


def test_marks_of_many_rows_are_drawn_together() -> None:
    """Three are written out."""
    rows = world().rows("Commitment")
    assert draft().marks(rows[:3]) == "[1][2][3]"
    assert draft().marks(rows) == "[1]–[6]"
    assert draft().marks([]) == ""


def test_the_scope_names_whose_rows_they_are() -> None:
    """The members asked for, else those of the rows, else all."""
    assert draft(members=("latvia", "freedonia")).scope([]) == "Latvia and Freedonia"
    assert draft().scope(world().rows("Commitment", ["latvia"])) == "Latvia"
    assert draft().scope([]) == "all members"


def test_the_period_is_the_first_that_is_stated() -> None:
    """In brackets, or nothing."""
    assert period_of(draft(), "freedonia") == " (2021-2023)"
    assert period_of(draft(), "atlantis") == ""


def test_rows_are_grouped_by_what_they_state() -> None:
    """In page order, upper and lower case alike; several values are one list."""
    rows = [plan(themes="Rivers"), plan(themes="rivers"), plan(themes="roads")]
    assert {k: len(v) for k, v in group_by_value(rows, "themes").items()} == {"Rivers": 2, "roads": 1}
    assert list(group_by_value([plan(focus=("a", "b"))], "focus")) == ["a, b"]


def test_a_title_twice_is_seen_within_a_member_only() -> None:
    """Two members may each have a portal."""
    assert repeated_title([resource("Map"), resource("map")]) == "map"
    assert repeated_title([commitment("A1", "Map"), commitment("B1", "Map", "Latvia")]) is None
    assert repeated_title([]) is None


def test_conditions_are_the_end_of_a_phrase() -> None:
    """In the order in which rows were narrowed, members left out."""
    made = draft(members=("latvia",), years=(2018,), starred=True)
    assert made.conditions() == " from 2018 with a star"


def test_a_plans_years_are_said_as_they_were_asked() -> None:
    """As a period, its end, its start or a year inside it."""
    assert [plan_years(p) for p in ("2021-2023", "-2023", "2021-", "2022")] == [
        ("plan_of", "2021-2023"),
        ("plan_ends", "2023"),
        ("plan_starts", "2021"),
        ("plan_covers", "2022"),
    ]
