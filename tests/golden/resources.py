"""Cases on the documents that a page lists."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from tests.golden.cases import TYPE_WORDS, Case, World, case, either_dash, gold, intent, number
from tests.synthetic.facts import SyntheticMember, SyntheticResource

Rows = tuple[SyntheticResource, ...]


def by_type(world: World) -> Iterator[tuple[SyntheticMember, str, Rows]]:
    """A member's documents of each type that it lists."""
    for m in world.members:
        for kind in sorted({r.resource_type for r in m.resources if r.resource_type}):
            yield m, kind, m.of_type(kind)


def titles(rows: Rows) -> tuple[str, ...]:
    """The titles of documents, each once."""
    return tuple(dict.fromkeys(r.title for r in rows))


def words(kind: str) -> dict[str, str]:
    """A type in the singular and in the plural, as slots."""
    one, many = TYPE_WORDS[kind]
    return {"type1": one, "types": many}


def without_type(m: SyntheticMember, kind: str) -> tuple[str, ...]:
    """Two titles of other types that an answer on this type may not list."""
    mine = titles(m.of_type(kind))
    others = (r.title for r in m.resources if r.resource_type != kind)
    return tuple(t for t in others if not any(t in own for own in mine))[:2]


@intent("resource_list_type")
def resource_list_type(world: World) -> Iterator[Case]:
    """All documents of a type."""
    for m, kind, rows in by_type(world):
        yield case(gold(m, contains=titles(rows), excludes=without_type(m, kind)), member=m, **words(kind))


@intent("resource_count_type")
def resource_count_type(world: World) -> Iterator[Case]:
    """How many rows of a type the page lists; a row that stands there twice counts twice."""
    for m, kind, rows in by_type(world):
        yield case(number(len(rows), m), member=m, **words(kind))


@intent("resource_exists")
def resource_exists(world: World) -> Iterator[Case]:
    """Whether a member has a document of a type that it has."""
    for m, kind, rows in by_type(world):
        yield case(gold(m, any_of=("yes", *titles(rows))), member=m, **words(kind))


def extreme(rows: Rows, newest: bool) -> SyntheticResource | None:
    """The newest or oldest row, unless several share the year."""
    year = (max if newest else min)(r.year for r in rows)
    there = [r for r in rows if r.year == year]
    return there[0] if len(there) == 1 else None


@intent("resource_latest_type")
def resource_latest_type(world: World) -> Iterator[Case]:
    """The newest document of a type; of action plans the period of the current one says as much."""
    for m, kind, rows in by_type(world):
        if (row := extreme(rows, newest=True)) and len(rows) > 1:
            also = either_dash(m.plan.period) if kind == "Action Plan" else ()
            yield case(gold(m, any_of=(row.title, *also)), member=m, **words(kind))


@intent("resource_first_type")
def resource_first_type(world: World) -> Iterator[Case]:
    """The oldest document of a type."""
    for m, kind, rows in by_type(world):
        if (row := extreme(rows, newest=False)) and len(rows) > 1:
            yield case(gold(m, contains=(row.title,)), member=m, **words(kind))


@intent("resource_latest")
def resource_latest(world: World) -> Iterator[Case]:
    """The newest document."""
    for m in world.members:
        if m.resources and (row := extreme(m.resources, newest=True)):
            yield case(gold(m, contains=(row.title,)), member=m)


@intent("resource_first")
def resource_first(world: World) -> Iterator[Case]:
    """The oldest document."""
    for m in world.members:
        if m.resources and (row := extreme(m.resources, newest=False)):
            yield case(gold(m, contains=(row.title,)), member=m)


@intent("resource_list_year")
def resource_list_year(world: World) -> Iterator[Case]:
    """All documents of a year."""
    for m in world.members:
        for year in {r.year for r in m.resources}:
            rows = tuple(r for r in m.resources if r.year == year)
            yield case(gold(m, contains=titles(rows)), member=m, year=str(year))


@intent("resource_count_year")
def resource_count_year(world: World) -> Iterator[Case]:
    """How many documents a page lists from a year."""
    for m in world.members:
        for year, n in Counter(r.year for r in m.resources).items():
            yield case(number(n, m), member=m, year=str(year))


@intent("resource_type_year")
def resource_type_year(world: World) -> Iterator[Case]:
    """The documents of a type from a year, none of that type from another."""
    for m, kind, rows in by_type(world):
        for year in {r.year for r in rows}:
            here = titles(tuple(r for r in rows if r.year == year))
            others = tuple(r.title for r in rows if r.year != year and not any(r.title in t for t in here))
            yield case(gold(m, contains=here, excludes=others[:2]), member=m, year=str(year), **words(kind))


@intent("resource_list_all")
def resource_list_all(world: World) -> Iterator[Case]:
    """All documents of a page."""
    for m in world.members:
        if 0 < len(m.resources) <= 30:
            yield case(gold(m, contains=titles(m.resources)), member=m)


@intent("resource_count_all")
def resource_count_all(world: World) -> Iterator[Case]:
    """How many rows the list of documents has."""
    for m in world.members:
        if m.resources:
            yield case(number(len(m.resources), m), member=m)


def unique(world: World) -> Iterator[tuple[SyntheticMember, SyntheticResource]]:
    """Documents whose title stands on one page once and is no part of another title there."""
    for m in world.members:
        for r in m.resources:
            if sum(r.title in other.title for n in world.members for other in n.resources) == 1:
                yield m, r


@intent("resource_title_year")
def resource_title_year(world: World) -> Iterator[Case]:
    """The year of a document, where its title does not give it away."""
    for m, r in unique(world):
        if str(r.year) not in r.title:
            yield case(gold(m, contains=(str(r.year),)), title=r.title)


@intent("resource_title_type")
def resource_title_type(world: World) -> Iterator[Case]:
    """The type of a document, where its title does not give it away."""
    for m, r in unique(world):
        if r.resource_type and r.resource_type not in r.title:
            yield case(gold(m, contains=(r.resource_type,)), title=r.title)


@intent("endorsement")
def endorsement(world: World) -> Iterator[Case]:
    """The letters of endorsement, by the groups that wrote them."""
    for m in world.members:
        if rows := tuple(r for r in m.resources if "Endorsement" in r.title):
            groups = tuple(r.title.removesuffix(" Letter of Endorsement") for r in rows)
            yield case(gold(m, contains=groups), member=m)
