"""Answers from records: select the rows, then answer in the way that was asked, each row with its citation.

One function an aggregate, looked up in a table. They share a `Draft`, which collects rows and citations.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

from ogpqa.answers.abstain import abstain
from ogpqa.answers.citations import Citations
from ogpqa.answers.facts import Facts
from ogpqa.answers.rows import Selection, Semantic, conditions, select
from ogpqa.answers.wording import Wording, details_of, head_of, load_wording, row_text
from ogpqa.questions.relations import Relation, load_relations
from ogpqa.questions.text import fold
from ogpqa.types import ActionPlan, Answer, Contact, Kind, Member, Query, Record, Status

_GROUP_ROWS = 30  # from here on a list is grouped by year
_BASE_FIELDS = {"record_id", "page_id", "span", "section", "evidence"}


class Draft:
    """An answer in the making: lines of text, rows and citations."""

    def __init__(self, question: str, query: Query, relation: Relation, facts: Facts) -> None:
        self.question, self.query, self.relation, self.facts = question, query, relation, facts
        self.wording: Wording = load_wording(query.lang)
        self.citations = Citations(facts.pages)
        self.rows: list[dict[str, Any]] = []

    def cite(self, record: Record, field: str | None = None) -> str:
        """The mark of a row's citation, "[1]"; the row is kept for the API."""
        number = self.citations.add(record, field)
        row = {name: v for name, v in asdict(record).items() if name not in _BASE_FIELDS}
        kept = {
            "type": type(record).__name__,
            "member": self.facts.member_name(record.member_id),
            **row,
            "citation": number,
        }
        if kept not in self.rows:
            self.rows.append(kept)
        return f"[{number}]"

    def marks(self, records: Sequence[Record], field: str | None = None) -> str:
        """The marks of several rows; runs of numbers are drawn together ("[1]–[16]")."""
        marks = list(dict.fromkeys(self.cite(r, field) for r in records))
        return "".join(marks) if len(marks) <= 3 else f"{marks[0]}–{marks[-1]}"

    def say(self, *variants: str, **values: object) -> str:
        """A sentence of this relation, or the general one."""
        own = [f"{self.relation.name}.{variant}" for variant in variants]
        return self.wording.sentence([*own, *variants], **values)

    def scope(self, records: Sequence[Record]) -> str:
        """Whose rows these are: the members asked for, else those of the rows, else all."""
        members = self.query.filters.members or tuple(dict.fromkeys(r.member_id for r in records))
        if not members or (len(members) > 3 and not self.query.filters.members):
            return str(self.wording.get("joints", "all_members"))
        return self.wording.joined(self.facts.member_name(m) for m in members)

    def noun(self, n: int) -> str:
        """What is counted, by number."""
        return self.wording.noun(self.relation.distinct or self.relation.record or "", n)

    def conditions(self) -> str:
        """The filters besides the members, as the end of a phrase."""
        parts = []
        for name, value in conditions(self.query.filters, self.relation).items():
            key = "joined" if name == "years" and self.relation.record == "Member" else name
            parts.append(self.wording.condition(f"level_{value}" if name == "level" else key, value))
        return "".join(parts)

    def answer(self, text: str, kind: Kind, status: Status = "answered") -> Answer:
        """The finished answer."""
        return Answer(
            question=self.question, status=status, query=self.query, text=text, kind=kind,
            rows=tuple(self.rows), citations=self.citations.made,
        )  # fmt: skip


def answer_from_records(question: str, query: Query, facts: Facts, near: Semantic) -> Answer | None:
    """The answer, or a refusal with its reason, or None when the records cannot tell and the passages may.

    `near` gives the rows that are near in meaning to a topic whose words stand in no row.
    """
    relation = load_relations().get(query.relation or "")
    if relation is None:
        return None
    if refusal := _refused(question, query, relation, facts):
        return refusal
    chosen = select(query, relation, facts, near)
    if not chosen.rows and relation.otherwise and query.filters.periods and chosen.emptied_by == "periods":
        other = replace(query, relation=relation.otherwise, aggregate="count")
        return answer_from_records(question, other, facts, near)
    draft = Draft(question, query, relation, facts)
    if not chosen.rows:
        return _nothing(draft, chosen)
    valued = [r for r in chosen.rows if getattr(r, relation.value or "member_id") not in (None, "", ())]
    if not valued:
        return _value_missing(draft, chosen.rows)
    made = _AGGREGATES[query.aggregate](draft, valued, chosen)
    if query.aggregate == "exists" and made:
        made = replace(made, text=draft.wording.sentence(["exists.yes"], text=made.text))
    return made


