"""The rows of an answer as tables, cards and comparisons, each row and cell with the marks of its citations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from ogpqa.questions.relations import load_relations
from ogpqa.server.paging import Paged, paged
from ogpqa.types import Answer, Citation

# Fields of a row that say where it comes from, not what it says.
PLACE = frozenset(
    {"type", "citation", "citations", "page_id", "member_id", "record_id", "section", "start", "end", "span"}
)
# What is shown of each record type in a table, in this order.
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "Contact": ("name", "role", "organisation", "email"),
    "Member": ("name", "since", "level", "country"),
    "ActionPlan": ("number", "period", "n_commitments", "focus", "themes"),
    "Commitment": ("code", "title", "year", "area", "starred"),
    "Resource": ("title", "year", "resource_type", "summary"),
    "Definition": ("code", "term", "text"),
    "Post": ("title", "summary"),
}
PER_PAGE = {"Contact": 20}  # so many rows at a time; a card is larger than a line
LINES, LINES_BELOW = 50, 20  # of other types; below earlier answers
Value = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Mark:
    """A citation's number, and where the saved copy of its page shows it."""

    number: int
    page_id: str
    span: str
    version: str
    shown: bool = False  # whether the source stands at length on the same page


@dataclass(frozen=True, slots=True)
class Row:
    """What one row says, and what proves it."""

    values: Value
    marks: tuple[Mark, ...]
    lang: str


@dataclass(frozen=True, slots=True)
class Group:
    """Rows of one type as an answer has them, and the columns that have anything in them."""

    type: str
    columns: tuple[str, ...]
    rows: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of one type, a page of them: cards for contacts, else the columns that have anything in them."""

    type: str
    columns: tuple[str, ...]
    rows: Paged[Row]
    lang: str | None  # of all rows, or None when they differ


@dataclass(frozen=True, slots=True)
class Cell:
    """What a comparison says of one member, and what proves it."""

    value: Any
    marks: tuple[Mark, ...]
    lang: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """Members side by side: a column each, a line for each thing that is compared.

    A line's name is a field ("since") or a record type, which stands for how many of them the page lists.
    """

    members: tuple[str, ...]
    lines: tuple[tuple[str, tuple[tuple[Cell, ...], ...]], ...]


def mark_of(citation: Citation, shown: bool = False) -> Mark:
    """The mark of a citation."""
    span = f"{citation.start}-{citation.end}"
    return Mark(citation.number, citation.page_id, span, citation.page_sha256[:8], shown)


def group_rows(rows: Sequence[Value]) -> tuple[Group, ...]:
    """Rows grouped by type where neighbours share one, each with the columns that hold anything."""
    groups = []
    for record_type, found in groupby(rows, key=lambda row: str(row.get("type", ""))):
        same = tuple(found)
        known = COLUMNS.get(record_type) or tuple(dict.fromkeys(k for row in same for k in row if k not in PLACE))
        of_several = len({row.get("member") for row in same}) > 1 and record_type != "Member"
        columns = tuple(c for c in ("member",) * of_several + known if any(_says(row.get(c)) for row in same))
        # One row says what the sentence above it says; a contact's card is still handier than the sentence.
        if columns and (len(same) > 1 or record_type == "Contact"):
            groups.append(Group(record_type, columns, same))
    return tuple(groups)


def arrange_tables(
    answer: Answer, page: int = 1, size: int = LINES, without: frozenset[str] = frozenset()
) -> tuple[Table, ...]:
    """The answer's rows as tables, that page of each; types that are shown in another way are left out."""
    cited = {c.number: c for c in answer.citations}
    return tuple(
        _table(group, paged(group.rows, page, PER_PAGE.get(group.type, size)), cited)
        for group in group_rows(answer.rows)
        if group.type not in without
    )


def _table(group: Group, page: Paged[Value], cited: Mapping[int, Citation]) -> Table:
    rows = tuple(_row(row, cited) for row in page.items)
    langs = {row.lang for row in rows}
    columns = tuple(c for c in group.columns if c != "starred")  # a tag beside the title says it
    cut = Paged(rows, page.number, page.n_pages, page.first, page.total)
    return Table(group.type, columns, cut, langs.pop() if len(langs) == 1 else None)


def arrange_comparison(answer: Answer, names: Mapping[str, str]) -> Comparison | None:
    """The answer's members side by side, by their names; None when it compares none."""
    of_rows = (str(row["member_id"]) for row in answer.rows if row.get("member_id"))
    asked = list(dict.fromkeys([*answer.query.filters.members, *of_rows]))
    if answer.kind != "comparison" or len(asked) < 2:
        return None
    cited = {c.number: c for c in answer.citations}
    lines = []
    for record_type in dict.fromkeys(str(row.get("type", "")) for row in answer.rows):
        rows = [row for row in answer.rows if row.get("type") == record_type]
        for field in _compared(record_type, answer, rows):
            cells = tuple(_cells(field, [r for r in rows if r.get("member_id") == m], cited) for m in asked)
            lines.append((field or record_type, cells))
    return Comparison(tuple(names.get(m, m) for m in asked), tuple(lines))


def sides(answer: Answer) -> tuple[Cell, ...]:
    """What a page says in one place and another, when it contradicts itself about the one thing that was asked."""
    relation = load_relations().get(answer.query.relation or "")
    if relation is None or not relation.single or not relation.value or len(answer.query.filters.members) != 1:
        return ()
    cited = {c.number: c for c in answer.citations}
    rows = [row for row in answer.rows if row.get("type") == relation.record and _says(row.get(relation.value))]
    found = _cells(relation.value, rows, cited)
    return found if len(found) > 1 and answer.kind == "value" else ()


def _compared(record_type: str, answer: Answer, rows: Sequence[Value]) -> tuple[str | None, ...]:
    """The fields that are compared; (None,) when it is how many there are."""
    relation = load_relations().get(answer.query.relation or "")
    if record_type not in ("Member", "ActionPlan"):
        return (None,)
    if relation and relation.record != record_type:
        return (relation.stated,) if relation.stated else ()
    if relation and relation.value:
        return (relation.value,)
    return tuple(c for c in COLUMNS[record_type] if c != "name" and any(_says(row.get(c)) for row in rows))


def _cells(field: str | None, rows: Sequence[Value], cited: Mapping[int, Citation]) -> tuple[Cell, ...]:
    """The distinct values of a field, or how many rows there are."""
    made = [_row(row, cited) for row in rows]
    if field is None:
        marks = [mark for row in made for mark in row.marks]
        return (Cell(len(made), tuple(marks[:1] + marks[1:][-1:]), "en"),)
    cells: dict[str, Cell] = {}
    for row in made:
        if _says(value := row.values.get(field)):
            before = cells.get(str(value))
            cells[str(value)] = Cell(value, (*before.marks, *row.marks) if before else row.marks, row.lang)
    return tuple(cells.values())


def marks_of(row: Value) -> list[int]:
    """The numbers of a row's citations."""
    found = row.get("citations") or row.get("citation") or []
    return [n for n in (found if isinstance(found, (list, tuple)) else [found]) if isinstance(n, int)]


def _row(row: Value, cited: Mapping[int, Citation]) -> Row:
    numbers = [n for n in marks_of(row) if n in cited]
    lang = cited[numbers[0]].lang if numbers else "en"
    return Row(row, tuple(mark_of(cited[n]) for n in numbers), lang)


def _says(value: object) -> bool:
    return value not in (None, "", (), [], False)
