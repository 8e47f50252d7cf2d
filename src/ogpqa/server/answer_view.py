"""An answer arranged for the page: text cut at its citation marks, rows grouped by type, sources in their context."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from ogpqa.server.bounds import MAX_HISTORY, MAX_QUESTION
from ogpqa.server.catalogue import Catalogue
from ogpqa.server.copies import Quote, in_context
from ogpqa.types import Answer, Citation, Span

# Fields of a row that say where it comes from, not what it says.
PLACE = frozenset(
    {"type", "citation", "citations", "page_id", "member_id", "record_id", "section", "start", "end", "span"}
)
# What is shown of each record type in a table, in this order.
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "Contact": ("name", "role", "organisation", "email"),
    "Member": ("name", "since", "level", "country"),
    "ActionPlan": ("number", "period", "n_commitments", "focus", "themes"),
    "Commitment": ("code", "title", "year", "area", "starred"),
    "Resource": ("title", "year", "resource_type", "format", "summary"),
    "Definition": ("code", "term", "text"),
    "Post": ("title", "summary"),
}
IN_FULL = 6  # so many sources are shown at length
MAX_URL = 4000  # of the history in an address, percent-encoded; servers and proxies cut longer ones


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of one type: cards for contacts, else columns that have anything in them."""

    type: str
    columns: tuple[str, ...]
    rows: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Source:
    """A citation, its quote in context, and the address part of the mark on our saved copy."""

    citation: Citation
    quote: Quote
    mark: str


@dataclass(frozen=True, slots=True)
class Turn:
    """One question with its answer, ready to be shown."""

    answer: Answer
    parts: tuple[str | int, ...]  # text, and numbers where a citation is marked
    tables: tuple[Table, ...]
    sources: tuple[Source, ...]  # shown at length: all that the text marks, and the first others
    more_sources: tuple[Source, ...]  # shown on a line each
    understood: str | None  # when it is not what was typed

    @property
    def answered(self) -> bool:
        """Whether anything is answered."""
        return self.answer.text is not None


def arrange_turn(answer: Answer, catalogue: Catalogue) -> Turn:
    """The answer as the page shows it."""
    understood = answer.query.text
    parts = tuple(_parts(answer))
    # Both sides of a contradiction are marked in the text, so neither of them is ever folded away.
    ranked = sorted(answer.citations, key=lambda citation: citation.number not in parts)
    full = {c.number for c in ranked[: max(IN_FULL, sum(isinstance(part, int) for part in parts))]}
    return Turn(
        answer=answer,
        parts=parts,
        tables=arrange_tables(answer.rows),
        sources=tuple(_source(c, catalogue) for c in answer.citations if c.number in full),
        more_sources=tuple(_source(c, catalogue) for c in answer.citations if c.number not in full),
        understood=understood if _folded(understood) != _folded(answer.question) else None,
    )


def without_listing(text: str, n_rows: int) -> str:
    """The text without its numbered lines and their headings, when a table of as many rows says the same."""
    lines = text.split("\n")
    listed = [bool(re.match(r"\d+\. ", line)) for line in lines]
    if sum(listed) < 2 or sum(listed) != n_rows:
        return text
    heads = [after and not here for here, after in zip(listed, [*listed[1:], False], strict=True)]
    # The first line says what is listed; it stays even where the list follows it at once.
    return "\n".join(line for i, line in enumerate(lines) if i == 0 or not (listed[i] or heads[i]))


def _parts(answer: Answer) -> list[str | int]:
    numbers = {c.number for c in answer.citations}
    pieces = re.split(r"\[(\d{1,3})\]", without_listing(answer.text or "", len(answer.rows)))
    parts: list[str | int] = []
    for i, piece in enumerate(pieces):
        if i % 2 and int(piece) in numbers:
            parts.append(int(piece))
        elif piece:
            parts.append(f"[{piece}]" if i % 2 else piece)
    # A text that marks nothing itself is followed by its citations, unless the rows below bear them.
    return parts if answer.rows or any(isinstance(p, int) for p in parts) else [*parts, *sorted(numbers)[:8]]


def arrange_tables(rows: Sequence[Mapping[str, Any]]) -> tuple[Table, ...]:
    """Rows grouped by type where neighbours share one, each with the columns that hold anything."""
    tables = []
    for record_type, group in groupby(rows, key=lambda row: str(row.get("type", ""))):
        same = tuple(group)
        known = COLUMNS.get(record_type) or tuple(dict.fromkeys(k for row in same for k in row if k not in PLACE))
        of_several = len({row.get("member") for row in same}) > 1 and "name" not in known
        columns = tuple(c for c in ("member",) * of_several + known if any(_shown(row.get(c)) for row in same))
        # One row says what the sentence above it says; a contact's card is still handier than the sentence.
        if columns and (len(rows) > 1 or record_type == "Contact"):
            tables.append(Table(record_type, columns, tuple({**row, "marks": _marks(row)} for row in same)))
    return tuple(tables)


def _shown(value: object) -> bool:
    return value not in (None, "", (), [], False)


def _marks(row: Mapping[str, Any]) -> list[int]:
    marks = row.get("citations") or row.get("citation") or []
    return [m for m in (marks if isinstance(marks, (list, tuple)) else [marks]) if isinstance(m, int)]


def _source(citation: Citation, catalogue: Catalogue) -> Source:
    page = catalogue.pages[citation.page_id]
    span = Span(citation.start, citation.end)
    return Source(citation, in_context(page, span), f"{citation.start}-{citation.end}")


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold().rstrip("?.! ")


def carried(history: Sequence[str]) -> list[str]:
    """The earlier questions that a follow-up carries: the last few, as many as an address can hold."""
    kept: list[str] = []
    room = MAX_URL
    for question in reversed([q for q in history if q.strip() and len(q) <= MAX_QUESTION][-MAX_HISTORY:]):
        room -= len(question.encode()) * 3
        if room < 0:
            break
        kept.insert(0, question)
    return kept