def _refused(question: str, query: Query, relation: Relation, facts: Facts) -> Answer | None:
    """A refusal that needs no look at the rows: an unknown place or code, or what the pages never give."""
    if relation.reason == "out_of_scope":
        return abstain(question, query, "out_of_scope")
    if query.filters.unknown and relation.reason != "not_stated":
        names = ", ".join(query.filters.unknown)
        return abstain(question, query, "member_not_in_corpus", names=names)
    if relation.reason:
        return abstain(question, query, relation.reason, what=relation.asks)
    needed = relation.needs and not any(getattr(query.filters, need) for need in relation.needs)
    if needed and not query.across:
        return abstain(question, query, "too_vague")
    known = {fold(getattr(r, "code", "")) for r in facts.rows("Commitment")}
    lacking = [code for code in query.filters.codes if fold(code) not in known]
    if lacking:
        return abstain(question, query, "code_not_in_corpus", names=", ".join(lacking))
    return None


def _nothing(draft: Draft, chosen: Selection) -> Answer | None:
    """No row is left: because the section is empty, because of a year or another closed list, or for want of evidence."""
    query, relation = draft.query, draft.relation
    if not chosen.base:
        if relation.stated and not draft.query.filters.topic and (stated := _stated(draft, list(query.filters.members))):
            return draft.answer(stated, "count", "partial")
        if not query.filters.members:
            return None
        name = draft.scope([])
        if relation.section:
            return abstain(draft.question, query, "section_empty", section=relation.section, member=name)
        return abstain(
            draft.question, query, "not_stated", message=draft.wording.refusal("not_stated_value", member=name)
        )
    if not query.filters.members and relation.record != "Member":
        return None
    if chosen.emptied_by == "years" and relation.year:
        return _none_in_year(draft, chosen.base)
    closed = chosen.emptied_by in {"resource_types", "areas", "starred", "periods", "current"}
    if closed and query.aggregate in {"count", "exists"}:
        return _none_of_kind(draft, chosen.base)
    if relation.stated and chosen.emptied_by == "current" and (stated := _stated(draft, list(query.filters.members))):
        return draft.answer(stated, "count", "partial")
    return None


def _none_in_year(draft: Draft, base: Sequence[Record]) -> Answer:
    """ "None in 2017; it lists 2012, 2014 …", with one row a year as the proof."""
    year = draft.relation.year or ""
    first_of = {getattr(r, year): r for r in reversed(base) if getattr(r, year)}
    marks = draft.marks([first_of[y] for y in sorted(first_of)])
    if draft.relation.record == "Member":
        text = draft.say("none.members", conditions=draft.conditions(), marks=marks)
    else:
        asked = draft.wording.joined(draft.query.filters.years)
        text = draft.say("none.years", scope=draft.scope(base), noun=draft.noun(2), asked=asked,
                         years=draft.wording.joined(sorted(first_of)), marks=marks)  # fmt: skip
    zero = draft.say("exists.no", text=text) if draft.query.aggregate == "exists" else text
    return draft.answer(f"0 – {zero}" if draft.query.aggregate == "count" else zero, "count")


def _none_of_kind(draft: Draft, base: Sequence[Record]) -> Answer:
    text = draft.say("none.other", scope=draft.scope(base), noun=draft.noun(2), conditions=draft.conditions(),
                     total=len(base), marks=draft.marks(base))  # fmt: skip
    return draft.answer(
        f"0 – {text}" if draft.query.aggregate == "count" else draft.say("exists.no", text=text), "count"
    )


