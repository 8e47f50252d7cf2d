"""What each filter leaves of the rows, by the filter's name, in the order in which they narrow."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from typing import Any

from ogpqa.answers.facts import Facts
from ogpqa.answers.topics import matching
from ogpqa.questions.relations import Relation
from ogpqa.questions.text import fold, key, stem_key
from ogpqa.types import ActionPlan, Member, Record


def _equal(field: str) -> Callable[[list[Record], Any, Relation, Facts], list[Record]]:
    def narrow(rows: list[Record], wanted: Any, relation: Relation, facts: Facts) -> list[Record]:
        keys = {key(str(value)) for value in wanted}
        if len(keys) == 1 and len(rows) == facts.n_rows(relation.record or ""):  # nothing has narrowed them yet
            named = facts.named(relation.record or "", field)
            return [r for wanted_key in keys for r in named.get(wanted_key, ())]
        return [r for r in rows if key(str(getattr(r, field, None) or "")) in keys]

    return narrow


def _by_level(rows: list[Record], level: Any, relation: Relation, facts: Facts) -> list[Record]:
    return [r for r in rows if (m := facts.members.get(r.member_id)) and m.level == level]


def _by_year(rows: list[Record], years: Any, relation: Relation, facts: Facts) -> list[Record]:
    return [r for r in rows if relation.year and getattr(r, relation.year) in set(years)]


def _by_period(rows: list[Record], periods: Any, relation: Relation, facts: Facts) -> list[Record]:
    """Plans of that period; rows of its first year, else of any of its years; documents whose title names it."""
    if rows and isinstance(rows[0], ActionPlan):
        plans = [r for r in rows if isinstance(r, ActionPlan) and r.period]
        stated = {r.member_id: r for r in reversed(plans) if any(_spans(_years(r.period or ""), p) for p in periods)}
        # Of all members each plan counts once, however often its page states it.
        return [r for r in rows if (stated.get(r.member_id) is r if relation.groups else r.member_id in stated)]
    wanted = [tuple(int(y) for y in p.split("-")) for p in periods]
    titled = [r for r in rows if any(_years_stand_in(str(getattr(r, "title", "")), w) for w in wanted)]
    if titled and relation.record == "Resource":
        return titled
    starts = {start for start, _ in wanted}
    year = relation.year or ""
    return [r for r in rows if getattr(r, year, None) in starts] or [
        r for r in rows if any(start <= (getattr(r, year, None) or 0) <= end for start, end in wanted)
    ]


def _spans(years: tuple[int, ...], wanted: str) -> bool:
    """Whether a plan has these years, ends in "-2023", starts in "2021-", or covers "2022"."""
    if not years:
        return False
    if wanted.strip("-").isdigit():
        year = int(wanted.strip("-"))
        return years[-1 if wanted.startswith("-") else 0] == year if "-" in wanted else years[0] <= year <= years[-1]
    return years == tuple(int(y) for y in wanted.split("-"))


def _years(period: str) -> tuple[int, ...]:
    return tuple(int(y) for y in re.findall(r"\d{4}", period))


def _years_stand_in(title: str, years: tuple[int, ...]) -> bool:
    found = [(int(a), int(a[: 4 - len(b)] + b)) for a, b in re.findall(r"(\d{4})\W{1,4}(\d{2,4})(?!\d)", title)]
    return years in found


def by_area(rows: list[Record], areas: Any, relation: Relation, facts: Facts) -> list[Record]:
    """Rows filed under the area; where there are none, rows whose title holds its words."""
    keys = {stem_key(area) for area in areas}
    filed = [r for r in rows if stem_key(str(getattr(r, "area", None) or "")) in keys]
    titled = [rows[i] for area in areas for i in matching(area, [str(getattr(r, "title", "")) for r in rows])]
    return filed or titled


def _starred(rows: list[Record], wanted: Any, relation: Relation, facts: Facts) -> list[Record]:
    return [r for r in rows if getattr(r, "starred", False)]


def _current(rows: list[Record], wanted: Any, relation: Relation, facts: Facts) -> list[Record]:
    """Rows of the current plan's first year, as the page's header states it."""
    if rows and isinstance(rows[0], ActionPlan):
        return rows
    starts: dict[str, int] = {}
    for plan in facts.rows("ActionPlan", dict.fromkeys(r.member_id for r in rows)):
        if isinstance(plan, ActionPlan) and plan.period and (years := _years(plan.period)):
            starts.setdefault(plan.member_id, years[0])
    return [r for r in rows if getattr(r, relation.year or "", None) == starts.get(r.member_id)]


def _by_country(rows: list[Record], country: Any, relation: Relation, facts: Facts) -> list[Record]:
    named = facts.members.get(str(country))
    wanted = fold(named.name if named else str(country))
    return [r for r in rows if (m := facts.members.get(r.member_id)) and fold(m.country or "") == wanted]


def _by_amount(rows: list[Record], amount: Any, relation: Relation, facts: Facts) -> list[Record]:
    """Rows of the members that have so many of them, or that state such a number."""
    least, most = amount
    counts = Counter(r.member_id for r in rows)

    def fits(row: Record) -> bool:
        n = getattr(row, relation.value) if relation.single and relation.value else counts[row.member_id]
        return isinstance(n, int) and (least is None or n >= least) and (most is None or n <= most)

    return [r for r in rows if fits(r)]


def _same_year(rows: list[Record], members: Any, relation: Relation, facts: Facts) -> list[Record]:
    """Members that joined in the year of one of these, without them."""
    years = {m.since for name in members if (m := facts.members.get(name))}
    return [r for r in rows if getattr(r, "since", None) in years and r.member_id not in members]


def _beside(rows: list[Record], members: Any, *, before: bool) -> list[Record]:
    """Members that joined in a year before, or after, those of all these."""
    years = [r.since for r in rows if isinstance(r, Member) and r.since and r.member_id in members]
    known = ((r, r.since) for r in rows if isinstance(r, Member) and r.since and years)
    return [r for r, since in known if (since < min(years) if before else since > max(years))]


def _title_holds(rows: list[Record], words: Any, relation: Relation, facts: Facts) -> list[Record]:
    """Rows whose title holds these letters from the beginning of a word on."""
    held = re.compile(rf"\b{re.escape(fold(str(words)))}")
    return [r for r in rows if held.search(fold(str(getattr(r, "title", ""))))]


def _title_starts(rows: list[Record], letters: Any, relation: Relation, facts: Facts) -> list[Record]:
    return [r for r in rows if fold(str(getattr(r, "title", ""))).startswith(fold(str(letters)))]


def _lacking(rows: list[Record], name: Any, relation: Relation, facts: Facts) -> list[Record]:
    return [r for r in rows if not getattr(r, name, None)]


def _denied(rows: list[Record], values: Any, relation: Relation, facts: Facts) -> list[Record]:
    """Rows of none of these areas, types, years and organisations."""
    keys = {stem_key(str(value)) for value in values}
    fields = ("area", "resource_type", "year")
    rest = [r for r in rows if keys.isdisjoint(stem_key(str(getattr(r, field, None) or "")) for field in fields)]
    within = _in_organisation(rest, values, relation, facts)
    return [r for r in rest if r not in within]


def _shared(rows: list[Record], members: Any, relation: Relation, facts: Facts) -> list[Record]:
    """Rows whose value rows of each of these members have; none of a single member."""
    owners: dict[str, set[str]] = {}
    values = {r.record_id: getattr(r, relation.distinct or "", None) for r in rows}
    for row in rows:
        if value := values[row.record_id]:
            owners.setdefault(stem_key(str(value)), set()).add(row.member_id)
    all_of = {value for value, found in owners.items() if len(members) > 1 and found >= set(members)}
    return [r for r in rows if stem_key(str(values[r.record_id])) in all_of]


def _in_organisation(rows: list[Record], wanted: Any, relation: Relation, facts: Facts) -> list[Record]:
    keys = [key(name) for name in wanted]
    return [r for r in rows if any(k in key(str(getattr(r, "organisation", None) or "")) for k in keys)]


def by_topic(rows: list[Record], topic: Any, relation: Relation, facts: Facts) -> list[Record]:
    """Rows that hold the topic's words; those alone whose title is the topic, unless others hold it too."""
    texts = [" ".join(str(getattr(r, f) or "") for f in relation.match) for r in rows]
    titles = [str(getattr(r, relation.match[0]) or "") for r in rows] if relation.match else []
    exact = [rows[i] for i, title in enumerate(titles) if stem_key(title) == stem_key(str(topic))]
    found = [rows[i] for i in matching(str(topic), texts)]
    return found if not exact or len(found) > len(exact) else exact


NARROWINGS: tuple[tuple[str, Callable[[list[Record], Any, Relation, Facts], list[Record]]], ...] = (
    ("level", _by_level),
    ("country", _by_country),
    ("organisations", _in_organisation),
    ("roles", _equal("role")),
    ("codes", _equal("code")),
    ("emails", _equal("email")),
    ("persons", _equal("name")),
    ("titles", _equal("title")),
    ("current", _current),
    ("periods", _by_period),
    ("years", _by_year),
    ("starred", _starred),
    ("areas", by_area),
    ("resource_types", _equal("resource_type")),
    ("terms", _equal("term")),
    ("topic", by_topic),
    ("same_year_as", _same_year),
    ("joined_before", lambda rows, members, relation, facts: _beside(rows, members, before=True)),
    ("joined_after", lambda rows, members, relation, facts: _beside(rows, members, before=False)),
    ("title_starts", _title_starts),
    ("title_holds", _title_holds),
    ("lacking", _lacking),
    ("denied", _denied),
    ("shared", _shared),
    ("ordinal", lambda rows, n, relation, facts: _by_amount(rows, (n, n), relation, facts)),
    ("amount", _by_amount),
)
