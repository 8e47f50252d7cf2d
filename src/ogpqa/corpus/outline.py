"""Blocks with the headings that a page's layout implies but its format does not mark."""

from __future__ import annotations

from dataclasses import replace

from ogpqa.corpus.draft import is_name, name_at
from ogpqa.corpus.layouts import Heading, Layouts, folded, load_layouts
from ogpqa.types import Block

MAX_HEADING_WORDS = 16


def outline(blocks: tuple[Block, ...], text: str, *, guess: bool) -> tuple[Block, ...]:
    """The blocks with known headings raised to headings and levels made comparable over formats.

    With `guess` (formats without headings) a short line between empty lines, right above a sentence, is a heading too;
    in a section that has boxes it is one in every format.
    """
    layouts = load_layouts()
    known = tuple(known_heading(block, text, layouts, standing=guess) for block in blocks)
    name = name_at(blocks, text, layouts)
    if name is None and guess and blocks and is_name(blocks[0], text, layouts) and stands_alone(blocks[0], text):
        name = 0
    has_sections = any(found is not None and found.main for found in known)
    out: list[Block] = []
    section: Heading | None = None
    opened = 0  # where the section begins
    for i, (block, found) in enumerate(zip(blocks, known, strict=True)):
        if i == name:
            block = replace(block, kind="heading", level=1, depth=0)
        elif found is not None:
            section, opened = (found, i) if found.main else (section, opened)
            block = replace(block, kind="heading", level=found.level, depth=0)
        elif section and section.rows and ends_rows(blocks[opened : i + 1]):
            section, block = None, replace(block, level=2)
        elif block.kind == "heading" and has_sections:
            # Below a known section, so that a post's <h2> does not end "Recent Posts".
            block = replace(block, level=max(block.level, 3 if section else 1))
        elif may_have_titles(section, guess=guess) and looks_like_heading(blocks[i : i + 2], text):
            block = replace(block, kind="heading", level=guessed_level(out, section))
        out.append(block)
    return tuple(out)


def ends_rows(blocks: tuple[Block, ...]) -> bool:
    """Whether the last block is a heading of the section's own level behind its rows, and no part of it.

    Where the first such heading stands before any row, the section is parted by them ("2018", "2016").
    """
    opened, *inside = blocks
    beside = [b.kind == "heading" and b.level <= opened.level for b in inside]
    return opened.kind == "heading" and beside[-1] and not beside[0] and sum(beside) == 1


def may_have_titles(section: Heading | None, *, guess: bool) -> bool:
    """Whether a line of the section may be a heading although its format marks none there."""
    return guess if section is None else section.boxes or (guess and not section.rows)


def known_heading(block: Block, text: str, layouts: Layouts, *, standing: bool) -> Heading | None:
    """The known heading that the block is. In plain text, one below the main sections must stand alone."""
    if block.kind not in ("heading", "text"):
        return None
    found = layouts.heading(block.span.of(text))
    if found is None or found.main or found.label or block.kind == "heading" or not standing:
        return found
    return found if stands_alone(block, text) else None


def stands_alone(block: Block, text: str) -> bool:
    """Whether empty lines (or the file's edges) stand above and below the block's line."""
    start = text.rfind("\n", 0, block.span.start) + 1
    end = text.find("\n", block.span.end)
    above = text[text.rfind("\n", 0, max(start - 1, 0)) + 1 : start] if start else ""
    below = "" if end < 0 else text[end + 1 : next_line_end(text, end + 1)]
    return not folded(above) and not folded(below)


def next_line_end(text: str, start: int) -> int:
    """Where the line that begins at start ends."""
    end = text.find("\n", start)
    return len(text) if end < 0 else end


def looks_like_heading(pair: tuple[Block, ...], text: str) -> bool:
    """Whether the first block is a short line, alone, and the second a sentence below it."""
    if len(pair) < 2 or pair[0].kind != "text" or pair[1].kind != "text":
        return False
    line, below = folded(pair[0].span.of(text)), folded(pair[1].span.of(text))
    short = len(line.split()) <= MAX_HEADING_WORDS and not line.endswith((".", ":", ";", ",", "…"))
    return short and is_sentence(below) and any(c.isalpha() for c in line) and stands_alone(pair[0], text)


def is_sentence(line: str) -> bool:
    """Whether the line reads as running text rather than a title, caption or cell."""
    words = len(line.split())
    if line.endswith(")") and load_layouts().is_furniture(line[(last := line.rfind("(")) :]):
        line = line[:last].rstrip()  # "(More)"
    ended = line.rstrip("”\"'’)»").endswith((".", "!", "?", "…", "。", "؟"))
    return words > MAX_HEADING_WORDS or (words >= 5 and ended)


def guessed_level(above: list[Block], section: Heading | None) -> int:
    """Level of a heading that only its place tells: below the main section, at the bottom of a data section."""
    if section is None:
        return 2
    deepest = next((b.level for b in reversed(above) if b.kind == "heading" and b.level != 6), 2)
    return 3 if deepest <= 3 else 6