def _value_missing(draft: Draft, rows: Sequence[Record]) -> Answer:
    """Rows are there, but none states the field that is asked for; they are cited as what the page does say."""
    names = draft.wording.joined(dict.fromkeys(head_of(r, draft.relation) for r in rows))
    if draft.relation.name == "member_country" and rows:
        text = draft.say("itself", member=draft.scope(rows), marks=draft.marks(rows))
        return draft.answer(text, "value")
    for record in rows[:3]:
        draft.cite(record)
    message = f"{names}: " + draft.wording.refusal("not_stated_value", member=draft.scope(rows))
    return abstain(draft.question, draft.query, "not_stated", message=message, citations=draft.citations.made)


def _stated(draft: Draft, members: Sequence[str]) -> str | None:
    """What the pages state of rows that they do not list, with both sides where a page disagrees with itself."""
    field, lines = draft.relation.stated or "", []
    for member in members:
        plans = [p for p in draft.facts.rows("ActionPlan", [member]) if getattr(p, field) is not None]
        if plans:
            by_value = _by_value(plans, field)
            n = draft.wording.joined(f"{value} {draft.marks(rows, field)}" for value, rows in by_value.items())
            lines.append(
                draft.say("stated.only", member=draft.facts.member_name(member), n=n, period=_period(draft, member))
            )
    return "\n".join(lines) or None


def _period(draft: Draft, member: str) -> str:
    plans = draft.facts.rows("ActionPlan", [member])
    period = next((p.period for p in plans if isinstance(p, ActionPlan) and p.period), None)
    return f" ({period})" if period else ""


def _by_value(rows: Sequence[Record], field: str) -> dict[str, list[Record]]:
    """Rows by what they state, in page order; spellings that differ only in case are one."""
    groups: dict[str, list[Record]] = {}
    for row in rows:
        value = getattr(row, field)
        shown = ", ".join(value) if isinstance(value, tuple) else str(value)
        same = next((known for known in groups if fold(known) == fold(shown)), shown)
        groups.setdefault(same, []).append(row)
    return groups


def _value(draft: Draft, rows: Sequence[Record], chosen: Selection) -> Answer:
    """What is stated: per member where all rows state one thing, else per row."""
    relation = draft.relation
    if relation.name == "profile":
        return _profile(draft, rows)
    if relation.name == "plan":
        return _plan(draft, rows)
    if not relation.single:
        return _list(draft, rows, chosen)
    lines = []
    for member in dict.fromkeys(r.member_id for r in rows):
        own = [r for r in rows if r.member_id == member]
        by_value = _by_value(own, relation.value or "")
        name = draft.facts.member_name(member)
        if len(by_value) == 1:
            (value, same), *_ = by_value.items()
            period = "" if relation.value == "period" else _period(draft, member)
            shown = draft.wording.noun(value, 1) if relation.value == "level" else value
            lines.append(draft.say("one", "single.value", member=name, value=shown, period=period,
                                   marks=draft.marks(same[:1], relation.value)))  # fmt: skip
            if relation.otherwise and not draft.query.filters.current:
                lines += _also_listed(draft, member, relation.otherwise)
        else:
            both = draft.wording.joined(f"{v} {draft.marks(same[:1], relation.value)}" for v, same in by_value.items())
            lines.append(draft.say("single.conflict", member=name, values=both))
    return draft.answer("\n".join(lines), "value")


def _profile(draft: Draft, rows: Sequence[Record]) -> Answer:
    """A short card: level and year, plan, contacts, and how much the page lists."""
    lines, w = [], draft.wording
    for member in [r for r in rows if isinstance(r, Member)]:
        mark = draft.cite(member, "since")
        since = str(w.get("sentences", "profile.since")).format(member.since) if member.since else ""
        lines.append(draft.say("profile", member=member.name, level=w.noun(member.level, 1), since=since, marks=mark))
        plans = [p for p in draft.facts.rows("ActionPlan", [member.member_id]) if isinstance(p, ActionPlan)]
        full = next((p for p in plans if p.period and p.n_commitments is not None), None)
        if full:
            lines.append(draft.say("profile.plan", number=full.number or "–", period=full.period, n=full.n_commitments,
                                   marks=draft.cite(full)))  # fmt: skip
        contacts = draft.facts.rows("Contact", [member.member_id])
        if contacts:
            names = w.joined(f"{c.name}" for c in contacts if isinstance(c, Contact))
            lines.append(draft.say("profile.contacts", names=names, marks=draft.marks(contacts)))
        n = {t: len(draft.facts.rows(t, [member.member_id])) for t in ("Commitment", "Resource")}
        lines.append(draft.say("profile.counts", commitments=n["Commitment"], resources=n["Resource"]))
    return draft.answer("\n".join(lines), "value")


