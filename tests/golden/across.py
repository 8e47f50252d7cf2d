"""Cases on several members at once, and on what all pages share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from tests.golden.cases import Case, World, case, gold, intent, number, some
from tests.golden.commitments import all_commitments
from tests.synthetic.facts import SyntheticMember


@intent("compare_total")
def compare_total(world: World) -> Iterator[Case]:
    """Which has more commitments, listed in total as well as in the current plan."""
    for a, b in world.pairs(150):
        more = max(a, b, key=lambda m: len(m.commitments))
        less = b if more is a else a
        ahead = min(more.plan.n_commitments, more.plan.sentence_n_commitments) > max(
            less.plan.n_commitments, less.plan.sentence_n_commitments
        )
        if ahead and len(more.commitments) > len(less.commitments) > 0:
            yield case(gold((a, b), contains=(more.short_name,)), member=a, member2=b)


@intent("compare_year")
def compare_year(world: World) -> Iterator[Case]:
    """Which made more commitments in a year in which both made some."""
    for a, b in world.pairs(200):
        for year in set(a.years) & set(b.years):
            na, nb = len(a.of_year(year)), len(b.of_year(year))
            if na != nb:
                more = a if na > nb else b
                yield case(
                    gold((a, b), contains=(more.short_name, str(max(na, nb)))), member=a, member2=b, year=str(year)
                )


@intent("compare_area")
def compare_area(world: World) -> Iterator[Case]:
    """Which has more commitments in an area in which both have some."""
    for a, b in world.pairs(200):
        for area in set(a.areas()) & set(b.areas()):
            na, nb = len(a.of_area(area)), len(b.of_area(area))
            if na != nb:
                more = a if na > nb else b
                yield case(gold((a, b), contains=(more.short_name, str(max(na, nb)))), member=a, member2=b, area=area)


def holders(world: World, title: str) -> list[SyntheticMember]:
    """The members with a commitment of that title."""
    return [m for m, c in all_commitments(world) if c.title == title]


@intent("across_topic")
def across_topic(world: World) -> Iterator[Case]:
    """The members with a commitment on a topic, by the title's words."""
    for title, topic in {(c.title, c.topic) for _, c in all_commitments(world)}:
        members = holders(world, title)
        if 2 <= len(members) <= 12:
            yield case(gold(members, contains=tuple(m.short_name for m in members)), topic=topic)


@intent("across_title")
def across_title(world: World) -> Iterator[Case]:
    """The members with a commitment of a title."""
    for title in {c.title for _, c in all_commitments(world)}:
        members = holders(world, title)
        if 2 <= len(members) <= 12:
            yield case(gold(members, contains=tuple(m.short_name for m in members)), title=title)


@intent("across_area")
def across_area(world: World) -> Iterator[Case]:
    """The members with a commitment in an area."""
    for area in {c.area for _, c in all_commitments(world) if c.area}:
        members = [m for m in world.members if m.of_area(area)]
        if len(members) <= 12:
            yield case(gold(members, contains=tuple(m.short_name for m in members)), area=area)


@intent("across_area_count")
def across_area_count(world: World) -> Iterator[Case]:
    """How many members have a commitment in an area."""
    for area in {c.area for _, c in all_commitments(world) if c.area}:
        members = [m for m in world.members if m.of_area(area)]
        yield case(number(len(members), members), area=area)


@intent("across_starred")
def across_starred(world: World) -> Iterator[Case]:
    """The members with starred commitments, by name."""
    members = [m for m in world.members if any(c.starred for c in m.commitments)]
    if members:
        yield case(gold(members, contains=some((m.short_name for m in members), world.rng)))


@intent("across_year_count")
def across_year_count(world: World) -> Iterator[Case]:
    """How many commitments all members made in a year."""
    for year, n in Counter(c.year for _, c in all_commitments(world)).items():
        yield case(number(n, [m for m in world.members if m.of_year(year)]), year=str(year))


@intent("across_most")
def across_most(world: World) -> Iterator[Case]:
    """The member that lists the most commitments."""
    top = sorted(world.members, key=lambda m: -len(m.commitments))
    if len(top) > 1 and len(top[0].commitments) > len(top[1].commitments):
        yield case(gold(top[0], contains=(top[0].short_name,)))


@intent("definition_term")
def definition_term(world: World) -> Iterator[Case]:
    """What a term means."""
    explaining = [m for m in world.members if m.terms]
    for term, text in explaining[0].terms if explaining else ():
        yield case(gold(explaining, contains=(text,)), term=term)


@intent("definition_code")
def definition_code(world: World) -> Iterator[Case]:
    """What a code of the key means."""
    explaining = [m for m in world.members if m.codes]
    for code, name, text in explaining[0].codes if explaining else ():
        yield case(gold(explaining, contains=(text or name,)), term=code)


@intent("posts")
def posts(world: World) -> Iterator[Case]:
    """The titles of a member's posts."""
    for m in world.members:
        if m.posts:
            yield case(gold(m, contains=tuple(title for title, _ in m.posts)), member=m)


@intent("post_about")
def post_about(world: World) -> Iterator[Case]:
    """What a post says."""
    for title, text in {p for m in world.members for p in m.posts}:
        showing = [m for m in world.members if (title, text) in m.posts]
        yield case(gold(showing, contains=(" ".join(text.split()[:6]),)), post=title)


@intent("guide")
def guide(world: World) -> Iterator[Case]:
    """The guide that a page recommends."""
    for m in world.members:
        if m.guide:
            yield case(gold(m, contains=(m.guide[0],)), member=m)
