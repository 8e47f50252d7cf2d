"""Answers that compare rows: the first, the latest, the most, and members side by side."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from ogpqa.answers.draft import Draft, group_by_value, period_of
from ogpqa.answers.lists import answer_count, answer_list, answer_one, row_lines
from ogpqa.answers.rows import Selection, conditions
from ogpqa.questions.shares import PLAN
from ogpqa.questions.text import key
from ogpqa.types import ActionPlan, Answer, Member, Query, Record


def answer_edge(draft: Draft, rows: Sequence[Record], chosen: Selection) -> Answer:
    """The rows of the first or of the latest year."""
    relation, first = draft.relation, draft.query.aggregate == "first"
    if not relation.year:
        return answer_list(draft, rows, chosen)
    dated = [r for r in rows if getattr(r, relation.year)]
    if not dated:
        return answer_list(draft, rows, chosen)
    value = (min if first else max)(getattr(r, relation.year) for r in dated)
    edge = [r for r in dated if getattr(r, relation.year) == value]
    if relation.distinct:
        text = draft.say(f"{draft.query.aggregate}.distinct", noun=draft.noun(1), scope=draft.scope(rows), value=value,
                         conditions=draft.conditions(), marks=draft.marks(edge))  # fmt: skip
        return draft.answer(text, "value")
    if len(edge) == 1 and relation.record != "Member":
        one = answer_one(draft, edge[0])
        return draft.answer("\n".join([one, *_stated_plan(draft, one)]), "value")
    head = draft.say(draft.query.aggregate, noun=draft.noun(len(edge)), scope=draft.scope(rows), value=value,
                     conditions=draft.conditions())  # fmt: skip
    return draft.answer("\n".join([head, *row_lines(draft, edge)]), "list")


def asks_for_the_plan(query: Query) -> bool:
    """Whether the newest action plan of one member is asked for as a document: the page states the plan, too."""
    types = [key(name) for name in query.filters.resource_types]
    return query.aggregate == "latest" and types == [key(PLAN)] and len(query.filters.members) == 1


def _stated_plan(draft: Draft, said: str) -> list[str]:
    """The current plan as the page states it, where the newest document is of another: pages list them late."""
    if not asks_for_the_plan(draft.query):
        return []
    (member,) = draft.query.filters.members
    plans = [p for p in draft.facts.rows("ActionPlan", [member]) if isinstance(p, ActionPlan)]
    stated, period = next((p for p in plans if p.number), None), period_of(draft, member)
    if stated is None or all(year in said for year in re.findall(r"\d{4}", period)):
        return []
    name, marks = draft.facts.member_name(member), draft.marks([stated], "number")
    return [draft.wording.sentence(["plan_number.one"], member=name, value=stated.number, period=period, marks=marks)]


def answer_most(draft: Draft, rows: Sequence[Record], chosen: Selection) -> Answer:
    """The group with the most rows, or the fewest, with ties; for members by stated number, the largest or smallest."""
    relation = draft.relation
    edge = min if draft.query.aggregate == "least" else max
    group = draft.query.group_by or (relation.groups[0] if relation.groups else "member")
    if relation.single and relation.value:
        return _edge_of_stated(draft, rows, relation.value)
    counts: Counter[str] = Counter()
    for r in rows:
        value = draft.facts.member_name(r.member_id) if group == "member" else getattr(r, group)
        counts.update([str(value)] if value else [])
    if not counts:
        return answer_list(draft, rows, chosen)
    n = edge(counts.values())
    values = [value for value, count in counts.items() if count == n]
    proof = [
        r
        for r in rows
        if (draft.facts.member_name(r.member_id) if group == "member" else str(getattr(r, group))) in values
    ]
    text = draft.say(draft.query.aggregate, values=draft.wording.joined(values), n=n, total=sum(counts.values()),
                     noun=draft.wording.noun(relation.record or "", 2), scope=draft.scope(rows),
                     conditions=draft.conditions(), marks=draft.marks(proof))  # fmt: skip
    return draft.answer(text, "value")


def _edge_of_stated(draft: Draft, rows: Sequence[Record], field: str) -> Answer:
    """The members that state the largest or the smallest number, each with all that its page states."""
    edge = min if draft.query.aggregate == "least" else max
    n = edge(getattr(r, field) or 0 for r in rows)
    best = {r.member_id for r in rows if getattr(r, field) == n}
    stated = _stated_by_member([r for r in rows if r.member_id in best], field)
    names = draft.wording.joined(f"{draft.facts.member_name(m)} ({'/'.join(own)})" for m, own in stated.items())
    marks = draft.marks([same[0] for own in stated.values() for same in own.values()], field)
    return draft.answer(draft.say("compare.values", values=names, marks=marks), "value")


def _stated_by_member(rows: Sequence[Record], field: str) -> Mapping[str, Mapping[str, list[Record]]]:
    """By member what its page states, which may be two things."""
    members = dict.fromkeys(r.member_id for r in rows)
    return {member: group_by_value([r for r in rows if r.member_id == member], field) for member in members}


def answer_amount(draft: Draft, rows: Sequence[Record], chosen: Selection) -> Answer:
    """The members that have so many rows or state such a number, each with its number."""
    if draft.query.filters.members:
        return answer_count(draft, rows, chosen)
    relation, counts = draft.relation, Counter(r.member_id for r in rows)
    by_value: Mapping[str, Mapping[str, list[Record]]] = {}
    if relation.single and relation.value:  # of these members, all that they state, within the bound or not
        own = draft.facts.rows(relation.record or "", dict.fromkeys(r.member_id for r in rows))
        by_value = _stated_by_member([r for r in own if getattr(r, relation.value) is not None], relation.value)
    stated = {m: "/".join(values) for m, values in by_value.items()} or counts
    names = draft.wording.joined(f"{draft.facts.member_name(m)} ({n})" for m, n in stated.items())
    n = draft.query.filters.ordinal
    least, most = draft.query.filters.amount or (n, n)
    bound = "amount" if least == most else "amount_most" if least is None else "amount_least"
    amount = str(draft.wording.get("joints", bound)).format(most if least is None else least)
    text = draft.say("amount", amount=amount, n=len(stated), names=names, conditions=draft.conditions(),
                     noun=draft.wording.noun(relation.record or "", 2), marks=draft.marks(rows))  # fmt: skip
    return draft.answer(text, "count")


def answer_comparison(draft: Draft, rows: Sequence[Record], chosen: Selection) -> Answer:
    """Two or more members side by side: by year, by stated number, or by how many rows they list."""
    relation, members = draft.relation, draft.query.filters.members
    if len(members) < 2 and len(draft.query.filters.years) > 1 and relation.year:
        return _compare_by_year(draft, rows)
    if len(members) < 2:  # a follow-up may leave one of them ("and Latvia?")
        return answer_count(draft, rows, chosen)
    if relation.value == "since":
        return _compare_years(draft, rows)
    if relation.single and relation.value:
        return _compare_stated(draft, rows)
    counts = {m: [r for r in rows if r.member_id == m] for m in members}
    order = sorted(members, key=lambda m: -len(counts[m]))
    values = draft.wording.joined(f"{draft.facts.member_name(m)} {len(counts[m])}" for m in order)
    same = len({len(found) for found in counts.values()}) == 1
    names = draft.wording.joined(draft.facts.member_name(m) for m in members)
    marks = draft.marks([r for m in order for r in counts[m]])
    text = draft.say("compare.count_same" if same else "compare.count", members=names,
                     first=draft.facts.member_name(order[0]), noun=draft.noun(2), conditions=draft.conditions(),
                     values=values, value=len(counts[order[0]]),
                     marks=marks)  # fmt: skip
    text += _difference(draft, [len(found) for found in counts.values()])
    if relation.stated and not conditions(draft.query.filters, relation):
        text += " " + _stated_side_by_side(draft)
    return draft.answer(text, "comparison")


def _difference(draft: Draft, counts: Sequence[int]) -> str:
    """By how much two counts differ, as a sentence; "" for equal ones and for more than two."""
    n = abs(counts[0] - counts[-1])
    return " " + draft.say("compare.difference", n=n) if len(counts) == 2 and n else ""


def _compare_by_year(draft: Draft, rows: Sequence[Record]) -> Answer:
    """The rows of two or more years side by side."""
    field, years = draft.relation.year or "", draft.query.filters.years
    counts = {year: [r for r in rows if getattr(r, field) == year] for year in years}
    order = sorted(years, key=lambda year: -len(counts[year]))
    same = len({len(found) for found in counts.values()}) == 1
    draft.query = replace(draft.query, filters=replace(draft.query.filters, years=()))
    text = draft.say("compare.years_same" if same else "compare.years", scope=draft.scope(rows), noun=draft.noun(2),
                     conditions=draft.conditions(), first=order[0], years=draft.wording.joined(years),
                     values=draft.wording.joined(f"{year} ({len(counts[year])})" for year in order),
                     value=len(counts[order[0]]), marks=draft.marks(rows))  # fmt: skip
    draft.query = replace(draft.query, filters=replace(draft.query.filters, years=years))
    return draft.answer(text + _difference(draft, [len(found) for found in counts.values()]), "comparison")


def _stated_side_by_side(draft: Draft) -> str:
    field, parts, plans = draft.relation.stated or "", [], []
    for member in draft.query.filters.members:
        own = [p for p in draft.facts.rows("ActionPlan", [member]) if getattr(p, field) is not None]
        plans += own[:1]
        parts += [f"{draft.facts.member_name(member)} {'/'.join(group_by_value(own, field))}"] if own else []
    return (
        draft.say("compare.stated", values=draft.wording.joined(parts), marks=draft.marks(plans, field))
        if parts
        else ""
    )


def _compare_years(draft: Draft, rows: Sequence[Record]) -> Answer:
    order = sorted((r for r in rows if isinstance(r, Member) and r.since), key=lambda r: r.since or 0)
    first = order[0]
    marks = "".join(draft.cite(r, "since") for r in order)
    if all(r.since == first.since for r in order):
        names = draft.wording.joined(r.name for r in order)
        return draft.answer(
            draft.say("compare.since_same", members=names, value=first.since, marks=marks), "comparison"
        )
    rest = draft.wording.joined(_joined_later(draft, r, (r.since or 0) - (first.since or 0)) for r in order[1:])
    text = draft.say("compare.since", first=first.name, first_value=first.since, rest=rest, marks=marks)
    return draft.answer(text, "comparison")


def _joined_later(draft: Draft, member: Member, years: int) -> str:
    """When a member joined, and how many years after the first."""
    if not years:
        return draft.say("compare.since_tie", member=member.name)
    one, many = draft.wording.get("sentences", "compare.year")
    later = one if years == 1 else many.format(years)
    return draft.say("compare.since_rest", member=member.name, value=member.since, years=later)


def _compare_stated(draft: Draft, rows: Sequence[Record]) -> Answer:
    field, parts = draft.relation.value or "", []
    for member in draft.query.filters.members:
        by_value = group_by_value([r for r in rows if r.member_id == member], field)
        shown = draft.wording.joined(f"{v} {draft.marks(same[:1], field)}" for v, same in by_value.items())
        parts.append((draft.facts.member_name(member), shown, list(by_value)))
    parts.sort(key=lambda p: -int(p[2][0]) if p[2] and p[2][0].isdigit() else 0)
    text = "; ".join(f"{name}: {shown}" for name, shown, _ in parts)
    return draft.answer(draft.say("compare.values", values=text), "comparison")
