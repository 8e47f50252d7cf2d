"""The day on which a file was saved, where its name or its HTML tells."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

_ISO = re.compile(r"(?<!\d)((?:19|20)\d\d)([-_.]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?:\d{6})?(?!\d)")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WORDED = re.compile(
    rf"(?<![\d:])\b(?:(?P<day>\d{{1,2}})\s+)?(?P<month>{'|'.join(_MONTHS)})[a-z]*\.?\s+(?:(?P<after>\d{{1,2}}),?\s+)?"
    r"(?P<year>(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
# What tools that save pages write into a comment before the day.
_SAVED = re.compile(r"\b(?:saved (?:date|on)|archived on|mirrored from|snapshot (?:of|taken))\b", re.IGNORECASE)
_ARCHIVE = re.compile(r"https?://web\.archive\.org/web/(\d{8})\d{0,6}\w*/", re.IGNORECASE)
META = frozenset({"saved_on", "saved-on", "date-saved", "date_saved", "savedate", "archive-date"})
MAX_COMMENT = 2000


def day_in(text: str) -> str | None:
    """The first date in a text ("2021-03-04", "20210304120000", "Mar 04, 2021", "4 March 2021") as YYYY-MM-DD."""
    for found in _ISO.finditer(text):
        if day := _day(found[1], found[3], found[4]):
            return day
    for found in _WORDED.finditer(text):
        month = _MONTHS.index(found["month"][:3].casefold()) + 1
        if (number := found["after"] or found["day"]) and (day := _day(found["year"], month, number)):
            return day
    return None


def day_saved(metas: Iterable[tuple[str, str]], comments: Iterable[str], address: str | None) -> str | None:
    """The day that an HTML file tells: a meta element, a comment of the tool that saved it, an archive's address."""
    for name, content in metas:
        if name.casefold() in META and (day := day_in(content)):
            return day
    for comment in comments:
        if (said := _SAVED.search(comment[:MAX_COMMENT])) and (day := day_in(comment[said.end() : MAX_COMMENT])):
            return day
    found = _ARCHIVE.match(address or "")
    return day_in(found[1]) if found else None


def without_archive(address: str | None) -> str | None:
    """The address of the page itself, where an archive's stands before it."""
    return _ARCHIVE.sub("", address, count=1) or None if address else None


def _day(year: str, month: str | int, day: str | int) -> str | None:
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None
