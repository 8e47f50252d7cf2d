"""What can be asked of a corpus: a case is the words to fill in and the gold that an answer is judged by."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from tests.synthetic.facts import SyntheticMember

SlotValue = str | SyntheticMember
TYPE_WORDS = {  # type on the page -> one, many
    "Action Plan": ("action plan", "action plans"),
    "IRM Report": ("IRM report", "IRM reports"),
    "Report Comments": ("report comments", "report comments"),
    "Self Assessment": ("self-assessment", "self-assessments"),
    "Letter": ("letter", "letters"),
    "Research Product": ("research product", "research products"),
}


@dataclass(frozen=True, slots=True)
class Gold:
    """What an answer must hold and must not hold; `number` counts digits and words up to sixteen."""

    pages: tuple[str, ...] = ()
    status: str = "answered"
    contains: tuple[str, ...] = ()
    any_of: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()
    number: int | None = None


NOT_FOUND = Gold(status="not_found")


@dataclass(frozen=True, slots=True)
class Case:
    """The words for a wording's slots, and the gold."""

    slots: Mapping[str, SlotValue]
    gold: Gold


@dataclass(frozen=True, slots=True)
class World:
    """A corpus of synthetic members, as the intents see it."""

    members: tuple[SyntheticMember, ...]
    absent: tuple[str, ...] = ()
    rng: random.Random = field(default_factory=random.Random)

    def pairs(self, n: int = 60) -> Iterator[tuple[SyntheticMember, SyntheticMember]]:
        """n random ordered pairs of different members, none of which is the other's country or namesake."""
        for _ in range(n):
            a, b = self.rng.sample(self.members, 2)
            if a.country != b.name and b.country != a.name:
                yield a, b

    def same_country(self, member: SyntheticMember) -> tuple[SyntheticMember, ...]:
        """The other members of its country: the national one and the local ones."""
        home = member.country or member.name
        return tuple(m for m in self.members if m is not member and (m.country or m.name) == home)


Intent = Callable[[World], Iterable[Case]]
INTENTS: dict[str, Intent] = {}


def intent(*names: str) -> Callable[[Intent], Intent]:
    """Register the cases of one or more intents (keys of the wordings)."""

    def register(function: Intent) -> Intent:
        for name in names:
            INTENTS[name] = function
        return function

    return register


@cache
def relation_of() -> Mapping[str, str]:
    """The relation that each intent asks for, or the refusal that it deserves, from relations.toml."""
    table = tomllib.loads((Path(__file__).parent / "relations.toml").read_text(encoding="utf-8"))
    return {kind: relation for relation, kinds in table.items() for kind in kinds}


def gold(member: SyntheticMember | Sequence[SyntheticMember], **wanted: object) -> Gold:
    """Gold with the page of the member, or the pages of several."""
    members = (member,) if isinstance(member, SyntheticMember) else tuple(member)
    return replace(Gold(tuple(m.page_id for m in members)), **wanted)  # type: ignore[arg-type]


def case(expected: Gold, **slots: SlotValue) -> Case:
    """A case of its slots."""
    return Case(slots, expected)


def some(items: Iterable[str], rng: random.Random, n: int = 8) -> tuple[str, ...]:
    """All items when they are few, else n of them: a long list may be shown in parts."""
    listed = tuple(dict.fromkeys(items))
    return listed if len(listed) <= n else tuple(rng.sample(listed, n))


def number(n: int, member: SyntheticMember | Sequence[SyntheticMember]) -> Gold:
    """Gold of a count."""
    return gold(member, number=n)


def either_dash(period: str) -> tuple[str, ...]:
    """A period with each of the dashes that pages write."""
    start, end = period.split("-")
    return tuple(f"{start}{dash}{end}" for dash in ("-", "–", " – ", " - "))


def periods(member: SyntheticMember) -> tuple[str, ...]:
    """The period or, where the page contradicts itself, both."""
    return tuple(dict.fromkeys((member.plan.period, member.plan.sentence_period)))


def plan_counts(member: SyntheticMember, **more: object) -> Gold:
    """Gold of the plan's number of commitments: both numbers where the page contradicts itself."""
    plan = member.plan
    if plan.n_commitments == plan.sentence_n_commitments:
        return gold(member, number=plan.n_commitments, **more)
    return gold(member, contains=(str(plan.n_commitments), str(plan.sentence_n_commitments)), **more)
