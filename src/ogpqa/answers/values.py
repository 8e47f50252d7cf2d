"""Answers that state a value: of a field, with both sides of a contradiction; of a plan; a member's profile."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from ogpqa.answers.draft import Draft, group_by_value, period_of
from ogpqa.questions.relations import load_relations
from ogpqa.types import ActionPlan, Answer, Contact, Definition, Member, Record


def answer_value(draft: Draft, rows: Sequence[Record]) -> Answer:
    """What is stated, member by member, of a relation whose rows all state one thing."""
    relation = draft.relation
    lines = []
    for member in dict.fromkeys(r.member_id for r in rows):
        own = [r for r in rows if r.member_id == member]
        by_value = group_by_value(own, relation.value or "")
        name = draft.facts.member_name(member)
        if len(by_value) == 1:
            (value, same), *_ = by_value.items()
            period = "" if relation.value == "period" else period_of(draft, member)
            shown = draft.wording.noun(value, 1) if relation.value == "level" else value
            lines.append(draft.say("one", "single.value", member=name, value=shown, period=period,
                                   marks=draft.marks(same[:1], relation.value)))  # fmt: skip
            if relation.otherwise and not draft.query.filters.current:
                lines += _also_listed(draft, member, relation.otherwise)
        else:
            both = draft.wording.joined(f"{v} {draft.marks(same[:1], relation.value)}" for v, same in by_value.items())
            lines.append(draft.say("single.conflict", member=name, values=both))
    return draft.answer("\n".join(lines), "value")


def answer_profile(draft: Draft, rows: Sequence[Record]) -> Answer:
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


def answer_plan(draft: Draft, rows: Sequence[Record]) -> Answer:
    """Everything that is stated of the current plan, field by field, with both sides of a contradiction."""
    lines = []
    for member in dict.fromkeys(r.member_id for r in rows):
        lines.append(draft.say("plan.head", member=draft.facts.member_name(member)))
        own = [r for r in rows if r.member_id == member]
        for field in draft.relation.show:
            for value, same in group_by_value([r for r in own if getattr(r, field) not in (None, ())], field).items():
                template = str(draft.wording.get("sentences", f"plan.{field}"))
                lines.append("• " + template.format(value, marks=draft.cite(same[0], field)))
    return draft.answer("\n".join(lines), "value")


def _also_listed(draft: Draft, member: str, relation: str) -> list[str]:
    """How many rows the page lists in all, where only the current plan's number is stated."""
    rows = draft.facts.rows(load_relations()[relation].record or "", [member])
    if not rows:
        return []
    noun = draft.wording.noun(type(rows[0]).__name__, len(rows))
    return [draft.say("listed.also", n=len(rows), noun=noun, marks=draft.marks(rows))]


def answer_definitions(draft: Draft, rows: Sequence[Record]) -> Answer:
    """What a term means, once for all the pages that say the same of it."""
    same: dict[tuple[str, str], list[Record]] = {}
    for row in rows:
        if isinstance(row, Definition):
            term = f"{row.term} ({row.code})" if row.code else row.term
            same.setdefault((term, row.text), []).append(row)
    lines = [draft.say("one", head=term, value=text, marks=draft.marks(found)) for (term, text), found in same.items()]
    return draft.answer("\n".join(lines), "value")


# The cards that data/relations.toml names.
CARDS: Mapping[str, Callable[[Draft, Sequence[Record]], Answer]] = {
    "profile": answer_profile,
    "plan": answer_plan,
    "definition": answer_definitions,
}
