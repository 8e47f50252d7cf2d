"""Cases on commitments: codes, titles, topics, lists and counts by year and area."""

from __future__ import annotations

from collections.abc import Iterator

from tests.golden.cases import NOT_FOUND, Case, World, case, gold, intent, number, some
from tests.synthetic.facts import SyntheticCommitment, SyntheticMember


def listing(world: World) -> Iterator[SyntheticMember]:
    """The members that list commitments."""
    return (m for m in world.members if m.commitments)


def all_commitments(world: World) -> Iterator[tuple[SyntheticMember, SyntheticCommitment]]:
    """Each commitment with its member."""
    return ((m, c) for m in world.members for c in m.commitments)


def codes(rows: tuple[SyntheticCommitment, ...]) -> tuple[str, ...]:
    """The codes of commitments."""
    return tuple(c.code for c in rows)


@intent("code_lookup")
def code_lookup(world: World) -> Iterator[Case]:
    """The title of a code."""
    for m, c in all_commitments(world):
        yield case(gold(m, contains=(c.title,)), code=c.code)


@intent("code_year")
def code_year(world: World) -> Iterator[Case]:
    """The year of a code."""
    for m, c in all_commitments(world):
        yield case(gold(m, contains=(str(c.year),)), code=c.code)


@intent("code_area")
def code_area(world: World) -> Iterator[Case]:
    """The area of a code, where the page gives one."""
    for m, c in all_commitments(world):
        if c.area:
            yield case(gold(m, contains=(c.area,)), code=c.code)


@intent("code_member")
def code_member(world: World) -> Iterator[Case]:
    """The member of a code."""
    for m, c in all_commitments(world):
        yield case(gold(m, contains=(m.short_name,)), code=c.code)


@intent("title_code", "title_lookup")
def title_code(world: World) -> Iterator[Case]:
    """The code of a member's title."""
    for m, c in all_commitments(world):
        yield case(gold(m, contains=(c.code,)), member=m, title=c.title)


@intent("title_year")
def title_year(world: World) -> Iterator[Case]:
    """The year of a member's title."""
    for m, c in all_commitments(world):
        yield case(gold(m, contains=(str(c.year),)), member=m, title=c.title)


@intent("title_area")
def title_area(world: World) -> Iterator[Case]:
    """The area of a member's title."""
    for m, c in all_commitments(world):
        if c.area:
            yield case(gold(m, contains=(c.area,)), member=m, title=c.title)


@intent("topic")
def topic(world: World) -> Iterator[Case]:
    """The commitment on a topic in the title's words."""
    for m, c in all_commitments(world):
        yield case(gold(m, contains=(c.code,)), member=m, topic=c.topic)


@intent("topic_other_words")
def topic_other_words(world: World) -> Iterator[Case]:
    """The commitment on a topic in other words than the title's."""
    for m, c in all_commitments(world):
        if c.paraphrase:
            yield case(gold(m, contains=(c.code,)), member=m, topic=c.paraphrase)


@intent("topic_year")
def topic_year(world: World) -> Iterator[Case]:
    """When a member committed to a topic."""
    for m, c in all_commitments(world):
        yield case(gold(m, contains=(str(c.year),)), member=m, topic=c.topic)


@intent("topic_exists")
def topic_exists(world: World) -> Iterator[Case]:
    """Whether a member has a commitment on a topic that it has one on."""
    for m, c in all_commitments(world):
        yield case(gold(m, any_of=(c.code, c.title)), member=m, topic=c.topic)


@intent("list_year")
def list_year(world: World) -> Iterator[Case]:
    """All commitments of one year, none of another."""
    for m in listing(world):
        for year in m.years:
            others = some((c.code for c in m.commitments if c.year != year), world.rng, 2)
            yield case(gold(m, contains=codes(m.of_year(year)), excludes=others), member=m, year=str(year))


@intent("count_year")
def count_year(world: World) -> Iterator[Case]:
    """How many commitments a member made in a year."""
    for m in listing(world):
        for year in m.years:
            yield case(number(len(m.of_year(year)), m), member=m, year=str(year))


@intent("list_area")
def list_area(world: World) -> Iterator[Case]:
    """All commitments in one area."""
    for m in listing(world):
        for area in m.areas():
            yield case(gold(m, contains=codes(m.of_area(area))), member=m, area=area)


@intent("count_area")
def count_area(world: World) -> Iterator[Case]:
    """How many commitments are in one area."""
    for m in listing(world):
        for area, n in m.areas().items():
            yield case(number(n, m), member=m, area=area)


@intent("list_year_area")
def list_year_area(world: World) -> Iterator[Case]:
    """Commitments of one year in one area: none of another year."""
    for m in listing(world):
        for year, area in {(c.year, c.area) for c in m.commitments if c.area}:
            rows = tuple(c for c in m.of_area(area) if c.year == year)
            others = tuple(c.code for c in m.of_area(area) if c.year != year)
            expected = gold(m, contains=codes(rows), excludes=others)
            yield case(expected, member=m, area=area, year=str(year))


