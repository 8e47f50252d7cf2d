"""What a page states of the current action plan: one record per place that states something."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ogpqa.corpus.layouts import parts_of
from ogpqa.records.sections import Placed, labelled, locate
from ogpqa.records.wording import Patterns, load_wording
from ogpqa.types import ActionPlan, Page, Span

MAX_LINE = 1000  # characters that are searched for statements


@dataclass(slots=True)
class Statement:
    """The fields that one place states, with the span of each."""

    number: int | None = None
    period: str | None = None
    n_commitments: int | None = None
    focus: tuple[str, ...] = ()
    themes: str | None = None
    spans: list[Span] = field(default_factory=list)
    evidence: dict[str, Span] = field(default_factory=dict)

    def note(self, name: str, value: int | str | tuple[str, ...], span: Span) -> bool:
        """Keep the first statement of a field; False when the place has stated it before."""
        if name in self.evidence:
            return False
        setattr(self, name, value)
        self.spans.append(span)
        self.evidence[name] = span
        return True

    def record(self, page: Page, member_id: str, section: tuple[str, ...]) -> ActionPlan:
        """The statement as a record."""
        return ActionPlan(
            record_id="",
            page_id=page.page_id,
            member_id=member_id,
            span=Span(min(s.start for s in self.spans), max(s.end for s in self.spans)),
            section=section,
            evidence=self.evidence,
            number=self.number,
            period=self.period,
            n_commitments=self.n_commitments,
            focus=self.focus,
            themes=self.themes,
        )


def read_plans(page: Page, member_id: str, placed: Sequence[Placed]) -> Iterator[ActionPlan]:
    """The statements of the top bullets, of the block below "Current Action Plan" and of the sentences there."""
    for key in (None, "plan"):
        block = Statement()
        section: tuple[str, ...] = ()
        for here, with_below in labelled(placed):
            if here.key != key or (here.is_heading and here.block.level == 1):
                continue
            section = section or (here.path[:1] if key else ())
            if read_line(here, block) or (with_below and read_line(with_below, block)):
                continue
            if len(here.text.split()) < 5 or here.is_heading:
                continue
            if sentence := read_sentence(page, here):
                yield sentence.record(page, member_id, here.path[:1])
        if block.spans:
            yield block.record(page, member_id, section)


def read_line(here: Placed, block: Statement) -> bool:
    """Note what a line such as "Number of Commitments: 13" states; whether it is such a line."""
    said = [read_part(here, part, block) for part in parts_of(here.text)]
    return read_part(here, re.sub(r"\t| \| ", " ", here.text), block) or any(said)


def read_part(here: Placed, text: str, block: Statement) -> bool:
    """The same of a line, or of one of the things that it says side by side."""
    wording = load_wording()
    if found := match(wording.n_commitments, text):
        return block.note("n_commitments", int(found["n"]), here.span)
    if found := match(wording.focus, text):
        areas = () if found["focus"].strip(" .").casefold() in wording.not_specified else split_areas(found["focus"])
        return block.note("focus", areas, here.span) if areas else True
    if found := match(wording.number, text):
        return block.note("number", int(found["number"]), here.span)
    if found := match(wording.period, text):
        return block.note("period", found["period"], here.span)
    return False


def read_sentence(page: Page, here: Placed) -> Statement | None:
    """What a line of sentences states: the number of commitments, the plan's period, its themes."""
    wording = load_wording()
    statement = Statement()
    for sentence in re.split(r"(?<=[.!?])\s", here.text[:MAX_LINE]):
        number = next((f for f in searches(wording.sentence_number, sentence) if as_number(f["n"]) is not None), None)
        period = next(searches(wording.sentence_period, sentence), None)
        marked = any(mark in sentence.casefold() for mark in wording.sentence_marks)
        if number and (period or marked):
            statement.note("n_commitments", as_number(number["n"]) or 0, here.span)
            if period:
                statement.note("period", period["period"], locate(page, here.span, period["period"]) or here.span)
        elif (found := next(searches(wording.themes, sentence), None)) and (themes := found["themes"].strip(" .")):
            statement.note("themes", themes, locate(page, here.span, themes) or here.span)
    statement.spans = [here.span] if statement.spans else []  # the whole line is quoted
    return statement if statement.spans else None


def match(patterns: Patterns, text: str) -> re.Match[str] | None:
    """The first pattern that is the whole line."""
    return next((found for pattern in patterns if (found := pattern.fullmatch(text))), None)


def searches(patterns: Patterns, text: str) -> Iterator[re.Match[str]]:
    """Where the patterns stand in the text."""
    for pattern in patterns:
        yield from pattern.finditer(text)


def as_number(word: str) -> int | None:
    """The number that digits or a word ("three") say."""
    return int(word) if word.isdigit() else load_wording().numbers.get(word.casefold())


def split_areas(line: str) -> tuple[str, ...]:
    """The policy areas between the commas."""
    return tuple(area for part in re.split(r"[,;]", line) if (area := part.strip(" .")))
