"""Cases on what no page answers: absent members, other subjects, tricks, noise and too little to go by."""

from __future__ import annotations

from collections.abc import Iterator

from tests.golden.cases import NOT_FOUND, Case, World, case, intent


@intent("absent_contact", "absent_since", "absent_plan")
def absent(world: World) -> Iterator[Case]:
    """A place that is no member here and home of none."""
    for name in world.absent:
        yield case(NOT_FOUND, absent=name)


@intent("absent_related")
def absent_related(world: World) -> Iterator[Case]:
    """A country of which only a place is a member, or the other way round: neither answers for the other."""
    names = {m.short_name for m in world.members} | {m.name for m in world.members}
    for m in world.members:
        if m.country and m.country not in names:
            yield case(NOT_FOUND, absent=m.country)


@intent("out_of_scope", "injection", "garbage", "vague")
def nothing(world: World) -> Iterator[Case]:
    """A question with no slot and no answer."""
    yield case(NOT_FOUND)
