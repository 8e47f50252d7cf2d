"""The time of a copy that a question means: "in 2020", "as of March 2021".

A time is a date or its beginning ("2021-03"), as in `ogpqa.versions`. Whether a year means a copy of the page or the
year of its rows is a matter of the relation: a contact has no year of its own, a commitment has.
"""

from __future__ import annotations

from collections.abc import Sequence

from ogpqa.questions.reading import Reading
from ogpqa.questions.relations import Relation


def time_meant(reading: Reading, relation: Relation, typed: Sequence[str]) -> str | None:
    """The time whose copy is asked for; None when no time is typed, or when it is the year of rows."""
    if not typed or not takes_time(reading, relation):
        return None
    if "range_before" in reading.aggregates:
        return str(int(min(typed)[:4]) - 1) if len(min(typed)) == 4 else min(typed)
    return max(typed)


def takes_time(reading: Reading, relation: Relation) -> bool:
    """Whether a year in the question is the copy's: the relation's rows have none, or the question says "as of"."""
    return relation.record is not None and (relation.years == "copy" or "copy" in reading.aggregates)