@intent("count_year_area")
def count_year_area(world: World) -> Iterator[Case]:
    """How many commitments of one year are in one area."""
    for found in list_year_area(world):
        member = found.slots["member"]
        assert isinstance(member, SyntheticMember)
        yield case(number(len(found.gold.contains), member), **found.slots)


@intent("count_total")
def count_total(world: World) -> Iterator[Case]:
    """How many commitments a page lists over all plans."""
    for m in listing(world):
        yield case(number(len(m.commitments), m), member=m)


@intent("list_total")
def list_total(world: World) -> Iterator[Case]:
    """All commitments: every code of a short list, the total of a long one."""
    for m in listing(world):
        short = len(m.commitments) <= 30
        yield case(gold(m, contains=codes(m.commitments)) if short else number(len(m.commitments), m), member=m)


@intent("starred_list")
def starred_list(world: World) -> Iterator[Case]:
    """The starred commitments of a member."""
    for m in listing(world):
        if starred := tuple(c for c in m.commitments if c.starred):
            plain = some((c.code for c in m.commitments if not c.starred), world.rng, 2)
            yield case(gold(m, contains=tuple(c.title for c in starred), excludes=plain), member=m)


@intent("starred_count")
def starred_count(world: World) -> Iterator[Case]:
    """How many starred commitments a member has."""
    for m in listing(world):
        if n := sum(c.starred for c in m.commitments):
            yield case(number(n, m), member=m)


@intent("current_list", "latest_list")
def current_list(world: World) -> Iterator[Case]:
    """The commitments of the newest plan, none of an older one."""
    for m in listing(world):
        newest = m.of_year(m.years[0])
        older = some((c.code for c in m.commitments if c.year != m.years[0]), world.rng, 2)
        if m.plan.period == m.plan.sentence_period:
            yield case(gold(m, contains=codes(newest), excludes=older), member=m)


@intent("first_year")
def first_year(world: World) -> Iterator[Case]:
    """The year of the oldest commitments."""
    for m in listing(world):
        yield case(gold(m, contains=(str(m.years[-1]),)), member=m)


@intent("latest_year")
def latest_year(world: World) -> Iterator[Case]:
    """The year of the newest commitments."""
    for m in listing(world):
        yield case(gold(m, contains=(str(m.years[0]),)), member=m)


@intent("years_list")
def years_list(world: World) -> Iterator[Case]:
    """All years with commitments."""
    for m in listing(world):
        yield case(gold(m, contains=tuple(map(str, m.years))), member=m)


@intent("areas_list")
def areas_list(world: World) -> Iterator[Case]:
    """All areas with commitments, where they are few."""
    for m in listing(world):
        if len(m.areas()) <= 12:
            yield case(gold(m, contains=tuple(m.areas())), member=m)


@intent("most_area")
def most_area(world: World) -> Iterator[Case]:
    """The area with the most commitments, where one leads."""
    for m in listing(world):
        top = m.areas().most_common(2)
        if len(top) == 2 and top[0][1] > top[1][1]:
            yield case(gold(m, contains=(top[0][0],)), member=m)


@intent("most_year")
def most_year(world: World) -> Iterator[Case]:
    """The year with the most commitments, where one leads."""
    for m in listing(world):
        top = sorted(((len(m.of_year(y)), y) for y in m.years), reverse=True)
        if len(top) > 1 and top[0][0] > top[1][0]:
            yield case(gold(m, contains=(str(top[0][1]),)), member=m)


@intent("exists_area")
def exists_area(world: World) -> Iterator[Case]:
    """Whether a member has commitments in an area that it has some in."""
    for m in listing(world):
        for area in m.areas():
            yield case(gold(m, any_of=("yes", *codes(m.of_area(area)))), member=m, area=area)


@intent("exists_year")
def exists_year(world: World) -> Iterator[Case]:
    """Whether a member has commitments of a year that it has some of."""
    for m in listing(world):
        for year in m.years:
            yield case(gold(m, any_of=("yes", *codes(m.of_year(year)))), member=m, year=str(year))


@intent("absent_code")
def absent_code(world: World) -> Iterator[Case]:
    """Codes that no page lists: beyond the last of a member, and with an unknown prefix."""
    for m in listing(world):
        prefix = m.commitments[0].code[:-4]
        yield case(NOT_FOUND, code=f"{prefix}{world.rng.randint(150, 990):04d}")
    yield case(NOT_FOUND, code="ZQ0007")


@intent("not_stated_commitment")
def not_stated_commitment(world: World) -> Iterator[Case]:
    """What no page says about a commitment."""
    for _, c in all_commitments(world):
        yield case(NOT_FOUND, code=c.code)
