"""A page's blocks with the section that each stands in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ogpqa.corpus.layouts import BLANKS, folded, load_layouts
from ogpqa.corpus.markdown import plain
from ogpqa.types import Block, Page, Span

MAIN_LEVEL = 2  # of headings that open sections
MAX_LABEL = 5  # words of a line that only names what stands below it


@dataclass(frozen=True, slots=True)
class Placed:
    """A block in its place. `text` is what it says to a reader; `key` is its main section, or None above the first."""

    block: Block
    text: str
    path: tuple[str, ...]  # headings above it (or its own), without the page's name
    key: str | None

    @property
    def span(self) -> Span:
        """Where the block stands."""
        return self.block.span

    @property
    def is_heading(self) -> bool:
        """Whether the block is a heading."""
        return self.block.kind == "heading"


def place(page: Page) -> tuple[Placed, ...]:
    """Every block of the page with its section, in reading order."""
    layouts = load_layouts()
    placed: list[Placed] = []
    above: list[tuple[int, str]] = []
    key: str | None = None
    for block in page.blocks:
        text = visible(block.span.of(page.text))
        if block.kind == "heading":
            above = [(level, name) for level, name in above if level < block.level]
            if block.level > 1:
                above.append((block.level, text))
            known = layouts.heading(text)
            if (known is not None and known.main) or block.level <= MAIN_LEVEL:
                key = known.key if known else None
        placed.append(Placed(block, text, tuple(name for _, name in above), key))
    return tuple(placed)


def labelled(placed: Sequence[Placed]) -> Iterator[tuple[Placed, Placed | None]]:
    """Every block, with itself and the line below as one where it may be the label of that line ("Period", "2021")."""
    for here, below in zip(placed, [*placed[1:], None], strict=False):
        if below is None or here.is_heading or below.is_heading or len(here.text.split()) > MAX_LABEL:
            yield here, None
            continue
        block = replace(here.block, span=joined(here.span, below.span))
        yield here, replace(here, block=block, text=f"{here.text.rstrip(' :')}: {below.text}")


def visible(text: str) -> str:
    """A block's words as a reader sees them: no Markdown, white space folded; tabs between cells stay."""
    words = plain(fold_cells(text))  # folded first: patterns are slow on long runs of white space
    return fold_cells(words).strip(BLANKS)


def fold_cells(text: str) -> str:
    """The text with white space folded in each cell."""
    return "\t".join(folded(cell) for cell in text.split("\t"))


def locate(page: Page, span: Span, value: str | None) -> Span | None:
    """Where the value stands verbatim inside the span; None when it does not."""
    start = page.text.find(value, span.start, span.end) if value else -1
    return None if start < 0 or value is None else Span(start, start + len(value))


def evidence(page: Page, span: Span, **values: str | None) -> dict[str, Span]:
    """The spans of those values that stand verbatim inside the span."""
    found = ((name, locate(page, span, value)) for name, value in values.items())
    return {name: at for name, at in found if at is not None}


def joined(first: Span, last: Span) -> Span:
    """From the start of the first to the end of the last."""
    return Span(first.start, last.end)
