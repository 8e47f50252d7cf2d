"""Cases on members and their current plans."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from tests.golden.cases import (
    NOT_FOUND,
    Case,
    World,
    case,
    either_dash,
    gold,
    intent,
    number,
    periods,
    plan_counts,
    some,
)
from tests.synthetic.facts import SyntheticMember


@intent("since")
def since(world: World) -> Iterator[Case]:
    """The year of joining."""
    for m in world.members:
        yield case(gold(m, contains=(str(m.since),)), member=m)


def by_year(world: World) -> dict[int, list[SyntheticMember]]:
    """The members that joined in each year."""
    out: dict[int, list[SyntheticMember]] = defaultdict(list)
    for m in world.members:
        out[m.since].append(m)
    return out


@intent("joined_list")
def joined_list(world: World) -> Iterator[Case]:
    """Everybody who joined in a year; one who did not may not be named, unless as the country of one who did."""
    for year, members in by_year(world).items():
        shown = " ".join(m.name for m in members)
        others = [m.short_name for m in world.members if m.since != year and m.short_name not in shown]
        expected = gold(members, contains=tuple(m.short_name for m in members), excludes=some(others, world.rng, 3))
        yield case(expected, year=str(year))


@intent("joined_count")
def joined_count(world: World) -> Iterator[Case]:
    """How many joined in a year."""
    for year, members in by_year(world).items():
        yield case(number(len(members), members), year=str(year))


@intent("joined_first")
def joined_first(world: World) -> Iterator[Case]:
    """Which of two joined first."""
    for a, b in world.pairs():
        if a.since != b.since:
            winner = min(a, b, key=lambda m: m.since)
            yield case(gold((a, b), contains=(winner.short_name, str(winner.since))), member=a, member2=b)


@intent("joined_difference")
def joined_difference(world: World) -> Iterator[Case]:
    """How many years later the second joined."""
    for a, b in world.pairs(120):
        if b.since > a.since:
            yield case(number(b.since - a.since, (a, b)), member=a, member2=b)


@intent("country_of_local")
def country_of_local(world: World) -> Iterator[Case]:
    """The country of a local member, asked by its short name."""
    for m in world.members:
        if m.country:
            yield case(gold(m, contains=(m.country,)), member=m.short_name)


@intent("locals_of_country")
def locals_of_country(world: World) -> Iterator[Case]:
    """The local members of a country, and none of another."""
    for country in {m.country for m in world.members if m.country}:
        here = [m for m in world.members if m.country == country]
        elsewhere = [m.short_name for m in world.members if m.country and m.country != country]
        names = tuple(m.short_name for m in here)
        yield case(gold(here, contains=names, excludes=some(elsewhere, world.rng, 2)), country=country)


@intent("members_list")
def members_list(world: World) -> Iterator[Case]:
    """All members."""
    yield case(gold(world.members, contains=some((m.short_name for m in world.members), world.rng)))


@intent("members_count")
def members_count(world: World) -> Iterator[Case]:
    """How many members there are."""
    yield case(number(len(world.members), world.members))


@intent("members_count_level")
def members_count_level(world: World) -> Iterator[Case]:
    """How many members are countries, or places in countries."""
    for level in ("national", "local"):
        there = [m for m in world.members if m.local == (level == "local")]
        yield case(number(len(there), there), level=level)


@intent("website")
def website(world: World) -> Iterator[Case]:
    """The address under "Lead Ministry"."""
    for m in world.members:
        if m.website:
            yield case(gold(m, contains=(m.website.rstrip("/"),)), member=m)


@intent("website_missing")
def website_missing(world: World) -> Iterator[Case]:
    """A page without that section."""
    for m in world.members:
        if not m.website:
            yield case(NOT_FOUND, member=m)


@intent("plan_number")
def plan_number(world: World) -> Iterator[Case]:
    """Which plan it is."""
    for m in world.members:
        yield case(number(m.plan.number, m), member=m)


@intent("plan_period")
def plan_period(world: World) -> Iterator[Case]:
    """The period of the plan; both where the page contradicts itself."""
    for m in world.members:
        yield case(gold(m, contains=periods(m)), member=m)


@intent("plan_count")
def plan_count(world: World) -> Iterator[Case]:
    """The plan's number of commitments; both where the page contradicts itself."""
    for m in world.members:
        yield case(plan_counts(m), member=m)


@intent("plan_focus")
def plan_focus(world: World) -> Iterator[Case]:
    """The focus of the plan, where one is given."""
    for m in world.members:
        if m.plan.focus:
            yield case(gold(m, contains=m.plan.focus), member=m)


@intent("plan_themes")
def plan_themes(world: World) -> Iterator[Case]:
    """The themes of the plan, where the page has no other words for its contents."""
    for m in world.members:
        if m.plan.themes and not m.plan.focus:
            yield case(gold(m, contains=m.plan.themes), member=m)


@intent("plan_latest")
def plan_latest(world: World) -> Iterator[Case]:
    """The current plan, by its period; a report on it is no plan."""
    for m in world.members:
        reports = ("Design Report", "Results Report")
        yield case(gold(m, any_of=either_dash(m.plan.period), excludes=reports), member=m)


@intent("profile")
def profile(world: World) -> Iterator[Case]:
    """A member's name alone gets a short profile: the year of joining or the plan's period stands in it."""
    for m in world.members:
        yield case(gold(m, any_of=(str(m.since), m.plan.period)), member=m)


@intent("section_empty_list")
def section_empty_list(world: World) -> Iterator[Case]:
    """A page that states a number of commitments and lists none."""
    for m in world.members:
        if not m.commitments:
            yield case(plan_counts(m), member=m)


@intent("not_stated_member", "absent_topic")
def not_stated_member(world: World) -> Iterator[Case]:
    """What no page says about a member, and a topic that none of its commitments has."""
    for m in world.members:
        yield case(NOT_FOUND, member=m)
