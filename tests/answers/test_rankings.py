"""The first, the latest, the most, and members side by side."""

from __future__ import annotations

import pytest

from tests.records_made import SYLVAN, commitment, facts_of, member, plan, resource, told


def test_the_latest_is_of_the_last_year() -> None:
    """One row is a sentence, several are a list; rows without a year do not take part."""
    facts = facts_of(member(), commitment("FR0001", "Mirrors", year=None), commitment("FR0002", "Portal", year=2012),
                     commitment("FR0003", "Rivers", year=2012), commitment("FR0004", "Clinics", year=2019))  # fmt: skip
    latest = told("commitments", "latest", facts, members=("freedonia",))
    first = told("commitments", "first", facts, members=("freedonia",))
    assert "Clinics" in (latest.text or "")
    assert len(latest.rows) == 1
    assert [row["code"] for row in first.rows] == ["FR0002", "FR0003"]


def test_without_years_there_is_no_edge() -> None:
    """All rows are shown instead of an arbitrary one."""
    facts = facts_of(member(), commitment("FR0001", "Mirrors", year=None), commitment("FR0002", "Portal", year=None))
    assert len(told("commitments", "latest", facts, members=("freedonia",)).rows) == 2


def test_the_first_members_are_named() -> None:
    """The earliest year, with all who joined in it."""
    facts = facts_of(member("Freedonia", since=2012), member("Sylvania", since=2011), member("Ruritania", since=2011))
    assert [row["name"] for row in told("members", "first", facts).rows] == ["Sylvania", "Ruritania"]


@pytest.mark.parametrize(
    ("group", "text"),
    [("year", "2018: 3 of 4 commitments of Freedonia, the most."),
     ("area", "Health: 2 of 3 commitments of Freedonia, the most.")],
)  # fmt: skip
def test_the_most_frequent_value_with_its_number(group: str, text: str) -> None:
    """Counted among the rows that have a value, proved by its rows."""
    answer = told("commitments", "most", members=("freedonia",), group_by=group)
    assert (answer.text or "").startswith(text)
    assert len(answer.citations) == int(text.split(": ")[1][0])


def test_ties_are_all_named() -> None:
    """Nobody wins by standing first."""
    text = told("commitments", "most", members=("latvia",), group_by="year").text or ""
    assert text.startswith("2022 and 2012: 1 of 2")


def test_the_member_with_the_largest_stated_number() -> None:
    """By what pages state, with ties."""
    facts = facts_of(member(), plan(n_commitments=4), member("Sylvania"), plan("Sylvania", n_commitments=9),
                     member("Ruritania"), plan("Ruritania", n_commitments=9))  # fmt: skip
    text = told("plan_commitments", "most", facts, across=True, level="national").text or ""
    assert "Sylvania (9) and Ruritania (9)" in text
    assert "Freedonia" not in text


def test_members_are_compared_by_year() -> None:
    """Who was first, and how much later the others came."""
    text = told("member_since", "compare", members=("freedonia", "latvia")).text or ""
    assert text.startswith("Latvia joined first, in 2011; Freedonia in 2014, 3 years later.")
    one = facts_of(member("Freedonia", since=2012), member("Sylvania", since=2011), member("Ruritania", since=2011))
    assert "1 year later" in (told("member_since", "compare", one, members=("freedonia", "sylvania")).text or "")
    same = told("member_since", "compare", one, members=("ruritania", "sylvania")).text or ""
    assert same.startswith("Ruritania and Sylvania joined in the same year, 2011.")


def test_members_are_compared_by_rows() -> None:
    """The greater number first, none counted as 0, a tie said to be one."""
    answer = told("commitments", "compare", members=("latvia", "freedonia", SYLVAN))
    text = answer.text or ""
    assert text.startswith("Freedonia has more commitments: Freedonia 4, Latvia 2 and Port Sylvan State, Freedonia 0.")
    assert "Their pages state for the current plans" in text
    assert answer.kind == "comparison"
    tie = told("commitments", "compare", members=("latvia", "freedonia"), years=(2012, 2021))
    assert "the same number of commitments" in (tie.text or "")


