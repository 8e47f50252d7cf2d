"""Rows as tables, comparisons and contradictions: every cell bears the marks of its citations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from ogpqa.server.answer_tables import arrange_comparison, arrange_tables, group_rows, sides
from ogpqa.server.answer_view import arrange_earlier, arrange_turn, in_short
from ogpqa.server.catalogue import arrange
from ogpqa.types import Aggregate, Answer, Citation, Filters, Kind, Query
from tests.fakes_assistant import FakeIndex

NAMES = {"a": "Aland", "b": "Bland"}


def made(
    rows: Sequence[Mapping[str, Any]],
    relation: str = "commitments",
    kind: Kind = "list",
    members: tuple[str, ...] = ("a",),
    aggregate: Aggregate = "list",
) -> Answer:
    """An answer with these rows, row n citing source n."""
    cited = tuple(
        Citation(n, "p", "P", (), "x", n, n + 1, "0" * 64, None, None, None, "fr" if n == 2 else "en")
        for n in range(1, len(rows) + 1)
    )
    numbered = tuple({**row, "citation": n} for n, row in enumerate(rows, 1))
    query = Query("q", relation, aggregate, Filters(members=members))
    return Answer("q", "answered", query, text="t", kind=kind, rows=numbered, citations=cited)


def commitment(n: int, member: str = "a") -> dict[str, Any]:
    """A row."""
    title = {"code": f"AA{n:04}", "title": f"Title {n}", "year": 2018, "area": None, "starred": n == 1}
    return {"type": "Commitment", "member": NAMES[member], "member_id": member, **title}


def test_a_table_has_only_columns_that_say_something() -> None:
    """No area, no column of areas; the star stands beside the title on the page, in a column elsewhere."""
    rows = [commitment(n) for n in range(1, 4)]
    (table,) = arrange_tables(made(rows))
    assert table.columns == ("code", "title", "year")
    assert "starred" in group_rows(rows)[0].columns
    assert [m.number for row in table.rows.items for m in row.marks] == [1, 2, 3]


def test_rows_have_the_language_of_their_pages() -> None:
    """A table says it once; a table of several languages says it row by row."""
    (mixed,) = arrange_tables(made([commitment(n) for n in range(1, 4)]))
    assert (mixed.lang, [row.lang for row in mixed.rows.items]) == (None, ["en", "fr", "en"])


def test_every_row_of_a_long_list_can_be_reached() -> None:
    """Pages of rows, every row with its mark."""
    answer = made([commitment(n) for n in range(1, 121)])
    numbers = [
        mark.number for page in (1, 2, 3) for row in arrange_tables(answer, page)[0].rows.items for mark in row.marks
    ]
    assert numbers == list(range(1, 121))


def test_numbers_are_compared_side_by_side() -> None:
    """A column a member, also for the one that lists none; the cell bears the first and the last mark."""
    rows = [commitment(1, "b"), commitment(2, "b"), commitment(3, "b")]
    found = arrange_comparison(made(rows, kind="comparison", members=("a", "b"), aggregate="compare"), NAMES)
    assert found is not None
    assert found.members == ("Aland", "Bland")
    ((name, (none, three)),) = found.lines
    assert (name, none[0].value, none[0].marks) == ("Commitment", 0, ())
    assert (three[0].value, [m.number for m in three[0].marks]) == (3, [1, 3])


def test_values_are_compared_side_by_side() -> None:
    """What was asked is compared, with both statements of a page that says two things."""
    plans = [("a", "2018-2020"), ("a", "2018-2021"), ("b", "2019-2021")]
    rows = [{"type": "ActionPlan", "member": NAMES[m], "member_id": m, "period": p, "number": 1} for m, p in plans]
    found = arrange_comparison(made(rows, "plan_period", "comparison", ("a", "b"), "compare"), NAMES)
    assert found is not None
    ((name, (first, second)),) = found.lines
    assert name == "period"
    assert [cell.value for cell in first] == ["2018-2020", "2018-2021"]
    assert [m.number for cell in (*first, *second) for m in cell.marks] == [1, 2, 3]


def test_both_sides_of_a_contradiction_are_shown() -> None:
    """Two statements of one thing that differ are two sides; two that agree are none."""
    rows = [{"type": "ActionPlan", "member_id": "a", "period": p} for p in ("2018-2020", "2018-2021")]
    assert [cell.value for cell in sides(made(rows, "plan_period", "value"))] == ["2018-2020", "2018-2021"]
    same = [{**row, "period": "2018-2020"} for row in rows]
    assert sides(made(same, "plan_period", "value")) == ()
    assert sides(made(rows, "plan", "value")) == (), "several things were asked"
    assert sides(made(rows, "plan_period", "value", ("a", "b"))) == (), "of several members"


def test_an_earlier_answer_is_short() -> None:
    """The first rows of a list, the beginning of a long text, and the number of all sources."""
    text = "Things:\n2018 (5)\n" + "\n".join(f"{n}. thing [{n}]" for n in range(1, 6))
    assert in_short(text) == "Things:\n1. thing [1]\n2. thing [2]\n3. thing [3]\n…"
    assert len(in_short("word " * 500)) < 410
    assert in_short("short") == "short"


def test_many_marks_in_a_text_do_not_make_a_long_page(fake_index: FakeIndex) -> None:
    """Sources stand at length for the first marks only; the other marks lead to the saved copy."""
    answer = made([], "members", "count")
    page = fake_index.store.pages[0]
    cited = tuple(
        Citation(n, page.page_id, "P", (), page.text[n : n + 1], n, n + 1, page.sha256, None, None, None)
        for n in range(1, 61)
    )
    answer = replace(answer, text=" ".join(f"x [{n}]" for n in range(1, 61)), citations=cited)
    turn = arrange_turn(answer, arrange(fake_index))
    marks = [part for part in turn.parts if not isinstance(part, str)]
    assert [m.number for m in marks] == list(range(1, 61))
    assert len(turn.sources.items) == sum(m.shown for m in marks) < 10
    assert len(arrange_earlier(answer, arrange(fake_index)).sources.items) == 3
