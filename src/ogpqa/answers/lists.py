"""Answers that list or count rows, each with its citation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ogpqa.answers.draft import Draft, group_by_value, period_of, repeated_title
from ogpqa.answers.rows import Selection, conditions
from ogpqa.answers.values import answer_value
from ogpqa.answers.wording import details_of, head_of, row_text
from ogpqa.types import Answer, Record

_GROUP_ROWS = 30  # from here on a list is grouped by year


def answer_list(draft: Draft, rows: Sequence[Record], chosen: Selection) -> Answer:
    """Every row with its citation; one row is a sentence, many are grouped by year."""
    relation = draft.relation
    if relation.distinct:
        return answer_distinct(draft, rows)
    if len(rows) == 1 and relation.record != "Member":
        return draft.answer(answer_one(draft, rows[0]), "value")
    if draft.query.group_by == "member" and len(draft.query.filters.members) != 1:
        return answer_by_member(draft, rows, "list.by_member")
    head = draft.say("list.members" if relation.record == "Member" else "list.head", scope=draft.scope(rows),
                     n=len(rows), noun=draft.noun(len(rows)), conditions=draft.conditions())  # fmt: skip
    lines = [head, *row_lines(draft, rows)]
    if relation.value and len(rows) < len(chosen.rows):
        lacking = [head_of(r, relation) for r in chosen.rows if r not in rows]
        lines.append(draft.say("missing", names=draft.wording.joined(lacking)))
    if repeated := repeated_title(rows):
        lines.append(draft.say("repeated", title=repeated))
    return draft.answer("\n".join(lines), "list")


def answer_count(draft: Draft, rows: Sequence[Record], chosen: Selection) -> Answer:
    """How many rows the pages list, with what they state beside it where the question is about all of them."""
    relation = draft.relation
    if relation.single:
        return answer_value(draft, rows)
    if relation.distinct:
        return answer_distinct(draft, rows)
    if draft.query.group_by == "member" and len(draft.query.filters.members) != 1:
        return answer_by_member(draft, rows, "count.by_member")
    if len(rows) == 1 and (draft.query.filters.titles or draft.query.filters.codes):
        return answer_list(draft, rows, chosen)
    names = draft.wording.joined(head_of(r, relation) for r in rows) if relation.record == "Member" else ""
    lines = []
    members = draft.query.filters.members if len(draft.query.filters.members) > 1 else (None,)
    for member in members:
        own = [r for r in rows if member is None or r.member_id == member]
        scope = draft.facts.member_name(member) if member else draft.scope(rows)
        lines.append(draft.say("count.members" if relation.record == "Member" else "count", scope=scope, n=len(own),
                               noun=draft.noun(len(own)), conditions=draft.conditions(), names=names,
                               marks=draft.marks(own)))  # fmt: skip
    if len(members) > 1 and relation.record != "Member":
        lines.append(draft.say("count.sum", n=len(rows)))
    if relation.stated and not conditions(draft.query.filters, relation):
        lines += _also_stated(draft)
    if repeated_title(rows):
        lines.append(draft.say("repeated"))
    return draft.answer(" ".join(lines), "count")


def answer_one(draft: Draft, row: Record) -> str:
    """One row as a sentence, if the language has one for the relation."""
    relation, w = draft.relation, draft.wording
    details = details_of(row, relation, w)
    member = draft.facts.member_name(row.member_id)
    reverse = relation.record == "Contact" and not draft.query.filters.members
    names = ["reverse", "one"] if reverse else ["one"]
    record_type = type(row).__name__.casefold()
    title, code = getattr(row, "title", ""), getattr(row, "code", "")
    lost = [f"{record_type}s.untitled"] if code and not title else []  # where a page lost its titles
    year, area = getattr(row, "year", None), getattr(row, "area", None)
    return w.sentence(
        [*lost, *(f"{relation.name}.{n}" for n in names), f"{record_type}s.one", "single.value"],
        member=member, row=row_text(row, relation, w), head=head_of(row, relation), details=", ".join(details),
        value=getattr(row, relation.value) if relation.value else row_text(row, relation, w),
        title=title, code=code,
        in_area=w.condition("areas", area) if area else "",
        star=f" ({w.noun('starred', 1)})" if getattr(row, "starred", False) else "",
        **{"from": w.condition("years", year) if year else ""},  # type: ignore[arg-type]  # a word of Python
        marks=draft.cite(row, None),
    )  # fmt: skip


def row_lines(draft: Draft, rows: Sequence[Record]) -> list[str]:
    """One numbered line a row, under its year when there are many."""
    several = len({r.member_id for r in rows}) > 1 and draft.relation.record != "Member"

    def line(n: int, row: Record) -> str:
        owner = f"{draft.facts.member_name(row.member_id)}: " if several else ""
        return f"{n}. {owner}{row_text(row, draft.relation, draft.wording)} {draft.cite(row)}"

    if len(rows) <= _GROUP_ROWS or not draft.relation.year or draft.relation.record == "Member":
        return [line(n, row) for n, row in enumerate(rows, 1)]
    years = Counter(getattr(r, draft.relation.year) for r in rows)
    lines, n = [], 0
    for year, count in years.items():
        lines.append(f"{year or '–'} ({count})")
        for row in rows:
            if getattr(row, draft.relation.year) == year:
                n += 1
                lines.append(line(n, row))
    return lines


def answer_distinct(draft: Draft, rows: Sequence[Record]) -> Answer:
    """The different values of a field, each once, with the number of rows that bear it."""
    counts = Counter(str(getattr(r, draft.relation.distinct or "")) for r in rows)
    names = draft.wording.joined(f"{value} ({n})" for value, n in counts.items())
    first = {str(getattr(r, draft.relation.distinct or "")): r for r in reversed(rows)}
    marks = draft.marks([first[v] for v in counts])
    text = draft.say("list.distinct", scope=draft.scope(rows), n=len(counts), noun=draft.noun(len(counts)),
                     conditions=draft.conditions(), names=names, marks=marks)  # fmt: skip
    return draft.answer(text, "list")


def answer_by_member(draft: Draft, rows: Sequence[Record], sentence: str) -> Answer:
    """Which members, or how many, have such a row."""
    members = list(dict.fromkeys(r.member_id for r in rows))
    names = draft.wording.joined(draft.facts.member_name(m) for m in members)
    noun = draft.wording.noun(draft.relation.record or "", 1)
    if len(members) == 1 and len(rows) == 1 and sentence.startswith("list"):
        return draft.answer(answer_one(draft, rows[0]), "value")
    marks = draft.marks(rows) if sentence.startswith("count") else ""
    head = draft.say(sentence, n=len(members), noun=noun, conditions=draft.conditions(), names=names, marks=marks)
    lines = row_lines(draft, rows) if sentence.startswith("list") else []
    return draft.answer("\n".join([head, *lines]), "list" if lines else "count")


def _also_stated(draft: Draft) -> list[str]:
    field, lines = draft.relation.stated or "", []
    for member in draft.query.filters.members:
        plans = [p for p in draft.facts.rows("ActionPlan", [member]) if getattr(p, field) is not None]
        for value, same in group_by_value(plans, field).items():
            marks = draft.marks(same[:1], field)
            said = draft.say("stated.also", n=value, period=period_of(draft, member), marks=marks)
            several = len(draft.query.filters.members) > 1
            lines.append(f"{draft.facts.member_name(member)}: {said}" if several else said)
    return lines
