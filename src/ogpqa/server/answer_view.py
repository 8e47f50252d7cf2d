"""An answer arranged for the page: text cut at its citation marks, its rows, its sources in their context."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ogpqa.questions.language import ANSWER_LANGUAGES
from ogpqa.server.answer_tables import (
    LINES,
    LINES_BELOW,
    Cell,
    Comparison,
    Mark,
    Table,
    arrange_comparison,
    arrange_tables,
    mark_of,
    sides,
)
from ogpqa.server.catalogue import Catalogue
from ogpqa.server.copies import Quote, in_context
from ogpqa.server.paging import Paged, paged
from ogpqa.types import Answer, Citation, Span

MOST_MARKED = 8  # so many sources that the text marks are shown at length
IN_FULL = 3  # so many when the text marks none
PER_PAGE = 12  # sources at a time, where all of them are shown
BRIEF_ROWS, BRIEF_TEXT = 3, 400  # of an earlier answer: rows, characters
_MARK = re.compile(r"\[(\d{1,6})\]")
_ROW = re.compile(r"\d+\. ")


@dataclass(frozen=True, slots=True)
class Source:
    """A citation, its quote in context, and where the saved copy shows it."""

    citation: Citation
    quote: Quote
    mark: Mark


@dataclass(frozen=True, slots=True)
class Understood:
    """How a question was understood: what is asked, how, and of what. `text` is set when something was filled in."""

    text: str | None
    relation: str | None
    aggregate: str
    about: tuple[str, ...]
    flags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Turn:
    """One question with its answer, ready to be shown."""

    answer: Answer
    lang: str  # of the answer's sentences; quotes have their own
    parts: tuple[str | Mark, ...]  # text, and a mark where a citation is named
    tables: tuple[Table, ...]
    comparison: Comparison | None
    sides: tuple[Cell, ...]
    sources: Paged[Source]  # shown at length
    understood: Understood

    @property
    def answered(self) -> bool:
        """Whether anything is answered."""
        return self.answer.text is not None


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which part of a long answer the page shows."""

    rows: int = 1  # page of the rows
    sources: int | None = None  # page of all the sources; None for those that the answer needs
    below: bool = False  # whether earlier answers stand above


def arrange_turn(answer: Answer, catalogue: Catalogue, wanted: Wanted | None = None) -> Turn:
    """The answer as the page shows it."""
    wanted = wanted or Wanted()
    text = without_listing(answer.text or "", len(answer.rows))
    marked = list(dict.fromkeys(int(n) for n in _MARK.findall(text)))
    first = marked[:MOST_MARKED] or [c.number for c in answer.citations[:IN_FULL]]
    shown = [c for c in answer.citations if c.number in first]
    page = paged(answer.citations if wanted.sources else shown, wanted.sources or 1, PER_PAGE)
    names = {member_id: member.name for member_id, member in catalogue.members.items()}
    comparison, contradiction = arrange_comparison(answer, names), sides(answer)
    said = {"Member", "ActionPlan"} if comparison or contradiction else set()
    return Turn(
        answer=answer,
        lang=answer.query.lang if answer.query.lang in ANSWER_LANGUAGES else ANSWER_LANGUAGES[0],
        parts=tuple(_parts(text, answer, {c.number for c in page.items})),
        tables=arrange_tables(answer, wanted.rows, LINES_BELOW if wanted.below else LINES, frozenset(said)),
        comparison=comparison,
        sides=contradiction,
        sources=_with_quotes(page, catalogue),
        understood=_understood(answer, catalogue),
    )


def arrange_earlier(answer: Answer, catalogue: Catalogue) -> Turn:
    """An earlier answer in short: the first rows as lines, a few sources, no tables."""
    text = in_short(answer.text or "")
    return Turn(
        answer=answer,
        lang=answer.query.lang if answer.query.lang in ANSWER_LANGUAGES else ANSWER_LANGUAGES[0],
        parts=tuple(_parts(text, answer, set())),
        tables=(),
        comparison=None,
        sides=(),
        sources=_with_quotes(paged(answer.citations, 1, IN_FULL), catalogue),
        understood=_understood(answer, catalogue),
    )


