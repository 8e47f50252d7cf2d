"""gate.toml, ready for use."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from ogpqa.types import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class CountLimit:
    """What a member had and must not lose: records of a type, or those that have a field."""

    type: str
    field: str | None = None
    words: tuple[str, str] = ("", "")  # one, several
    section: str | None = None  # key of the section that holds them
    per_member: bool = True
    member_share: float = 0.0
    member_least: int = 0
    total_share: float = 0.0
    total_least: int = 0

    def counts(self, record: Record) -> bool:
        """Whether the record is one of those."""
        # Here and not above: asking needs nothing that reads pages.
        from ogpqa.drift import is_doubtful

        of_type = type(record).__name__ == self.type and (self.field is None or bool(getattr(record, self.field)))
        # Where a list was filled by script, "Loading…" is read as a person.
        return of_type and not is_doubtful(record)

    def collapsed(self, had: int, has: int) -> bool:
        """Whether one member lost too many."""
        return had > 0 == has or (had >= self.member_least > 0 and has < self.member_share * had)

    def crumbled(self, had: int, has: int) -> bool:
        """Whether all members together lost too many."""
        return had >= self.total_least > 0 and has < self.total_share * had

    def said(self, n: int) -> str:
        """So many in words: "1 contact", "no contacts"."""
        return f"{n or 'no'} {self.words[n != 1]}"


@dataclass(frozen=True, slots=True)
class ShareLimit:
    """More than this share is too much, unless it is fewer than `least`."""

    share: float
    least: int

    def exceeded(self, n: int, total: int) -> bool:
        """Whether n of so many are too many."""
        return n >= self.least and n > self.share * total


@dataclass(frozen=True, slots=True)
class Limits:
    """All limits of the gate."""

    counts: tuple[CountLimit, ...]
    skipped: ShareLimit
    duplicate_pages: ShareLimit
    duplicate_rows: ShareLimit


@cache
def load_limits() -> Limits:
    """The packaged limits."""
    data = tomllib.loads(files("ogpqa.index").joinpath("gate.toml").read_text(encoding="utf-8"))
    shares = {name: ShareLimit(**data[name]) for name in ("skipped", "duplicate_pages", "duplicate_rows")}
    return Limits(counts=tuple(_count(table) for table in data["counts"]), **shares)


def _count(table: Mapping[str, Any]) -> CountLimit:
    values: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in table.items()}
    return CountLimit(**values)
