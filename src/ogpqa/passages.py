"""Page -> passages: one per record's row, the rest along its headings, long runs split at the ends of sentences.

Every block of a page stands in exactly one passage, but for headings with nothing of their own below them: those are
kept as `section` of the passages below. Passages are disjoint and in page order.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from ogpqa.corpus.layouts import BLANKS
from ogpqa.records.sections import Placed, place
from ogpqa.types import ActionPlan, Commitment, Contact, Definition, Member, Page, Passage, Post, Record, Resource, Span

MAX_WORDS = 200
_FEWEST = 6  # words of a block that is a sentence
ROWS = (Contact, Commitment, Resource, Definition, Post)
FEWEST_STATEMENTS = 3  # lines from which each stands for itself
# What is stated, and behind a colon or in the next cell what is true of it: "Lead Institution: Ministry of Justice".
STATEMENT = re.compile(r"[^\W\d_](?:[^:\t\n|.!?]|[.](?=\w)){1,59}(?::(?!//)|\t| \|)\s*\S[^\n]{0,300}")
BREAK = re.compile(r"\n[^\S\n]{4,}\n")  # a line of spaces: furniture was blanked out here


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of the page that becomes one passage or, when long, several."""

    span: Span
    section: tuple[str, ...]
    record: Record | None = None


def split_passages(page: Page, records: Sequence[Record], first_number: int) -> tuple[Passage, ...]:
    """The passages of the page, numbered from first_number on."""
    member = next((record for record in records if record.page_id == page.page_id), None)
    member_id = member.member_id if member else None
    name = " ".join(page.title.split())
    passages: list[Passage] = []
    for piece in pieces(page, records):
        for span in split_long(page.text, piece.span, page.lang):
            passages.append(
                Passage(
                    number=first_number + len(passages),
                    page_id=page.page_id,
                    member_id=member_id,
                    span=span,
                    section=piece.section,
                    text=span.of(page.text),
                    context=" > ".join((name, *piece.section)),
                    year=year_of(piece.record),
                    record_type=type(piece.record).__name__ if piece.record else None,
                )
            )
    return tuple(passages)


def year_of(record: Record | None) -> int | None:
    """The year of a row that has one."""
    return record.year if isinstance(record, Commitment | Resource) else None


def pieces(page: Page, records: Sequence[Record]) -> Iterator[Piece]:
    """Rows as they are; the blocks between them run together below each heading."""
    placed = place(page)
    rows = rows_by_block(placed, records)
    facts = _facts(records)
    alone = statements(placed, rows, apart=any(isinstance(record, Member) for record in records))
    run: list[Placed] = []
    done: Record | None = None
    for i, here in enumerate(placed):
        record = rows.get(i)
        if run and (
            record is not None
            or here.is_heading
            or parted(page.text, run[-1].span, here.span)
            or _turns_to_prose(run, here, facts)
            or _turns_to_prose([here], run[-1], facts)
        ):
            yield from run_piece(run, alone)
            run = []
        if record is None:
            run.append(here)
        elif record is not done:
            done = record
            yield Piece(row_span(placed, rows, i, record), record.section, record)
    yield from run_piece(run, alone)


def statements(placed: Sequence[Placed], rows: Mapping[int, Record], *, apart: bool) -> frozenset[Span]:
    """Where lines state facts, of which there are at least FEWEST_STATEMENTS: with `apart` one below the other.

    A member's page has running text with colons too; the pages of commitments and documents have captions between.
    """
    found: list[list[int]] = [[]]
    for i, here in enumerate(placed):
        if not here.is_heading and i not in rows and STATEMENT.fullmatch(here.text):
            if apart and found[-1] and found[-1][-1] != i - 1:
                found.append([])
            found[-1].append(i)
    return frozenset(placed[i].span for run in found if len(run) >= FEWEST_STATEMENTS for i in run)


def _facts(records: Sequence[Record]) -> tuple[Span, ...]:
    """Where the page states what records of the member and its plan hold."""
    stating = [record for record in records if isinstance(record, Member | ActionPlan)]
    return tuple(span for record in stating for span in (record.span, *record.evidence.values()))


def _turns_to_prose(run: Sequence[Placed], here: Placed, facts: Sequence[Span]) -> bool:
    """Whether a sentence stands beside lines that are records: of what the page tells, records hold those alone."""

    def states(one: Placed) -> bool:
        return any(one.span.start < fact.end and fact.start < one.span.end for fact in facts)

    if not facts or states(here) or not any(states(one) for one in run):
        return False
    return here.text.rstrip().endswith((".", "!", "?", "…")) and len(here.text.split()) >= _FEWEST


def rows_by_block(placed: Sequence[Placed], records: Sequence[Record]) -> Mapping[int, Record]:
    """Which row each block belongs to. Where rows overlap the first one has the block."""
    in_order = sorted(records, key=lambda record: (record.span.start, -record.span.end))
    spans = [record for record in in_order if isinstance(record, ROWS)]
    rows: dict[int, Record] = {}
    at = 0
    for i, here in enumerate(placed):
        while at < len(spans) and spans[at].span.end <= here.span.start:
            at += 1
        if at < len(spans) and spans[at].span.start < here.span.end and spans[at].span.end > here.span.start:
            rows[i] = spans[at]
    return rows


def row_span(placed: Sequence[Placed], rows: Mapping[int, Record], first: int, record: Record) -> Span:
    """All blocks of the row, whole: a record may quote only one sentence of its last block."""
    last = first
    while rows.get(last + 1) is record:
        last += 1
    return Span(placed[first].span.start, placed[last].span.end)


def run_piece(run: Sequence[Placed], alone: Collection[Span]) -> Iterator[Piece]:
    """The piece of a run of blocks; none for headings alone, except a page's name.

    Where a page states facts line by line ("Status: Active"), each line is a piece: asked for one, nobody wants all.
    """
    for _, group in groupby(enumerate(run), key=lambda one: one[0] if one[1].span in alone else -1):
        part = [one for _, one in group]
        if not all(one.is_heading for one in part) or part[0].block.level == 1:
            yield Piece(Span(part[0].span.start, part[-1].span.end), part[-1].path)


def parted(text: str, above: Span, below: Span) -> bool:
    """Whether furniture stood between the two: a quote over it would not be found in the saved file."""
    return BREAK.search(text, above.end, below.start) is not None


def split_long(text: str, span: Span, lang: str) -> Iterator[Span]:
    """The span in parts of at most MAX_WORDS words, cut behind sentences or lines, else between words."""
    if len(span.of(text).split(None, MAX_WORDS)) <= MAX_WORDS:
        yield span
        return
    part: Span | None = None
    words = 0
    for unit in units(text, span, lang):
        n_words = len(unit.of(text).split())
        if part is not None and words + n_words > MAX_WORDS:
            yield part
            part, words = None, 0
        part = unit if part is None else Span(part.start, unit.end)
        words += n_words
    if part is not None:
        yield part


def units(text: str, span: Span, lang: str) -> Iterator[Span]:
    """Sentences without the white space around them; one longer than MAX_WORDS words in parts."""
    from sentencex import segment

    at = span.start
    for sentence in segment(lang, span.of(text)):
        start = text.index(sentence, at, span.end)
        at = start + len(sentence)
        words = [Span(start + m.start(), start + m.end()) for m in re.finditer(r"\S+", sentence) if m[0].strip(BLANKS)]
        for i in range(0, len(words), MAX_WORDS):
            group = words[i : i + MAX_WORDS]
            yield Span(group[0].start, group[-1].end)