def _plan(draft: Draft, rows: Sequence[Record]) -> Answer:
    """Everything that is stated of the current plan, field by field, with both sides of a contradiction."""
    lines = []
    for member in dict.fromkeys(r.member_id for r in rows):
        lines.append(draft.say("plan.head", member=draft.facts.member_name(member)))
        own = [r for r in rows if r.member_id == member]
        for field in draft.relation.show:
            for value, same in _by_value([r for r in own if getattr(r, field) not in (None, ())], field).items():
                template = str(draft.wording.get("sentences", f"plan.{field}"))
                lines.append("• " + template.format(value, marks=draft.cite(same[0], field)))
    return draft.answer("\n".join(lines), "value")


def _one(draft: Draft, row: Record) -> str:
    """One row as a sentence, if the language has one for the relation."""
    relation, w = draft.relation, draft.wording
    details = details_of(row, relation, w)
    member = draft.facts.member_name(row.member_id)
    reverse = relation.record == "Contact" and not draft.query.filters.members
    names = ["reverse", "one"] if reverse else ["one"]
    record_type = type(row).__name__.casefold()
    year, area = getattr(row, "year", None), getattr(row, "area", None)
    return w.sentence(
        [*(f"{relation.name}.{n}" for n in names), f"{record_type}s.one", "single.value"],
        member=member, row=row_text(row, relation, w), head=head_of(row, relation), details=", ".join(details),
        value=getattr(row, relation.value) if relation.value else row_text(row, relation, w),
        title=getattr(row, "title", ""), code=getattr(row, "code", ""),
        **{"from": w.condition("years", year) if year else "", "in_area": w.condition("areas", area) if area else "",
           "star": f" ({w.noun('starred', 1)})" if getattr(row, "starred", False) else ""},
        marks=draft.cite(row, None),
    )  # fmt: skip


def _list(draft: Draft, rows: Sequence[Record], chosen: Selection) -> Answer:
    """Every row with its citation; one row is a sentence, many are grouped by year."""
    relation = draft.relation
    if relation.distinct:
        return _distinct(draft, rows)
    if len(rows) == 1 and relation.record != "Member":
        return draft.answer(_one(draft, rows[0]), "value")
    if draft.query.group_by == "member":
        return _by_member(draft, rows, "list.by_member")
    head = draft.say("list.members" if relation.record == "Member" else "list.head", scope=draft.scope(rows), n=len(rows),
                     noun=draft.noun(len(rows)), conditions=draft.conditions())  # fmt: skip
    lines = [head, *_lines(draft, rows)]
    if relation.value and len(rows) < len(chosen.rows):
        lacking = [head_of(r, relation) for r in chosen.rows if r not in rows]
        lines.append(draft.say("missing", names=draft.wording.joined(lacking)))
    if repeated := _repeated(rows):
        lines.append(draft.say("repeated", title=repeated))
    return draft.answer("\n".join(lines), "list")


def _lines(draft: Draft, rows: Sequence[Record]) -> list[str]:
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


def _repeated(rows: Sequence[Record]) -> str | None:
    titles = Counter((r.member_id, fold(str(getattr(r, "title", "")))) for r in rows if getattr(r, "title", None))
    return next((title for (_, title), n in titles.items() if n > 1), None)


def _distinct(draft: Draft, rows: Sequence[Record]) -> Answer:
    """The different values of a field, each once, with the number of rows that bear it."""
    counts = Counter(str(getattr(r, draft.relation.distinct or "")) for r in rows)
    names = draft.wording.joined(f"{value} ({n})" for value, n in counts.items())
    first = {str(getattr(r, draft.relation.distinct or "")): r for r in reversed(rows)}
    marks = draft.marks([first[v] for v in counts])
    text = draft.say("list.distinct", scope=draft.scope(rows), n=len(counts), noun=draft.noun(len(counts)),
                     conditions=draft.conditions(), names=names, marks=marks)  # fmt: skip
    return draft.answer(text, "list")


