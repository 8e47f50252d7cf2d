"""How answers look in a terminal. Text of pages is printed as text: no markup, no control characters."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from ogpqa.server.answer_tables import group_rows, marks_of
from ogpqa.server.answer_view import without_listing
from ogpqa.types import Answer, Citation, Hit, Page

# Escape sequences and bidi controls of a hostile page would repaint or reorder the terminal.
CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200e\u200f\ufeff]")
PIPE_WIDTH = 120
IN_FULL = 6  # so many citations are shown at length, the others on a line each
HEADINGS = {
    "answered": "",
    "partial": "The pages answer a part of this.",
    "not_found": "The pages do not answer this.",
    "clarify": "Please say it more exactly.",
    "out_of_scope": "This is not what the pages are about.",
}


def clean(text: object) -> str:
    """Text that changes nothing but the letters on the screen."""
    return CONTROLS.sub("", str(text))


def console() -> Console:
    """Colours and the window's width on a terminal; plain and of a fixed width in a pipe or file."""
    if sys.stdout.isatty():
        return Console(highlight=False)
    return Console(highlight=False, no_color=True, width=PIPE_WIDTH, force_terminal=False)


def show_answer(answer: Answer, *, explain: bool) -> None:
    """Print an answer with its sources, or why there is none and what to try."""
    out = console()
    if _folded(answer.query.text) != _folded(answer.question):
        out.print(Text(f"Understood as: {clean(answer.query.text)}", style="dim"), soft_wrap=True)
    if answer.text is None:
        _show_nothing(out, answer)
    else:
        if heading := HEADINGS[answer.status]:
            out.print(Text(heading, style="yellow"))
        out.print(Text(clean(without_listing(answer.text, len(answer.rows))), style="bold"), soft_wrap=True)
        if len(answer.rows) > 1:
            _show_rows(out, answer.rows)
        for citation in answer.citations[:IN_FULL]:
            _show_citation(out, citation)
        for citation in answer.citations[IN_FULL:]:
            _show_briefly(out, citation)
    if explain:
        _show_explanation(out, answer)


def _show_nothing(out: Console, answer: Answer) -> None:
    out.print(Text(HEADINGS.get(answer.status, ""), style="bold yellow"))
    if answer.message:
        out.print(Text(clean(answer.message)), soft_wrap=True)
    if answer.reason:
        out.print(Text(f"({answer.reason})", style="dim"))
    if answer.suggestions:
        out.print("\nTry:")
        for suggestion in answer.suggestions:
            out.print(Text(f"  • {clean(suggestion)}"), soft_wrap=True)


def _show_rows(out: Console, rows: Sequence[Mapping[str, Any]]) -> None:
    for group in group_rows(rows):
        out.print()
        cells = [[*map(_cell, map(row.get, group.columns)), _numbers(marks_of(row))] for row in group.rows]
        out.print(_table((*group.columns, "source"), cells))


def _show_citation(out: Console, citation: Citation) -> None:
    where = " › ".join((citation.title, *citation.section))
    saved = f", saved on {citation.saved_on}" if citation.saved_on else ""
    out.print()
    out.print(Text.assemble((f"[{citation.number}] ", "cyan"), (clean(where), "cyan"), (saved, "dim")), soft_wrap=True)
    for line in clean(citation.snippet).splitlines():
        if line.strip():
            out.print(Text(f"    {line.strip()}"), soft_wrap=True)
    place = f"    {citation.page_id} {citation.start}-{citation.end}"
    out.print(Text(place + (f"  {clean(citation.url)}" if citation.url else ""), style="dim"), soft_wrap=True)


def _show_briefly(out: Console, citation: Citation) -> None:
    snippet = " ".join(clean(citation.snippet).split())
    place = f"{citation.page_id} {citation.start}-{citation.end}"
    out.print(Text.assemble((f"[{citation.number}] ", "cyan"), snippet, (f"  {place}", "dim")), soft_wrap=True)


def _show_explanation(out: Console, answer: Answer) -> None:
    query = answer.query
    understood = {"relation": query.relation, "aggregate": query.aggregate, "filters": query.filters.as_dict()}
    out.print("\nExplanation:")
    for name, value in {**understood, **(answer.explanation or {})}.items():
        for line in _explained(name, value):
            out.print(Text(f"  {clean(line)}", style="dim"), soft_wrap=True)


def _explained(name: str, value: object) -> list[str]:
    """A value on one line; the items of a list that hold several things each on a line of its own."""
    if not isinstance(value, (list, tuple)) or not any(isinstance(item, dict) for item in value):
        return [f"{name}: {_flat(value)}"]
    return [f"{name}:", *(f"  - {_flat(item)}" for item in value)]


def _flat(value: object) -> str:
    if isinstance(value, dict):
        return "  ".join(f"{key}={_flat(item)}" for key, item in value.items())
    if isinstance(value, (list, tuple)):
        return ", ".join(_flat(item) for item in value) or "none"
    return "none" if value is None else str(value)


def show_hits(hits: Sequence[Hit], pages: Mapping[str, Page]) -> None:
    """Print passages, best first."""
    out = console()
    if not hits:
        out.print("Nothing found.")
    for hit in hits:
        where = " › ".join((pages[hit.passage.page_id].title, *hit.passage.section))
        head = Text.assemble((f"{hit.rank}. ", "cyan"), (clean(where), "cyan"), (f"  {hit.score:.3f}", "dim"))
        out.print(head, soft_wrap=True)
        out.print(Text("   " + clean(" ".join(hit.passage.text.split()))), soft_wrap=True)


def show_table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print a table."""
    console().print(_table(columns, [[_cell(value) for value in row] for row in rows]))


def say(text: str) -> None:
    """Print a line."""
    console().print(Text(clean(text)), soft_wrap=True)


def _table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold", show_edge=False)
    for column in columns:
        table.add_column(column.replace("_", " "), overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    return table


def _numbers(marks: Sequence[int]) -> str:
    return "".join(f"[{n}]" for n in marks)


def _cell(value: object) -> str:
    if value is None or value is False:
        return ""
    if value is True:
        return "yes"
    if isinstance(value, (list, tuple)):
        return ", ".join(clean(v) for v in value)
    return clean(value)


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()
