"""Answers from the copy of a time: what it said, when it was saved, and what the newest copy says if that differs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from ogpqa.answers.facts import Facts
from ogpqa.answers.wording import Wording, load_wording
from ogpqa.questions.relations import Relation
from ogpqa.questions.text import key
from ogpqa.types import Answer, Query, Record
from ogpqa.versions import Copy

Ask = Callable[[Facts], Answer | None]
_FEW = 4  # rows that are repeated from the newest copy; more are counted
_UNDATED = frozenset(
    {"section_empty", "not_stated", "no_evidence", "code_not_in_corpus"}
)  # refusals by what a copy says
_NAMES = {"codes": "code", "persons": "name", "emails": "email"}  # filters that name one row, and its field


def answer_dated(query: Query, facts: Facts, then: Facts, ask: Ask) -> Answer | None:
    """The answer of the facts of a time, saying so. `ask` answers the question from facts."""
    found = ask(then)
    if found is None or (found.reason and found.reason not in _UNDATED):
        return found
    wording = load_wording(query.lang)
    members = list(query.filters.members or dict.fromkeys(r["member_id"] for r in found.rows if "member_id" in r))
    said = "\n".join(_saved(members, then, wording, query.filters.as_of or ""))
    if found.reason:
        return replace(found, message=f"{found.message} {said}".strip())
    if all(then.copy_of(m) == facts.copy_of(m) for m in members):
        return replace(found, text=f"{found.text}\n{said}".strip())
    return _with_newest(replace(found, text=f"{found.text}\n{said}"), members, facts, ask(facts))


def facts_before(query: Query, relation: Relation, facts: Facts) -> Facts | None:
    """The facts of the newest older copy that holds a row which the question names and no newest copy holds."""
    for name, field in _NAMES.items():
        wanted = {key(value) for value in getattr(query.filters, name)}
        if (
            not wanted
            or name not in relation.accepts
            or not wanted.isdisjoint(facts.named(relation.record or "", field))
        ):
            continue
        for member in query.filters.members or [m for m, copies in facts.versions.copies.items() if len(copies) > 1]:
            if then := facts.before(member, lambda r: _is(r, field, wanted)):  # noqa: B023  asked at once
                return then
    return None


def _is(record: Record, field: str, wanted: set[str]) -> bool:
    return key(str(getattr(record, field, None) or "")) in wanted


def _saved(members: Sequence[str], then: Facts, wording: Wording, asked: str) -> Iterable[str]:
    """Which copies speak, a sentence each; of many members one sentence for all."""
    if len(members) != 1 and len(members) > _FEW or not members:
        yield wording.sentence(["saved.many"], asked=asked)
        return
    for member in members:
        sentence = _saved_on(then.copy_of(member), wording, asked)
        yield f"{then.member_name(member)}: {sentence}" if len(members) > 1 else sentence


def _saved_on(copy: Copy | None, wording: Wording, asked: str) -> str:
    if copy is None or not copy.day:
        return wording.sentence(["saved.undated"])
    if asked and not copy.is_by(asked):
        return wording.sentence(["saved.oldest"], date=copy.day, asked=asked)
    return wording.sentence(["saved.year" if len(copy.day) < len("2020-01-01") else "saved"], date=copy.day)


def _with_newest(found: Answer, members: Sequence[str], facts: Facts, now: Answer | None) -> Answer:
    """The answer, and behind it what the newest copy says, unless it says the same."""
    wording = load_wording(found.query.lang)
    days = dict.fromkeys(copy.day for m in members if (copy := facts.copy_of(m)))
    date = wording.joined(day for day in days if day)
    if now is None or now.text is None:
        return replace(found, text=f"{found.text} {wording.sentence(['newest.none'], date=date)}")
    if _said(now.rows) == _said(found.rows):
        return found
    if len(now.rows) > _FEW:
        n = len(now.rows)
        said = wording.sentence(["newest.count"], date=date, n=n, noun=wording.noun(str(now.rows[0]["type"]), n))
        return replace(found, text=f"{found.text} {said}")
    moved = len(found.citations)
    citations = tuple(replace(c, number=c.number + moved) for c in now.citations)
    text = re.sub(r"\[(\d+)\]", lambda m: f"[{int(m[1]) + moved}]", now.text)
    said = wording.sentence(["newest"], date=date, text=text)
    return replace(found, text=f"{found.text} {said}", citations=(*found.citations, *citations))


def _said(rows: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """What rows state, without where."""
    return [{name: value for name, value in row.items() if name not in ("citation", "member")} for row in rows]
