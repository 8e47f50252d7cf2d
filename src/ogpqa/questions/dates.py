"""Dates in a question: "March 2021", "on 5 May 2021", "2021-03-05", "2021년 3월"."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache

from ogpqa.questions.mentions import Mention
from ogpqa.questions.relations import DATA
from ogpqa.questions.text import fold

_YEAR = r"(?:19|20)\d\d"
_ISO = re.compile(rf"(?<!\d)({_YEAR})-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?(?![\d-])")
_CJK = re.compile(rf"(?<!\d)({_YEAR})\s?[년年]\s?(1[0-2]|0?[1-9])\s?[월月](?:\s?([12]\d|3[01]|0?[1-9])\s?[일日])?")
_NAMED_DAY = r"(?:(?P<day>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th|er|º|\.)?\s+(?:of\s+|de\s+)?)?"
_BEHIND = r"(?:\s+(?P<after>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?)?,?\s+(?:of\s+|de\s+|del\s+|of the year\s+)?"


@cache
def _months() -> Mapping[str, int]:
    table = tomllib.loads((DATA / "months.toml").read_text(encoding="utf-8"))["months"]
    return {fold(name): number for number, names in enumerate(table, 1) for name in names.split()}


@cache
def _named() -> re.Pattern[str]:
    names = "|".join(sorted(map(re.escape, _months()), key=len, reverse=True))
    return re.compile(rf"\b{_NAMED_DAY}(?P<month>{names})\b\.?{_BEHIND}(?P<year>{_YEAR})(?!\d)")


def find_dates(text: str) -> Iterator[Mention]:
    """Years with a month, and perhaps a day, as mentions of years whose values go on: "2021-03", "2021-03-05"."""
    for pattern in (_ISO, _CJK):
        for m in pattern.finditer(text):
            if pattern is _ISO and not m[3] and int(m[2]) > int(m[1][2:]):
                continue  # "2011-12" are two years
            parts = (m[1], *(f"{int(part):02}" for part in m.groups()[1:] if part))
            yield Mention("years", ("-".join(parts),), m.start(), m.end())
    folded = fold(text)
    if len(folded) == len(text):
        for m in _named().finditer(folded):
            day = m["day"] or m["after"]
            parts = (m["year"], f"{_months()[m['month']]:02}", *([f"{int(day):02}"] if day else []))
            yield Mention("years", ("-".join(parts),), m.start(), m.end())
