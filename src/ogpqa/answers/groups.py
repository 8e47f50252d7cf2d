"""Answers that go through groups of rows: how many in each, and the members that have none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ogpqa.answers.draft import Draft
from ogpqa.answers.lists import answer_count, row_lines
from ogpqa.answers.rows import Selection, Semantic, conditions, select
from ogpqa.questions.relations import load_relations
from ogpqa.types import Answer, Filters, Record


def answer_each(draft: Draft, rows: Sequence[Record], chosen: Selection) -> Answer:
    """How many rows each year, policy area, type or member has: years in order, others the largest first."""
    group = draft.query.group_by or "member"
    groups: dict[str, list[Record]] = {}
    for row in rows:
        value = draft.facts.member_name(row.member_id) if group == "member" else getattr(row, group)
        groups.setdefault(str(value or "–"), []).append(row)
    by_name = group in {draft.relation.year, "year"}
    order = sorted(groups, key=lambda value: value if by_name else (-len(groups[value]), value))
    names = draft.wording.joined(f"{value} ({len(groups[value])})" for value in order)
    text = draft.say("list.distinct", scope=draft.scope(rows), n=len(rows), noun=draft.noun(len(rows)), names=names,
                     conditions=draft.conditions(), marks=draft.marks(rows))  # fmt: skip
    return draft.answer(text, "count")


def answer_lacking(draft: Draft, rows: Sequence[Record], chosen: Selection) -> Answer:
    """The rows that do not state what the relation gives, and how many they are."""
    counted = answer_count(draft, rows, chosen).text or ""
    return draft.answer("\n".join([counted, *row_lines(draft, rows)]), "list")


def answer_none(draft: Draft, near: Semantic) -> Answer | None:
    """The members without such a row; None where a condition leaves no row of any member, which proves nothing."""
    draft.query = replace(draft.query, filters=replace(draft.query.filters, amount=None))
    query, relation, members = draft.query, draft.relation, load_relations()["members"]
    rows = select(query, relation, draft.facts, near).rows
    if not rows and conditions(query.filters, relation):
        return None
    filters = Filters(level=query.filters.level, country=query.filters.country)
    every = select(replace(query, filters=filters), members, draft.facts, near).rows
    having = {row.member_id for row in rows}
    without = [row for row in every if row.member_id not in having]
    values = {"noun": draft.wording.noun(relation.record or "", 1), "conditions": draft.conditions()}
    if not without:
        return draft.answer(draft.say("none.no", **values, n=len(every), marks=draft.marks(rows)), "count")
    names = draft.wording.joined(draft.facts.member_name(row.member_id) for row in without)
    text = draft.say("none", **values, n=len(without), names=names, marks=draft.marks(without))
    return draft.answer(text, "count")