def test_members_are_compared_by_what_their_plans_state() -> None:
    """Both sides of a contradiction stand in the comparison."""
    text = told("plan_commitments", "compare", members=("freedonia", "latvia")).text or ""
    assert text.startswith("Latvia: 7")
    assert "Freedonia: 4 [1] and 5 [2]" in text


def test_one_member_is_not_compared() -> None:
    """A follow-up may leave one of two: what it has is told, and nobody has more."""
    text = told("commitments", "compare", members=(SYLVAN,), topic=None).text or ""
    assert "more" not in text
    assert (told("commitments", "compare", members=("latvia",)).text or "").startswith("Latvia lists 2 commitments.")
    assert (told("plan_period", "compare", members=("latvia",)).text or "").endswith("covers 2022-2025. [1]")


def test_two_years_of_a_member_are_compared() -> None:
    """Which year has more, by how many, and a row for each; equal years are said to be equal."""
    facts = facts_of(member(), commitment("FR0001", "Mirrors", year=2012), commitment("FR0002", "Portal", year=2012),
                     commitment("FR0003", "Rivers", year=2014), commitment("FR0004", "Clinics", year=2016))  # fmt: skip
    answer = told("commitments", "compare", facts, members=("freedonia",), years=(2014, 2012))
    assert (answer.text or "").startswith("Freedonia lists more commitments from 2012: 2012 (2) and 2014 (1).")
    assert "The difference is 1." in (answer.text or "")
    assert len(answer.rows) == 3
    same = told("commitments", "compare", facts, members=("freedonia",), years=(2014, 2016)).text or ""
    assert same.startswith("Freedonia lists the same number of commitments from 2014 and 2016: 1.")


def test_the_fewest_are_not_the_most() -> None:
    """The smallest group, with ties, of those that are listed."""
    facts = facts_of(member(), commitment("FR0001", "Mirrors", area="Health"),
                     commitment("FR0002", "Portal", area="Health"),
                     commitment("FR0003", "Rivers", area="Water"))  # fmt: skip
    text = told("commitments", "least", facts, members=("freedonia",), group_by="area").text or ""
    assert text.startswith("Water: 1 of 3 commitments of Freedonia, the fewest")


def test_the_newest_plan_is_told_with_the_stated_one() -> None:
    """Pages list the document of a new plan late, or list no documents at all."""
    stated = plan(number=3, period="2021-2023")
    old = facts_of(member(), stated, resource("Freedonia Action Plan 2018-2020"))
    asked = {"members": ("freedonia",), "resource_types": ("Action Plan",)}
    text = told("resources", "latest", old, **asked).text or ""
    assert text.startswith("Freedonia Action Plan 2018-2020")
    assert text.endswith("Freedonia's current plan is Action Plan 3 (2021-2023). [2]")
    new = facts_of(member(), stated, resource("Freedonia Action Plan 2021-2023", year=2021))
    assert "current plan" not in (told("resources", "latest", new, **asked).text or "")
    none = facts_of(member(), stated)
    assert "2021-2023" in (told("resources", "latest", none, **asked).text or "")


def test_of_the_current_plan_counts_what_plans_state() -> None:
    """Few members list their commitments; a condition more, and the listed ones are counted."""
    plans = [plan(n_commitments=4, period="2018-2020"), plan("Sylvania", n_commitments=9, period="2018-2020"),
             plan("Sylvania", n_commitments=8)]  # fmt: skip
    listed = commitment("FR0001", "Mirrors", year=2018)
    facts = facts_of(member(), member("Sylvania"), *plans, listed)
    assert (told("commitments", "most", facts, across=True, current=True).text or "").startswith("Sylvania (9/8).")
    assert (told("commitments", "least", facts, across=True, current=True).text or "").startswith("Freedonia (4).")
    asked = {"members": ("freedonia", "sylvania"), "current": True}
    assert "9" in (told("commitments", "compare", facts, **asked).text or "")
    assert "Sylvania (9/8)" in (
        told("commitments", "list", facts, across=True, current=True, amount=(5, None)).text or ""
    )
    assert "Mirrors" in (told("commitments", "most", facts, across=True, current=True, years=(2018,)).text or "")