def without_listing(text: str, n_rows: int) -> str:
    """The text without its numbered lines and their headings, when a table of as many rows says the same."""
    lines = text.split("\n")
    listed = [bool(_ROW.match(line)) for line in lines]
    if sum(listed) < 2 or sum(listed) != n_rows:
        return text
    heads = [after and not here for here, after in zip(listed, [*listed[1:], False], strict=True)]
    # The first line says what is listed; it stays even where the list follows it at once.
    return "\n".join(line for i, line in enumerate(lines) if i == 0 or not (listed[i] or heads[i]))


def in_short(text: str) -> str:
    """The first line and the first rows of a list; another text cut at a word when it is long."""
    lines = text.split("\n")
    if sum(bool(_ROW.match(line)) for line in lines) > BRIEF_ROWS:
        listed = [line for line in lines if _ROW.match(line)]
        return "\n".join([lines[0], *listed[:BRIEF_ROWS], "…"])
    return text if len(text) <= BRIEF_TEXT else text[:BRIEF_TEXT].rpartition(" ")[0] + " …"


def _parts(text: str, answer: Answer, shown: set[int]) -> list[str | Mark]:
    cited = {c.number: c for c in answer.citations}
    parts: list[str | Mark] = []
    for i, piece in enumerate(_MARK.split(text)):
        if i % 2 and int(piece) in cited:
            parts.append(mark_of(cited[int(piece)], int(piece) in shown))
        elif piece:
            # No line may break between a sentence and its mark.
            parts.append(f"[{piece}]" if i % 2 else re.sub(" $", "\u00a0", piece))
    # A text that marks nothing itself is followed by its citations, unless the rows below bear them.
    if not answer.rows and not any(isinstance(part, Mark) for part in parts):
        parts += [mark_of(c, c.number in shown) for c in answer.citations[:IN_FULL]]
    return parts


def _with_quotes(page: Paged[Citation], catalogue: Catalogue) -> Paged[Source]:
    made = tuple(_source(citation, catalogue) for citation in page.items)
    return Paged(made, page.number, page.n_pages, page.first, page.total)


def _source(citation: Citation, catalogue: Catalogue) -> Source:
    page = catalogue.pages[citation.page_id]
    return Source(citation, in_context(page, Span(citation.start, citation.end)), mark_of(citation))


def _understood(answer: Answer, catalogue: Catalogue) -> Understood:
    query, filters = answer.query, answer.query.filters
    members = [catalogue.members[m].name if m in catalogue.members else m for m in filters.members]
    named: Sequence[object] = (
        *members, *filters.unknown, filters.country or "", *filters.persons, *filters.emails, *filters.codes,
        *filters.titles, *filters.terms, *filters.organisations, *filters.roles, *filters.resource_types,
        *filters.areas, filters.topic or "", *filters.periods, *_span_of(filters.years),
        *(f"≠ {name}" for name in filters.denied),
    )  # fmt: skip
    flags: Mapping[str, bool] = {
        "national": filters.level == "national", "local": filters.level == "local",
        "starred": filters.starred, "current": filters.current,
    }  # fmt: skip
    # What a passage answers, or nothing does, was not understood as one of the relations.
    known = answer.kind != "passage" and answer.reason not in ("no_evidence", "out_of_scope", "too_vague")
    return Understood(
        text=query.text if _folded(query.text) != _folded(answer.question) else None,
        relation=query.relation if known else None,
        aggregate=query.aggregate if known else "",
        about=tuple(dict.fromkeys(str(name) for name in named if name)),
        flags=tuple(name for name, on in flags.items() if on),
    )


def _span_of(years: Sequence[int]) -> tuple[str, ...]:
    """Years one by one, many in a row as a range."""
    if len(years) > 3 and list(years) == list(range(years[0], years[-1] + 1)):
        return (f"{years[0]}–{years[-1]}",)
    return tuple(map(str, years))


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold().rstrip("?.! ")
