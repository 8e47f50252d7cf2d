"""What is told of a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ogpqa.records.sections import Placed, place
from ogpqa.types import Member, Page, Record


@dataclass(frozen=True, slots=True)
class Finding:
    """Something of a page that a person should look at. `line` counts from 1, in the page's text."""

    page_id: str
    line: int
    kind: str  # of drift.toml
    said: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page with its blocks in place and its records."""

    page: Page
    placed: Sequence[Placed]
    records: Sequence[Record]

    @property
    def is_member(self) -> bool:
        """Whether it was read as a member's page."""
        return any(isinstance(record, Member) for record in self.records)

    def at(self, offset: int, kind: str, said: str) -> Finding:
        """A finding on the line of a place in the text."""
        return Finding(self.page.page_id, self.page.text.count("\n", 0, offset) + 1, kind, said)

    def line(self, offset: int) -> int:
        """The line of a place in the text, from 1."""
        return self.page.text.count("\n", 0, offset) + 1


def sheet_of(page: Page, records: Sequence[Record]) -> Sheet:
    """The sheet of a page with blocks."""
    return Sheet(page, place(page), records)


def short(text: str, length: int = 60) -> str:
    """The beginning of a text on one line, in quotes."""
    line = " ".join(text.split())
    return f"“{line if len(line) <= length else line[: length - 1] + '…'}”"
