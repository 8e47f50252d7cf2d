"""What a reader of one format makes of a file, before it becomes a page."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from ogpqa.corpus.layouts import Layouts, folded
from ogpqa.types import Block

MAX_NAME_WORDS = 12


@dataclass(frozen=True, slots=True)
class Draft:
    """Text, blocks and what the file says of itself. Empty strings and None mean that it does not say."""

    text: str
    blocks: tuple[Block, ...]
    title: str = ""
    url: str | None = None
    lang: str | None = None
    saved_on: str | None = None
    page_id: str | None = None


def slug(name: str) -> str:
    """The name as an id: lower-case ASCII letters and digits joined by hyphens, at most 80; may be empty."""
    plain = unicodedata.normalize("NFKD", name.replace("ı", "i").replace("ø", "o").replace("ł", "l").replace("đ", "d"))
    letters = "".join(c for c in plain.casefold() if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-")[:80].strip("-")


def name_at(blocks: tuple[Block, ...], text: str, layouts: Layouts) -> int | None:
    """Which block is the name of the page: what stands above "Member Since", else the first heading of level 1.

    None when the page shows neither. Status lines may stand above the name, so the first line is a poor guess.
    """
    for i, block in enumerate(blocks):
        line = block.span.of(text)
        below = blocks[i + 1].span.of(text) if i + 1 < len(blocks) else ""
        if i and (layouts.since_year(line) or layouts.since_year_below(line, below)):
            before = [j for j in range(i) if is_name(blocks[j], text, layouts)]
            headings = [j for j in before if blocks[j].level == 1] or [j for j in before if blocks[j].level]
            return (headings or before)[-1] if before else None
        found = layouts.heading(block.span.of(text))
        if found is not None and found.main:
            break
    return next((i for i, block in enumerate(blocks) if block.level == 1), None)


def is_name(block: Block, text: str, layouts: Layouts) -> bool:
    """Whether the block could be a name: short, no list row, no sentence."""
    line = folded(block.span.of(text))
    short = len(line.split()) <= MAX_NAME_WORDS and not line.endswith((".", ":", ";", "!", "?", "…"))
    known = layouts.heading(line) is not None or layouts.is_edge(line)
    return block.kind in ("heading", "text") and short and not known
