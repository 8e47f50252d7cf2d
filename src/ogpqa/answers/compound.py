"""The answers to two questions in one, as one answer: both texts, all rows, citations numbered through."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from ogpqa.questions.relations import load_relations
from ogpqa.types import Answer, Citation

_MARK = re.compile(r"\[(\d{1,4})\]")


def joined(first: Answer, second: Answer, whole: Answer) -> Answer:
    """Both answers in order; what one of them refuses is said, too.

    `whole` is the frame: the question as typed and the query that is shown for it.
    """
    told = [answer for answer in (first, second) if answer.text]
    if not told:
        return replace(first, question=whole.question)
    if len(told) == 2 and (fuller := _fuller(first, second)):
        return replace(fuller, question=whole.question, query=replace(fuller.query, text=whole.query.text))
    numbers, citations = _renumbered(first.citations, second.citations)
    texts = (first.text or first.message, _marked(second.text or second.message or "", numbers))
    rows = [*first.rows, *({**row, "citation": numbers.get(row["citation"], row["citation"])} for row in second.rows)]
    lead, refused = told[0], next((a for a in (first, second) if not a.text), None)
    return replace(
        lead,
        question=whole.question,
        status="partial" if refused or "partial" in {first.status, second.status} else "answered",
        query=replace(lead.query, text=whole.query.text),
        reason=refused.reason if refused else first.reason or second.reason,
        text="\n".join(text for text in texts if text),
        kind="list" if len(told) == 2 else lead.kind,
        rows=tuple(_once(rows)),
        citations=citations,
        suggestions=(),
        message=None,
    )


def _fuller(first: Answer, second: Answer) -> Answer | None:
    """The answer that shows what the other one tells, if one does ("the contact and their e-mail")."""
    for one, other in ((first, second), (second, first)):
        shows, asked = (load_relations().get(a.query.relation or "") for a in (one, other))
        if shows is None or asked is None or shows.card or one.kind == "passage" or one.kind == "count":
            continue
        same = shows.record == asked.record and (asked.value in shows.show or asked.show == shows.show)
        if same and other.kind != "count" and all(_plain(row) in map(_plain, one.rows) for row in other.rows):
            return one
    return None


def _renumbered(
    first: tuple[Citation, ...], second: tuple[Citation, ...]
) -> tuple[dict[int, int], tuple[Citation, ...]]:
    """New numbers for the second answer's citations, and all citations; the same place is cited once."""
    places = {(c.page_id, c.start, c.end): c.number for c in first}
    made, numbers = [*first], {}
    for c in second:
        place = (c.page_id, c.start, c.end)
        if place not in places:
            places[place] = len(made) + 1
            made.append(replace(c, number=len(made) + 1))
        numbers[c.number] = places[place]
    return numbers, tuple(made)


def _marked(text: str, numbers: Mapping[int, int]) -> str:
    """The text with its marks as the numbers that they have now."""
    return _MARK.sub(lambda found: f"[{numbers.get(int(found[1]), int(found[1]))}]", text)


def _plain(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != "citation"}


def _once(rows: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The rows without those that say the same as one before."""
    kept: list[Mapping[str, Any]] = []
    for row in rows:
        if _plain(row) not in map(_plain, kept):
            kept.append(row)
    return kept
