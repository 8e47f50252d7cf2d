"""Text under construction: pieces of a marked-up file become lines, each line one block."""

from __future__ import annotations

import re
from typing import cast

from ogpqa.corpus.layouts import BLANKS, Layouts
from ogpqa.types import Block, BlockKind, Span

GAP = "\n    \n"  # like furniture that is blanked out of a text file
NUMBER = re.compile(r"\d{1,3}[.)] ")


class Lines:
    """Collects pieces of text into lines. White space is folded; cells of a table row are set apart by tabs."""

    def __init__(self, layouts: Layouts) -> None:
        self.layouts = layouts
        self.blocks: list[Block] = []
        self.level = 0
        self.links: list[str] = []
        self.gap = False  # text was left out since the last line: no quote may run over it
        self.apart = False  # a tag stands between the last piece and the next
        self._done: list[str] = []
        self._length = 0
        self._pieces: list[str] = []
        self._lists: list[str] = []
        self._first: list[bool] = []  # per open <li>: nothing of it was written yet
        self._rows: list[bool] = []  # per open <tr>: lines inside are cells
        self._term = False

    @property
    def text(self) -> str:
        """The finished lines."""
        return "".join(self._done)

    def add(self, piece: str | None, *, apart: bool = False) -> None:
        """Continue the line."""
        self.apart = self.apart or apart
        if not piece:
            return
        last = self._pieces[-1][-1:] if self._pieces else ""
        if self.apart and last.isalnum() and piece[:1].isalnum():
            self._pieces.append(" ")  # <b>Name</b><i>Role</i>: two words to every reader
        self.apart = False
        self._pieces.append(piece)

    def end_line(self) -> None:
        """Write the line as a block, unless it is empty or furniture. Inside a table's row lines are one."""
        if self._rows and self._rows[-1]:
            self._pieces.append(" ")
            return
        line = re.sub(r" ?\t[\t ]*", "\t", re.sub(r"[^\S\t]+", " ", "".join(self._pieces))).strip(BLANKS)
        self._pieces.clear()
        links, self.links = tuple(self.links), []
        self._term = False
        if not line or self.layouts.is_furniture(line):
            self.gap = self.gap or bool(line)
            return
        kind, line = self._kind(line)
        if self._done:
            self._done.append(GAP if self.gap else "\n")
            self._length += len(self._done[-1])
        self.gap = False
        span = Span(self._length, self._length + len(line))
        level = self.level if kind == "heading" else 0
        self.blocks.append(Block(kind, span, level=level, depth=len(self._lists), links=links))
        self._done.append(line)
        self._length += len(line)

    def _kind(self, line: str) -> tuple[BlockKind, str]:
        """What the line is, and the line without a number that stands for a marker."""
        known = self.layouts.heading(line)
        if self._first and self._first[-1]:
            self._first = [False] * len(self._first)
            if not (self.level and known is not None and known.main):
                return cast(BlockKind, self._lists[-1] if self._lists else "bullet"), line
        if self.level:
            return "heading", line
        if (marker := NUMBER.match(line)) and line[marker.end() :].strip(BLANKS):
            return "item", line[marker.end() :].strip(BLANKS)
        return "text", line

    def begin_list(self, kind: str) -> None:
        """Open a list of "item" or "bullet"."""
        self._lists.append(kind)

    def end_list(self) -> None:
        """Close the innermost list."""
        if self._lists:
            self._lists.pop()

    def begin_item(self) -> None:
        """Open a list item: its first line is the item, others are text."""
        self._first.append(True)

    def end_item(self) -> None:
        """Close the innermost list item."""
        if self._first:
            self._first.pop()

    def begin_row(self, *, holds_blocks: bool) -> None:
        """Open a table row; one that lays out blocks is read block by block."""
        self.end_line()
        self._rows.append(not holds_blocks)

    def cell(self) -> None:
        """Begin a cell of the row."""
        if self._rows and self._rows[-1]:
            self._pieces.append("\t")
        else:
            self.end_line()

    def end_row(self) -> None:
        """Close the innermost row and write it."""
        if self._rows:
            self._rows.pop()
        self.end_line()

    def describe(self) -> None:
        """Begin a description: on its term's line, behind a tab."""
        if self._pieces and not self._term:
            self._pieces.append("\t")
            self._term = True
        else:
            self.end_line()