def _by_member(draft: Draft, rows: Sequence[Record], sentence: str) -> Answer:
    """Which members, or how many, have such a row."""
    members = list(dict.fromkeys(r.member_id for r in rows))
    names = draft.wording.joined(draft.facts.member_name(m) for m in members)
    noun = draft.wording.noun(draft.relation.record or "", 1)
    if len(members) == 1 and len(rows) == 1 and sentence.startswith("list"):
        return draft.answer(_one(draft, rows[0]), "value")
    marks = draft.marks(rows) if sentence.startswith("count") else ""
    head = draft.say(sentence, n=len(members), noun=noun, conditions=draft.conditions(), names=names, marks=marks)
    lines = _lines(draft, rows) if sentence.startswith("list") else []
    return draft.answer("\n".join([head, *lines]), "list" if lines else "count")


def _count(draft: Draft, rows: Sequence[Record], chosen: Selection) -> Answer:
    """How many rows the pages list, with what they state beside it where the question is about all of them."""
    relation = draft.relation
    if relation.single:
        return _value(draft, rows, chosen)
    if relation.distinct:
        return _distinct(draft, rows)
    if draft.query.group_by == "member":
        return _by_member(draft, rows, "count.by_member")
    if len(rows) == 1 and (draft.query.filters.titles or draft.query.filters.codes):
        return _list(draft, rows, chosen)
    names = draft.wording.joined(head_of(r, relation) for r in rows) if relation.record == "Member" else ""
    lines = []
    members = draft.query.filters.members if len(draft.query.filters.members) > 1 else (None,)
    for member in members:
        own = [r for r in rows if member is None or r.member_id == member]
        scope = draft.facts.member_name(member) if member else draft.scope(rows)
        lines.append(draft.say("count.members" if relation.record == "Member" else "count", scope=scope, n=len(own),
                               noun=draft.noun(len(own)), conditions=draft.conditions(), names=names,
                               marks=draft.marks(own)))  # fmt: skip
    if relation.stated and not conditions(draft.query.filters, relation):
        lines += _also_stated(draft)
    if _repeated(rows):
        lines.append(draft.say("repeated"))
    return draft.answer(" ".join(lines), "count")


def _also_listed(draft: Draft, member: str, relation: str) -> list[str]:
    """How many rows the page lists in all, where only the current plan's number is stated."""
    rows = draft.facts.rows(load_relations()[relation].record or "", [member])
    if not rows:
        return []
    noun = draft.wording.noun(type(rows[0]).__name__, len(rows))
    return [draft.say("listed.also", n=len(rows), noun=noun, marks=draft.marks(rows))]


def _also_stated(draft: Draft) -> list[str]:
    field, lines = draft.relation.stated or "", []
    for member in draft.query.filters.members:
        plans = [p for p in draft.facts.rows("ActionPlan", [member]) if getattr(p, field) is not None]
        for value, same in _by_value(plans, field).items():
            marks = draft.marks(same[:1], field)
            lines.append(draft.say("stated.also", n=value, period=_period(draft, member), marks=marks))
    return lines


def _edge(draft: Draft, rows: Sequence[Record], chosen: Selection) -> Answer:
    """The rows of the first or of the latest year."""
    relation, first = draft.relation, draft.query.aggregate == "first"
    if not relation.year:
        return _value(draft, rows, chosen)
    dated = [r for r in rows if getattr(r, relation.year)]
    if not dated:
        return _list(draft, rows, chosen)
    value = (min if first else max)(getattr(r, relation.year) for r in dated)
    edge = [r for r in dated if getattr(r, relation.year) == value]
    if relation.distinct:
        text = draft.say(f"{draft.query.aggregate}.distinct", noun=draft.noun(1), scope=draft.scope(rows), value=value,
                         conditions=draft.conditions(), marks=draft.marks(edge))  # fmt: skip
        return draft.answer(text, "value")
    if len(edge) == 1 and relation.record != "Member":
        return draft.answer(_one(draft, edge[0]), "value")
    head = draft.say(draft.query.aggregate, noun=draft.noun(len(edge)), scope=draft.scope(rows), value=value,
                     conditions=draft.conditions())  # fmt: skip
    return draft.answer("\n".join([head, *_lines(draft, edge)]), "list")


