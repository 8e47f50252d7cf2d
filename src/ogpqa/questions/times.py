"""The years that a question means, and the time of a copy: "after 2014", "2014 to 2016", "as of March 2021".

A time is a date or its beginning ("2021-03"), as in `ogpqa.versions`. Whether a year means a copy of the page or the
year of its rows is a matter of the relation: a contact has no year of its own, a commitment has.
"""

from __future__ import annotations

from collections.abc import Sequence

from ogpqa.questions.gazetteer import Gazetteer
from ogpqa.questions.reading import Reading
from ogpqa.questions.relations import Relation, wordings_in
from ogpqa.questions.text import fold

_NEAR = 6  # characters between "after" and its year ("after the 2014 …")
_BESIDE = 5  # characters between "before" and its member
_YEAR = "2019"


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


def years_meant(reading: Reading, typed: Sequence[str], relation: Relation, names: Gazetteer) -> tuple[int, ...]:
    """The years that are meant: those typed, or all of "after 2014", "between 2014 and 2018"."""
    years = tuple(dict.fromkeys(int(year[:4]) for year in typed))
    if not years or not relation.year:
        return years
    mark = next((m for m in reading.aggregates if m.startswith("range_") and _beside_year(reading, m)), "")
    mark = "range_between" if ends_of_range(reading) else mark
    if mark == "range_since" and relation.record == "Member" and not _joined_since(reading):
        return years  # "members since 2016" joined in that year
    first, last = min(names.years[0], *years), max(names.years[1], *years)
    spans = {
        "range_after": (max(years) + 1, last),
        "range_since": (min(years), last),
        "range_before": (first, min(years) - 1),
        "range_until": (first, max(years)),
        "range_between": (min(years), max(years)),
    }
    return tuple(range(spans[mark][0], spans[mark][1] + 1)) if mark else years


def plan_years_meant(reading: Reading, relation: Relation, typed: Sequence[str]) -> tuple[str, ...]:
    """The period that years mean for plans of all members: "-2023" that they end in, "2021-" that they start in, "2022"
    inside it; () for other relations."""
    if relation.value != "period" or not relation.groups or not typed:
        return ()
    marks, year = reading.aggregates, typed[0][:4]
    if "ends" in marks or "range_until" in marks:
        return (f"-{year}",)
    return (f"{year}-" if "starts" in marks else year,)


def joined_beside(reading: Reading, spans: Sequence[tuple[int, int]] = ()) -> str | None:
    """The filter that "before" and "after" mean beside a member, or beside words at such spans; None for neither."""
    spans = spans or [(m.start, m.end) for m in reading.mentions if m.kind == "members"]
    for mark in ("before", "after"):
        cues = reading.by_target.get(f"aggregate.range_{mark}", ())
        near = any(0 <= s - c.end <= _BESIDE or 0 <= c.start - e <= _BESIDE for c in cues for s, e in spans)
        if near:
            return f"joined_{mark}"
    return None


def ends_of_range(reading: Reading) -> tuple[str, str] | None:
    """The years of "from 2019 to 2021": two that only such a word stands between."""
    if "years" not in reading.kinds:
        return None
    years = [m for m in reading.mentions if m.kind == "years" and len(m.values[0]) == len(_YEAR)]
    if len(years) != 2:
        return None
    first, last = years
    between = fold(reading.text[first.end : last.start]).strip()
    is_range = between in wordings_in(reading.lang).ranges and first.values[0] < last.values[0]
    return (first.values[0], last.values[0]) if is_range else None


def _joined_since(reading: Reading) -> bool:
    """Whether all years from one on are meant: "joined since 2018", "2018 or later"; "members since 2018" is a year."""
    joins = reading.of_relations.get("member_since", ())
    years = [m.end for m in reading.mentions if m.kind == "years"]
    since = reading.by_target.get("aggregate.range_since", ())
    behind = any(0 <= c.start - end <= 2 for c in since for end in years)
    return behind or any(j.end <= c.start or j.start >= c.end for c in since for j in joins)


def _beside_year(reading: Reading, mark: str) -> bool:
    longer = [c for c in reading.cues if c.target.startswith("relation.") and c.n_words > 2]  # "what did it SIGN UP TO"
    cues = [
        c
        for c in reading.by_target.get(f"aggregate.{mark}", ())
        if not any(o.start < c.start and c.end <= o.end for o in longer)
    ]
    at = [m for m in reading.mentions if m.kind == "years"]
    return any(0 <= m.start - c.end <= _NEAR or 0 <= c.start - m.end <= 2 for c in cues for m in at)
