"""The publish gate: what speaks against a new generation, compared with the one that serves.

A template that changes under a parser loses facts without an error. So a build that lost a member, or the contacts or
commitments of one, does not serve until somebody said so; limits.py says how much is too much.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cache

from ogpqa.errors import IndexBuildError
from ogpqa.exclusions import EXCLUDE
from ogpqa.index.limits import Limits, load_limits
from ogpqa.index.losses import Counted, losses
from ogpqa.index.store import Contents
from ogpqa.types import RECORD_TYPES, Commitment, Contact, Page, Record, Resource, Skipped

# From the name of a generation and of the one that serves: what of it is asked and answered wrongly, one sentence each.
Questions = Callable[[str, str | None], Sequence[str]]
ROWS = (Contact, Commitment, Resource)
PLACE_FIELDS = frozenset({"record_id", "span", "evidence", "section", "page_id"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """How strict a build is: `force` publishes in spite of everything, `dropped` members may lose anything."""

    force: bool = False
    dropped: tuple[str, ...] = ()  # ids or names of members
    questions: Questions | None = None
    asked_from: str | None = None  # the file of the questions, to be asked again when it is published later


@dataclass(frozen=True, slots=True)
class State:
    """A generation as the gate sees it."""

    contents: Contents
    skipped: Sequence[Skipped]


def objections(new: State, before: State | None, dropped: Collection[str] = ()) -> list[str]:
    """What speaks against the new generation, one sentence each; without one before only what is wrong by itself.

    Raises IndexBuildError when `dropped` names no member of either.
    """
    limits = load_limits()
    now, old = Counted(new.contents), Counted(before.contents) if before else None
    excused = _excused({**(old.names if old else {}), **now.names}, dropped)
    found = list(losses(old, now, new.skipped, excused)) if old else []
    return [*found, *_too_many(new, before, limits)]


def _excused(names: Mapping[str, str], dropped: Collection[str]) -> frozenset[str]:
    by_name = {name.casefold(): member_id for member_id, name in names.items()} | {m: m for m in names}
    for name in dropped:
        if name.casefold() not in by_name:
            some = ", ".join(sorted(names)[:5])
            raise IndexBuildError(f"There is no member {name!r} to drop.", f"Name one by its id, such as {some}.")
    return frozenset(by_name[name.casefold()] for name in dropped)


def _too_many(new: State, before: State | None, limits: Limits) -> Iterator[str]:
    """What is wrong by itself; as wrong as the generation that serves is no reason to keep that one."""
    unread, unread_before = (_unread(state.skipped) if state else [] for state in (new, before))
    n, n_files = len(unread), len(new.contents.pages) + len(unread)
    if limits.skipped.exceeded(n, n_files) and n > len(unread_before):
        first = "; ".join(f"{s.path}: {s.reason}" for s in unread[:3])
        yield f"{n} of {n_files} files cannot be read. {first}"
    n, of_before = (_equal_pages(state.contents.pages) if state else 0 for state in (new, before))
    if limits.duplicate_pages.exceeded(n, len(new.contents.pages)) and n > of_before:
        yield f"{n} of {len(new.contents.pages)} pages have the very text of another page."
    for kind, (n, n_rows) in _equal_rows(new.contents.records).items():
        if not limits.duplicate_rows.exceeded(n, n_rows):
            continue
        then = _equal_rows(before.contents.records) if before else {}
        if n > then.get(kind, (0, 0))[0]:
            yield f"{n} of {n_rows} rows of type {kind} are on their page already."


def _unread(skipped: Sequence[Skipped]) -> list[Skipped]:
    """Files that could not be read; what somebody excluded was meant to go."""
    return [s for s in skipped if not s.reason.startswith(f"{EXCLUDE} ")]


def _equal_pages(pages: Sequence[Page]) -> int:
    return len(pages) - len({page.sha256 for page in pages})


def _equal_rows(records: Sequence[Record]) -> dict[str, tuple[int, int]]:
    """For each type, rows that say what an earlier one of their page says, and all rows."""
    seen = {(type(r).__name__, (r.page_id, *_said_by(r))) for r in records if isinstance(r, ROWS)}
    all_rows, distinct = Counter(type(r).__name__ for r in records), Counter(kind for kind, _ in seen)
    return {kind: (all_rows[kind] - n, all_rows[kind]) for kind, n in sorted(distinct.items())}


def _said_by(record: Record) -> Iterator[object]:
    return (getattr(record, name) for name in _telling(type(record).__name__))


@cache
def _telling(kind: str) -> tuple[str, ...]:
    """The fields that say something, not where it stands."""
    return tuple(field.name for field in fields(RECORD_TYPES[kind]) if field.name not in PLACE_FIELDS)
