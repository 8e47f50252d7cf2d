"""An answer in the making, and what all ways of answering share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import fields
from functools import cache
from typing import Any

from ogpqa.answers.citations import Citations
from ogpqa.answers.facts import Facts
from ogpqa.answers.rows import conditions
from ogpqa.answers.wording import Wording, load_wording
from ogpqa.questions.relations import Relation
from ogpqa.questions.text import fold
from ogpqa.types import RECORD_TYPES, ActionPlan, Answer, Kind, Query, Record, Status

_BASE_FIELDS = {"record_id", "page_id", "span", "section", "evidence"}


class Draft:
    """An answer in the making: lines of text, rows and citations."""

    def __init__(self, question: str, query: Query, relation: Relation, facts: Facts) -> None:
        self.question, self.query, self.relation, self.facts = question, query, relation, facts
        self.wording: Wording = load_wording(query.lang)
        self.citations = Citations(facts.pages)
        self.rows: list[dict[str, Any]] = []
        self._kept: set[tuple[Any, ...]] = set()

    def cite(self, record: Record, field: str | None = None) -> str:
        """The mark of a row's citation, "[1]"; the row is kept for the API."""
        number = self.citations.add(record, field)
        row = {name: getattr(record, name) for name in _told_fields(type(record).__name__)}
        kept = {
            "type": type(record).__name__,
            "member": self.facts.member_name(record.member_id),
            **row,
            "citation": number,
        }
        values = tuple(kept.values())
        if values not in self._kept:
            self._kept.add(values)
            self.rows.append(kept)
        return f"[{number}]"

    def marks(self, records: Sequence[Record], field: str | None = None) -> str:
        """The marks of several rows; runs of numbers are drawn together ("[1]–[16]")."""
        marks = list(dict.fromkeys(self.cite(r, field) for r in records))
        return "".join(marks) if len(marks) <= 3 else f"{marks[0]}–{marks[-1]}"

    def say(self, *variants: str, **values: object) -> str:
        """A sentence of this relation, or the general one."""
        own = [f"{self.relation.name}.{variant}" for variant in variants]
        several = values.get("scope") not in self.facts.member_names
        return self.wording.sentence([*own, *variants], several=several, **values)

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
            if name == "periods" and self.relation.record == "ActionPlan":
                key, value = plan_years(value[0])
            if name in {"country", "same_year_as", "joined_before", "joined_after"}:
                value = self.wording.joined(
                    self.facts.member_name(m) for m in ([value] if name == "country" else value)
                )
            parts.append(self.wording.condition(f"{name}_{value}" if name in {"level", "lacking"} else key, value))
            if name == "current" and len(self.query.filters.members) == 1:
                parts.append(period_of(self, self.query.filters.members[0]))
        return "".join(parts)

    def answer(self, text: str, kind: Kind, status: Status = "answered") -> Answer:
        """The finished answer."""
        return Answer(
            question=self.question, status=status, query=self.query, text=text, kind=kind,
            rows=tuple(self.rows), citations=self.citations.made,
        )  # fmt: skip


@cache
def _told_fields(record_type: str) -> tuple[str, ...]:
    """What a row tells besides where it stands."""
    return tuple(f.name for f in fields(RECORD_TYPES[record_type]) if f.name not in _BASE_FIELDS)


def period_of(draft: Draft, member: str) -> str:
    """The current plan's period in brackets, as the page states it first, or ""."""
    plans = draft.facts.rows("ActionPlan", [member])
    period = next((p.period for p in plans if isinstance(p, ActionPlan) and p.period), None)
    return f" ({period})" if period else ""


def plan_years(period: str) -> tuple[str, str]:
    """How a plan's years are said, and the years: "2021-2023", "2021-" that it starts in, "-2023", "2022" inside it."""
    if not period.strip("-").isdigit():
        return "plan_of", period
    key = "plan_ends" if period.startswith("-") else "plan_starts" if period.endswith("-") else "plan_covers"
    return key, period.strip("-")


def group_by_value(rows: Sequence[Record], field: str) -> dict[str, list[Record]]:
    """Rows by what they state, in page order; spellings that differ only in case are one."""
    groups: dict[str, list[Record]] = {}
    for row in rows:
        value = getattr(row, field)
        shown = ", ".join(value) if isinstance(value, tuple) else str(value)
        same = next((known for known in groups if fold(known) == fold(shown)), shown)
        groups.setdefault(same, []).append(row)
    return groups


def repeated_title(rows: Sequence[Record]) -> str | None:
    """A title that one member lists more than once, or None."""
    titles = Counter((r.member_id, fold(str(getattr(r, "title", "")))) for r in rows if getattr(r, "title", None))
    return next((title for (_, title), n in titles.items() if n > 1), None)
