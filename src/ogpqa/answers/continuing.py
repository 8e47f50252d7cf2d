"""Follow-ups that only the answer before can fill in: "and their contacts?" of the members that it listed, "and the
one before that?" of the row that it named."""

from __future__ import annotations

from dataclasses import replace

from ogpqa.questions.reading import Reading
from ogpqa.questions.relations import load_relations
from ogpqa.types import Answer, Query

_MOST = 100  # members that are taken over
_BACK = frozenset({"back", "back_rows"})
_TURNS = frozenset({"previous", "next"})


def needs_answer(query: Query, reading: Reading) -> bool:
    """Whether a follow-up goes on from what the question before was answered, not only from what it asked."""
    if _TURNS & set(reading.aggregates):
        return True
    relation = load_relations().get(query.relation or "")
    if relation is None or "members" not in relation.needs or query.filters.members or query.filters.unknown:
        return False
    if _BACK & set(reading.aggregates):
        return relation.record != "Member"
    return "across" not in reading.aggregates and not any(getattr(query.filters, need, None) for need in relation.needs)


def continued(query: Query, before: Answer, reading: Reading, years: tuple[int, int]) -> Query:
    """The query with the members of the answer before, or its question for the row next to the one that it named.

    `years` are the first and the last one of the pages.
    """
    if _TURNS & set(reading.aggregates):
        return _turned(query, before, years, "previous" in reading.aggregates)
    members = tuple(dict.fromkeys(str(row["member_id"]) for row in before.rows if row.get("member_id")))
    relation = load_relations().get(query.relation or "")
    if relation is None or "members" not in relation.accepts or query.filters.members or not 0 < len(members) <= _MOST:
        return query
    asked = load_relations().get(before.query.relation or "")
    if asked is None or asked.record == relation.record:
        return query  # the same rows, narrowed
    return replace(query, filters=replace(query.filters, members=members))


def _turned(query: Query, before: Answer, bounds: tuple[int, int], back: bool) -> Query:
    """The question before, for the years before or after the one year that its answer is of."""
    asked = before.query
    relation = load_relations().get(asked.relation or "")
    if len(asked.filters.years) == 1 and relation and relation.year and asked.aggregate not in {"first", "latest"}:
        turned = (asked.filters.years[0] + (-1 if back else 1),)  # "and the year after?"
        return replace(asked, text=query.text, lang=query.lang, filters=replace(asked.filters, years=turned))
    found = {row.get(relation.year) for row in before.rows} if relation and relation.year else set()
    year = found.pop() if len(found) == 1 else None
    if relation is None or not isinstance(year, int) or not {"first", "latest"} <= set(relation.aggregates):
        return replace(query, relation=None)  # which one comes before, nothing tells
    span = range(min(bounds[0], year - 1), year) if back else range(year + 1, max(bounds[1], year + 1) + 1)
    filters = replace(asked.filters, years=tuple(span), current=False)
    return replace(asked, text=query.text, lang=query.lang, filters=filters, aggregate="latest" if back else "first")
