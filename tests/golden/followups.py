"""Cases on follow-up questions: the gold belongs to the last question, read after the ones before it."""

from __future__ import annotations

from collections.abc import Iterator

from tests.golden.cases import Case, World, case, either_dash, gold, intent, number, periods, plan_counts
from tests.golden.commitments import all_commitments, codes, listing
from tests.golden.people import everybody
from tests.golden.resources import by_type, extreme, words


@intent("followup_member")
def followup_member(world: World) -> Iterator[Case]:
    """The same of another member: its people, not those of the first."""
    for a, b in world.pairs():
        if a.contacts and b.contacts:
            names, others = (tuple(c.name for c in m.contacts) for m in (b, a))
            yield case(gold(b, contains=names, excludes=others), member=a, member2=b)


@intent("followup_member_since", "followup_switch")
def followup_member_since(world: World) -> Iterator[Case]:
    """The year in which another member joined."""
    for a, b in world.pairs():
        if a.contacts and a.years:
            yield case(gold(b, contains=(str(b.since),)), member=a, member2=b, year=str(a.years[0]))


@intent("followup_two_steps")
def followup_two_steps(world: World) -> Iterator[Case]:
    """Two steps: another member, then another attribute of it; asks for people and the year of joining alike."""
    for a, b in world.pairs():
        if a.contacts and b.contacts:
            yield case(gold(b, any_of=(str(b.since), b.contacts[0].name)), member=a, member2=b)


@intent("followup_member_year")
def followup_member_year(world: World) -> Iterator[Case]:
    """The count of the same year at another member."""
    for a, b in world.pairs(200):
        for year in set(a.years) & set(b.years):
            yield case(number(len(b.of_year(year)), b), member=a, member2=b, year=str(year))


@intent("followup_email")
def followup_email(world: World) -> Iterator[Case]:
    """The addresses of the people just named."""
    for m in world.members:
        if m.contacts and all(c.email for c in m.contacts):
            yield case(gold(m, contains=tuple(c.email or "" for c in m.contacts)), member=m)


@intent("followup_role")
def followup_role(world: World) -> Iterator[Case]:
    """The roles of the people just named."""
    for m in world.members:
        if m.contacts:
            yield case(gold(m, contains=tuple(c.role for c in m.contacts)), member=m)


@intent("followup_organisation")
def followup_organisation(world: World) -> Iterator[Case]:
    """The organisations of the people just named."""
    for m in world.members:
        if m.contacts:
            yield case(gold(m, contains=tuple(c.organisation for c in m.contacts)), member=m)


@intent("followup_person_email")
def followup_person_email(world: World) -> Iterator[Case]:
    """The address of the person asked about before."""
    for m, c in everybody(world):
        if c.email:
            yield case(gold(m, contains=(c.email,)), person=c.name)


@intent("followup_since")
def followup_since(world: World) -> Iterator[Case]:
    """When the member asked about joined."""
    for m in world.members:
        if m.contacts:
            yield case(gold(m, contains=(str(m.since),)), member=m)


@intent("followup_period")
def followup_period(world: World) -> Iterator[Case]:
    """The period of its plan."""
    for m in world.members:
        if m.contacts:
            yield case(gold(m, contains=periods(m)), member=m)


@intent("followup_plan")
def followup_plan(world: World) -> Iterator[Case]:
    """The number of commitments of its plan."""
    for m in world.members:
        if m.contacts:
            yield case(plan_counts(m), member=m)


@intent("followup_year", "followup_count_year")
def followup_year(world: World) -> Iterator[Case]:
    """The count of another year."""
    for m in listing(world):
        for year, year2 in zip(m.years, m.years[1:], strict=False):
            yield case(number(len(m.of_year(year2)), m), member=m, year=str(year), year2=str(year2))


@intent("followup_year_list")
def followup_year_list(world: World) -> Iterator[Case]:
    """The list of another year."""
    for m in listing(world):
        for year, year2 in zip(m.years, m.years[1:], strict=False):
            expected = gold(m, contains=codes(m.of_year(year2)), excludes=codes(m.of_year(year))[:2])
            yield case(expected, member=m, year=str(year), year2=str(year2))


@intent("followup_count")
def followup_count(world: World) -> Iterator[Case]:
    """How long the list just asked for is."""
    for m in listing(world):
        for year in m.years:
            yield case(number(len(m.of_year(year)), m), member=m, year=str(year))


@intent("followup_narrow_area")
def followup_narrow_area(world: World) -> Iterator[Case]:
    """Those of the list that are in an area: none of another year."""
    for m in listing(world):
        for year, area in {(c.year, c.area) for c in m.commitments if c.area}:
            rows = tuple(c for c in m.of_area(area) if c.year == year)
            others = tuple(c.code for c in m.of_area(area) if c.year != year)
            yield case(gold(m, contains=codes(rows), excludes=others), member=m, year=str(year), area=area)


@intent("followup_code")
def followup_code(world: World) -> Iterator[Case]:
    """Year or area of the commitment asked about."""
    for m, c in all_commitments(world):
        if c.area:
            yield case(gold(m, any_of=(str(c.year), c.area)), code=c.code)


@intent("followup_topic")
def followup_topic(world: World) -> Iterator[Case]:
    """Another topic at the same member."""
    for m in listing(world):
        a, b = world.rng.sample(m.commitments, 2)
        yield case(gold(m, contains=(b.code,)), member=m, topic=a.topic, topic2=b.topic)


@intent("followup_resources")
def followup_resources(world: World) -> Iterator[Case]:
    """The newest of the documents just listed."""
    for m, kind, rows in by_type(world):
        if len(rows) > 1 and (row := extreme(rows, newest=True)):
            also = either_dash(m.plan.period) if kind == "Action Plan" else ()
            yield case(gold(m, any_of=(row.title, *also)), member=m, **words(kind))


@intent("followup_local")
def followup_local(world: World) -> Iterator[Case]:
    """The country of the local member asked about."""
    for m in world.members:
        if m.country and m.contacts:
            yield case(gold(m, contains=(m.country,)), member=m.short_name)