def _most(draft: Draft, rows: Sequence[Record], chosen: Selection) -> Answer:
    """The group with the most rows, with ties; for members by stated number, the largest number."""
    relation = draft.relation
    group = draft.query.group_by or (relation.groups[0] if relation.groups else "member")
    if relation.single and relation.value:
        top = max(rows, key=lambda r: getattr(r, relation.value or "") or 0)
        best = [r for r in rows if getattr(r, relation.value) == getattr(top, relation.value)]
        best = list({r.member_id: r for r in best}.values())
        names = draft.wording.joined(
            f"{draft.facts.member_name(r.member_id)} ({getattr(r, relation.value)})" for r in best
        )
        return draft.answer(draft.say("compare.values", values=names, marks=draft.marks(best, relation.value)), "value")
    counts: Counter[str] = Counter()
    for r in rows:
        value = draft.facts.member_name(r.member_id) if group == "member" else getattr(r, group)
        counts.update([str(value)] if value else [])
    if not counts:
        return _list(draft, rows, chosen)
    n = max(counts.values())
    values = [value for value, count in counts.items() if count == n]
    proof = [
        r
        for r in rows
        if (draft.facts.member_name(r.member_id) if group == "member" else str(getattr(r, group))) in values
    ]
    text = draft.say("most", values=draft.wording.joined(values), n=n, total=sum(counts.values()), noun=draft.wording.noun(relation.record or "", 2),
                     scope=draft.scope(rows), conditions=draft.conditions(), marks=draft.marks(proof))  # fmt: skip
    return draft.answer(text, "value")


def _exists(draft: Draft, rows: Sequence[Record], chosen: Selection) -> Answer:
    return _value(draft, rows, chosen) if draft.relation.single else _list(draft, rows, chosen)


def _compare(draft: Draft, rows: Sequence[Record], chosen: Selection) -> Answer:
    """Two or more members side by side: by year, by stated number, or by how many rows they list."""
    relation, members = draft.relation, draft.query.filters.members
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
    text = draft.say("compare.count_same" if same else "compare.count", first=draft.facts.member_name(order[0]), members=names,
                     noun=draft.noun(2), conditions=draft.conditions(), values=values, value=len(counts[order[0]]),
                     marks=marks)  # fmt: skip
    if relation.stated and not conditions(draft.query.filters, relation):
        text += " " + _stated_side_by_side(draft)
    return draft.answer(text, "comparison")


def _stated_side_by_side(draft: Draft) -> str:
    field, parts, plans = draft.relation.stated or "", [], []
    for member in draft.query.filters.members:
        own = [p for p in draft.facts.rows("ActionPlan", [member]) if getattr(p, field) is not None]
        plans += own[:1]
        parts += [f"{draft.facts.member_name(member)} {'/'.join(_by_value(own, field))}"] if own else []
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
    one, many = draft.wording.get("sentences", "compare.year")
    rest = draft.wording.joined(
        draft.say("compare.since_rest", member=r.name, value=r.since,
                  years=one if (d := (r.since or 0) - (first.since or 0)) == 1 else many.format(d))
        for r in order[1:]
    )  # fmt: skip
    text = draft.say("compare.since", first=first.name, first_value=first.since, rest=rest, marks=marks)
    return draft.answer(text, "comparison")


def _compare_stated(draft: Draft, rows: Sequence[Record]) -> Answer:
    field, parts = draft.relation.value or "", []
    for member in draft.query.filters.members:
        by_value = _by_value([r for r in rows if r.member_id == member], field)
        shown = draft.wording.joined(f"{v} {draft.marks(same[:1], field)}" for v, same in by_value.items())
        parts.append((draft.facts.member_name(member), shown, list(by_value)))
    parts.sort(key=lambda p: -int(p[2][0]) if p[2] and p[2][0].isdigit() else 0)
    text = "; ".join(f"{name}: {shown}" for name, shown, _ in parts)
    return draft.answer(draft.say("compare.values", values=text), "comparison")


_AGGREGATES: Mapping[str, Callable[[Draft, Sequence[Record], Selection], Answer]] = {
    "value": _value, "list": _list, "count": _count, "first": _edge, "latest": _edge, "most": _most, "exists": _exists,
    "compare": _compare,
}  # fmt: skip
