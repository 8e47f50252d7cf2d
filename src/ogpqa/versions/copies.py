"""Saved copies of a member's page over time: which of them answers now, and which one answered at a given time.

A time is a date or its beginning: "2021-03-05", "2021-03", "2021". An empty one is not known, and older than any other.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from ogpqa.types import Member, Page, Record

_IN_NAME = re.compile(r"(?:^|-)((?:19|20)\d\d)(?:-(0[1-9]|1[0-2]))?(?=-|$)")
_ADDRESS = re.compile(r"/(?:members?|countr(?:y|ies)|participants?)/([^/]+)(/.+)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Copy:
    """A member's page as it was saved once."""

    page_id: str
    day: str  # when it was saved, as far as that is known

    def is_by(self, time: str) -> bool:
        """Whether it was saved before the end of that time. One whose day is not known may have been."""
        return self.day[: len(time)] <= time


class Versions:
    """The copies of each member, oldest first. Other pages about a member are no copies, and supersede nothing.

    `superseded` are the pages that do not count now: older copies, and copies that lost what marks a member's page.
    """

    def __init__(self, pages: Sequence[Page], records: Sequence[Record]) -> None:
        by_id = {page.page_id: page for page in pages}
        names: dict[str, set[str]] = {}
        found: dict[str, dict[str, Copy]] = {}
        for record in records:
            if isinstance(record, Member):
                names.setdefault(record.member_id, set()).add(_plain(record.name))
                copy = Copy(record.page_id, day_of(by_id[record.page_id]))
                found.setdefault(record.member_id, {})[record.page_id] = copy
        self.copies: Mapping[str, tuple[Copy, ...]] = {
            # Of copies of one day the first in order of page id counts as the newest: sorting keeps their order.
            member: tuple(sorted(copies.values(), key=lambda copy: copy.day, reverse=True)[::-1])
            for member, copies in found.items()
        }
        others = {(r.page_id, r.member_id) for r in records if r.page_id not in found.get(r.member_id, ())}
        lost = [page for page, member in others if member in names and is_copy(by_id[page], names[member])]
        older = [copy.page_id for copies in self.copies.values() for copy in copies[:-1]]
        self.superseded: frozenset[str] = frozenset((*older, *lost))

    def newest(self, member: str) -> Copy | None:
        """The copy that answers, or None when there is none."""
        copies = self.copies.get(member, ())
        return copies[-1] if copies else None

    def at(self, member: str, time: str) -> Copy | None:
        """The newest copy saved before the end of that time, else the oldest one."""
        copies = self.copies.get(member, ())
        dated = [copy for copy in copies if copy.day and copy.is_by(time)]
        undated = [copy for copy in copies if not copy.day]
        return next(reversed(dated or undated), copies[0] if copies else None)


def is_copy(page: Page, names: Collection[str]) -> bool:
    """Whether a page without the marks of a member's page is one all the same: by its address, else by its title."""
    place = member_address(page.url)
    return not place[1] if place else _plain(page.title) in names


def member_address(url: str | None) -> tuple[str, str] | None:
    """Member and what follows in an address such as /members/x/commitments/y; None for other addresses.

    Letter case, a slash at the end, and `countries` for `members` make no difference.
    """
    found = _ADDRESS.search(unquote(urlsplit(url).path).rstrip("/")) if url else None
    return (found[1].casefold(), (found[2] or "").casefold()) if found else None


def _plain(name: str) -> str:
    return " ".join(re.findall(r"\w+", name.casefold()))


def day_of(page: Page) -> str:
    """When the page was saved: its date, else the year (and month) that its id holds, else ""."""
    if page.saved_on:
        return page.saved_on
    found = _IN_NAME.search(page.page_id)
    return "-".join(part for part in found.groups() if part) if found else ""
