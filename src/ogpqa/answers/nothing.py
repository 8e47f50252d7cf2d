"""When no row is left: what that means, and what to say of it."""

from __future__ import annotations

from collections.abc import Sequence

from ogpqa.answers.abstain import abstain
from ogpqa.answers.draft import Draft, group_by_value, period_of
from ogpqa.answers.facts import Facts
from ogpqa.answers.lists import answer_one
from ogpqa.answers.rows import Selection
from ogpqa.answers.wording import head_of, load_wording
from ogpqa.questions.relations import Relation
from ogpqa.questions.text import key
from ogpqa.types import Answer, Member, Query, Record

_CLOSED = frozenset({"resource_types", "areas", "starred", "periods", "current", "title_starts", "title_holds"})

_NEGATIVE = frozenset({"denied", "lacking"})


def refused(question: str, query: Query, relation: Relation, facts: Facts) -> Answer | None:
    """A refusal that needs no look at the rows: an unknown place or code, or what the pages never give."""
    if relation.reason == "out_of_scope":
        return abstain(question, query, "out_of_scope")
    if query.filters.unknown and relation.reason != "not_stated":
        names = ", ".join(query.filters.unknown)
        return abstain(question, query, "member_not_in_corpus", names=names)
    if relation.reason:
        return abstain(question, query, relation.reason, what=load_wording(query.lang).asked(relation))
    needed = relation.needs and not any(getattr(query.filters, need) for need in relation.needs)
    if needed and not query.across:
        return abstain(question, query, relation.unnamed)
    lacking = []
    if query.filters.codes:
        known = facts.named("Commitment", "code")
        lacking = [code for code in query.filters.codes if key(code) not in known]
    if lacking:
        return abstain(question, query, "code_not_in_corpus", names=", ".join(lacking))
    return None


def nothing_left(draft: Draft, chosen: Selection) -> Answer | None:
    """No row is left: the section is empty, a year or another closed list denies it, or evidence is wanting."""
    query, relation = draft.query, draft.relation
    if not chosen.base:
        if (
            relation.stated
            and not draft.query.filters.topic
            and (stated := stated_instead(draft, list(query.filters.members)))
        ):
            return draft.answer(stated, "count", "partial")
        if not query.filters.members:
            return None
        name = draft.scope([])
        if relation.section:
            return abstain(
                draft.question,
                query,
                "section_empty",
                section=draft.wording.noun(relation.record or "", 2),
                member=name,
            )
        return abstain(
            draft.question, query, "not_stated", message=draft.wording.refusal("not_stated_value", member=name)
        )
    if (
        chosen.named
        and chosen.emptied_by in _CLOSED | _NEGATIVE
        and query.aggregate == "exists"
        and not query.filters.topic
    ):
        text = "\n".join(answer_one(draft, row) for row in chosen.named)
        return draft.answer(draft.say("exists.no", text=text), "value")
    if chosen.emptied_by in {"amount", "ordinal"}:
        return _none_so_many(draft, chosen.base)
    if not query.filters.members and relation.record != "Member":
        return None
    if chosen.emptied_by == "years" and relation.year and any(getattr(r, relation.year) for r in chosen.base):
        return _none_in_year(draft, chosen.base)
    closed = chosen.emptied_by in _CLOSED
    if closed and not query.filters.topic and query.aggregate in {"count", "exists"}:
        return _none_of_kind(draft, chosen.base)
    if (
        relation.stated
        and chosen.emptied_by == "current"
        and (stated := stated_instead(draft, list(query.filters.members)))
    ):
        return draft.answer(stated, "count", "partial")
    return None


def value_missing(draft: Draft, rows: Sequence[Record]) -> Answer:
    """Rows are there, but none states the field that is asked for; they are cited as what the page does say."""
    names = draft.wording.joined(dict.fromkeys(head_of(r, draft.relation) for r in rows))
    if draft.relation.lacking:
        text = draft.say(draft.relation.lacking, member=draft.scope(rows), marks=draft.marks(rows))
        return draft.answer(text, "value")
    for record in rows[:3]:
        draft.cite(record)
    message = draft.wording.refusal("not_stated_value", member=draft.scope(rows))
    message = (
        f"{names}{draft.wording.get('joints', 'colon')}{message}" if names not in {"", draft.scope(rows)} else message
    )
    return abstain(draft.question, draft.query, "not_stated", message=message, citations=draft.citations.made)


def stated_instead(draft: Draft, members: Sequence[str]) -> str | None:
    """What the pages state of rows that they do not list, with both sides where a page disagrees with itself."""
    field, lines = draft.relation.stated or "", []
    for member in members:
        plans = [p for p in draft.facts.rows("ActionPlan", [member]) if getattr(p, field) is not None]
        if plans:
            by_value = group_by_value(plans, field)
            n = draft.wording.joined(f"{value} {draft.marks(rows, field)}" for value, rows in by_value.items())
            lines.append(
                draft.say("stated.only", member=draft.facts.member_name(member), n=n, period=period_of(draft, member))
            )
    return "\n".join(lines) or None


def _none_so_many(draft: Draft, base: Sequence[Record]) -> Answer:
    """A "no" with the number that there is, for one member; of all members, nothing that a row could prove."""
    if not draft.query.filters.members:
        return abstain(draft.question, draft.query, "no_evidence")
    text = draft.say("count", scope=draft.scope(base), n=len(base), noun=draft.noun(len(base)), marks=draft.marks(base))
    return draft.answer(draft.say("exists.no", text=text), "count")


def _none_in_year(draft: Draft, base: Sequence[Record]) -> Answer:
    """ "None in 2017; it lists 2012, 2014 …", with one row a year as the proof."""
    year = draft.relation.year or ""
    first_of = {getattr(r, year): r for r in reversed(base) if getattr(r, year)}
    if draft.relation.record == "Member" and draft.query.filters.members:
        text = "\n".join(_since(draft, row) for row in base if isinstance(row, Member) and row.since)
        return draft.answer(draft.say("exists.no", text=text) if draft.query.aggregate == "exists" else text, "value")
    marks = draft.marks([first_of[y] for y in sorted(first_of)])
    if draft.relation.record == "Member":
        text = draft.say("none.members", conditions=draft.conditions(), marks=marks)
    else:
        asked = draft.wording.joined(draft.query.filters.years)
        text = draft.say("none.years", scope=draft.scope(base), noun=draft.noun(2), asked=asked,
                         years=draft.wording.joined(sorted(first_of)), marks=marks)  # fmt: skip
    zero = draft.say("exists.no", text=text) if draft.query.aggregate == "exists" else text
    return draft.answer(f"0 – {zero}" if draft.query.aggregate == "count" else zero, "count")


def _since(draft: Draft, row: Member) -> str:
    """When a member joined, where another year was asked for."""
    name, mark = draft.facts.member_name(row.member_id), draft.cite(row, "since")
    return draft.wording.sentence(["member_since.one"], member=name, value=row.since, marks=mark)


def _none_of_kind(draft: Draft, base: Sequence[Record]) -> Answer:
    text = draft.say("none.other", scope=draft.scope(base), noun=draft.noun(2), conditions=draft.conditions(),
                     total=len(base), marks=draft.marks(base))  # fmt: skip
    return draft.answer(
        f"0 – {text}" if draft.query.aggregate == "count" else draft.say("exists.no", text=text), "count"
    )
