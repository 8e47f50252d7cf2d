"""Answers from records: select the rows, then answer in the way that was asked, each row with its citation.

One function an aggregate, looked up in a table. They share a `Draft`, which collects rows and citations.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import replace

from ogpqa.answers.dated import answer_dated, facts_before
from ogpqa.answers.draft import Draft
from ogpqa.answers.facts import Facts
from ogpqa.answers.groups import answer_each, answer_lacking, answer_none
from ogpqa.answers.lists import answer_count, answer_list
from ogpqa.answers.nothing import nothing_left, refused, value_missing
from ogpqa.answers.rankings import answer_amount, answer_comparison, answer_edge, answer_most, asks_for_the_plan
from ogpqa.answers.rows import Selection, Semantic, nothing_near, select
from ogpqa.answers.values import CARDS, answer_value
from ogpqa.questions.relations import Relation, load_relations
from ogpqa.questions.text import stems_in, tokenise
from ogpqa.types import NONE, Answer, Filters, Query, Record

_RANKED = frozenset({"most", "least", "compare"})


def answer_from_records(question: str, query: Query, facts: Facts, near: Semantic) -> Answer | None:
    """The answer, or a refusal with its reason, or None when the records cannot tell and the passages may.

    `near` gives the rows that are near in meaning to a topic whose words stand in no row.
    """
    relation = load_relations().get(query.relation or "")
    if relation is None:
        return None
    then = _facts_of_another_time(query, relation, facts)
    if then is None:
        return _answer(question, query, facts, near)
    timeless = replace(query, filters=replace(query.filters, as_of=None))
    found = answer_dated(query, facts, then, lambda said: _answer(question, timeless, said, near))
    return found and replace(found, query=query)


def _answer(question: str, query: Query, facts: Facts, near: Semantic) -> Answer | None:
    """The answer of these facts, whatever their time."""
    relation = load_relations()[query.relation or ""]
    if refusal := refused(question, query, relation, facts):
        return _titled(question, query, relation, facts) or refusal
    if query.filters.amount == NONE:
        return answer_none(Draft(question, query, relation, facts), near)
    if stating := _stating(query, relation):
        found = _answer(question, replace(query, relation=stating), facts, near)
        return found and replace(found, query=replace(found.query, relation=query.relation))
    chosen = select(query, relation, facts, near)
    if not chosen.rows and relation.otherwise and query.filters.periods and chosen.emptied_by == "periods":
        other = replace(query, relation=relation.otherwise, aggregate="count")
        return _answer(question, other, facts, near)
    if not chosen.rows and asks_for_the_plan(query):
        filters = replace(query.filters, resource_types=())
        return _answer(question, replace(query, relation="plan", aggregate="value", filters=filters), facts, near)
    draft = Draft(question, query, relation, facts)
    if not chosen.rows:
        return nothing_left(draft, chosen)
    if chosen.topic != query.filters.topic:
        draft.query = replace(query, filters=replace(query.filters, topic=chosen.topic))
    wanted = None if query.filters.lacking else relation.value
    valued = [r for r in chosen.rows if getattr(r, wanted or "member_id") not in (None, "", ())]
    if not valued:
        return value_missing(draft, chosen.rows)
    made = _aggregate(query)(draft, valued, chosen)
    if query.aggregate == "exists":
        made = replace(made, text=draft.wording.sentence(["exists.yes"], text=made.text))
    return made


def _titled(question: str, query: Query, relation: Relation, facts: Facts) -> Answer | None:
    """The rows on a topic or of a type that are called after a place: "Elgeyo Marakwet Design Report"."""
    f = query.filters
    if not relation.by_subject or len(f.unknown) != 1 or not (f.topic or f.resource_types):
        return None
    place = {token.stem for token in tokenise(f.unknown[0])}
    rows = facts.rows(relation.record or "", f.members)
    titles = {
        title for r in rows if not _holds(facts.member_name(r.member_id), place) and _holds(title := _title(r), place)
    }
    about = replace(query, filters=replace(f, unknown=(), title_holds=f.unknown[0]))
    found = _answer(question, about, facts, nothing_near) if titles else None
    told = found and not found.reason and found.rows and {str(row.get("title")) for row in found.rows} <= titles
    return found if told else None


def _title(row: Record) -> str:
    return str(getattr(row, "title", ""))


def _holds(text: str, stems: Set[str]) -> bool:
    return stems <= set(stems_in(text))


def _stating(query: Query, relation: Relation) -> str | None:
    """The relation in which plans state how many rows they have: members are ranked by that, though few list them."""
    f = query.filters
    ranked = (query.aggregate in _RANKED or f.amount) and query.group_by in {None, "member"}
    if not (relation.stated and f.current and ranked):
        return None
    if replace(f, members=(), level=None, country=None, amount=None) != Filters(current=True):
        return None  # plans do not state how many they have on a subject
    ranking = (r.name for r in load_relations().values() if r.value == relation.stated and "most" in r.aggregates)
    return next(ranking, None)


def _facts_of_another_time(query: Query, relation: Relation, facts: Facts) -> Facts | None:
    """The facts of the time that the question names, or of the last time when the row that it names was there."""
    if relation.record is None:
        return None
    if query.filters.as_of:
        return facts.at(query.filters.as_of, query.filters.members)
    # "Is X the contact?" is about today: a copy of before would make it a yes.
    return None if query.aggregate == "exists" else facts_before(query, relation, facts)


def _plainly(draft: Draft, rows: Sequence[Record], chosen: Selection) -> Answer:
    """What the rows say: as the relation's card, as one value a member, or row by row."""
    if draft.relation.card:
        return CARDS[draft.relation.card](draft, rows)
    return answer_value(draft, rows) if draft.relation.single else answer_list(draft, rows, chosen)


def _aggregate(query: Query) -> Callable[[Draft, Sequence[Record], Selection], Answer]:
    """What words the answer."""
    if query.filters.lacking and query.aggregate in {"value", "list"}:
        return answer_lacking
    return answer_amount if query.filters.amount or query.filters.ordinal else _AGGREGATES[query.aggregate]


_AGGREGATES: Mapping[str, Callable[[Draft, Sequence[Record], Selection], Answer]] = {
    "value": _plainly,
    "exists": _plainly,
    "list": answer_list,
    "count": answer_count,
    "first": answer_edge,
    "latest": answer_edge,
    "most": answer_most,
    "least": answer_most,
    "each": answer_each,
    "compare": answer_comparison,
}
