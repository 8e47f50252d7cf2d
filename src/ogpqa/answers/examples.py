"""Questions to offer: examples that an index surely answers, and other readings of a question.

The wordings are data (`[examples]` in wordings/<lang>.toml, a pattern a relation); the members come from the index, by
the name that the language has for them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from ogpqa.answers.facts import Facts
from ogpqa.answers.wording import load_wording
from ogpqa.questions import places
from ogpqa.questions.language import LANGUAGES
from ogpqa.questions.relations import load_relations
from ogpqa.types import Member, Query

_MOST, _MOST_KIN = 5, 2  # other readings that are offered; of them, about other members
_COMPARE = "compare"  # the pattern for two members


def examples(lang: str, facts: Facts) -> Iterator[tuple[str, Iterator[str]]]:
    """For each pattern of a language its relation and the questions to choose from, each about another member.

    Questions are made when they are asked for: most are not.
    """
    patterns, members = _patterns(lang), list(facts.members.values())
    for i, (relation, pattern) in enumerate(patterns.items()):
        # Spread over the index, so that the examples show more than its first member.
        start = i * len(members) // len(patterns)
        yield relation, _choice(relation, pattern, (*members[start:], *members[:start]), lang, facts)


def _choice(relation: str, pattern: str, members: Sequence[Member], lang: str, facts: Facts) -> Iterator[str]:
    known = (m for m in members if _has(relation, m.member_id, facts))
    for asked in pairwise(known) if relation == _COMPARE else ((m,) for m in known):
        yield from (pattern.format(*names) for names in _named(asked, lang, facts))


def questions_about(member_id: str, lang: str, facts: Facts) -> tuple[str, ...]:
    """What can be asked about one member: a question for each pattern whose records it has."""
    member = facts.members.get(member_id)
    if member is None:
        return ()
    own = {r: p for r, p in _patterns(lang).items() if r != _COMPARE and _has(r, member_id, facts)}
    return tuple(pattern.format(_name_in(member, lang, facts)) for pattern in own.values())


def other_readings(query: Query, relations: Sequence[str], facts: Facts) -> tuple[str, ...]:
    """What a question may have meant instead: other members with a name like that, other relations, best first."""
    patterns, asked = _patterns(query.lang), query.filters.members
    meant = [facts.members[m] for m in asked if m in facts.members]
    if len(meant) != 1:
        return ()
    member = meant[0]
    found: list[str] = []
    if pattern := patterns.get(query.relation or ""):
        kin = [m for m in _kin(member, facts) if _has(query.relation or "", m.member_id, facts)]
        found += [pattern.format(_name_in(m, query.lang, facts)) for m in kin[:_MOST_KIN]]
    name = _name_in(member, query.lang, facts)
    others = [r for r in dict.fromkeys(relations) if r in patterns and r not in (query.relation, _COMPARE)]
    found += [patterns[r].format(name) for r in others if _has(r, member.member_id, facts)]
    return tuple(found[:_MOST])


def _patterns(lang: str) -> Mapping[str, str]:
    """The patterns of a language by relation, in the order in which they are offered; else the English ones."""
    wording = load_wording(lang)
    found = wording.tables.get("examples") or (wording.fallback or wording).tables.get("examples", {})
    return {name: str(pattern) for name, pattern in found.items()}


def _has(relation_name: str, member_id: str, facts: Facts) -> bool:
    """Whether the records of a member hold what the relation asks for."""
    relation = load_relations().get("member_since" if relation_name == _COMPARE else relation_name)
    rows = facts.rows(relation.record, [member_id]) if relation and relation.record else []
    return any(relation and (relation.value is None or getattr(row, relation.value)) for row in rows)


def _kin(member: Member, facts: Facts) -> Iterable[Member]:
    """Members that the same name may have meant: the country of a city, the cities of a country."""
    country = member.country or member.name
    return (m for m in facts.members.values() if m is not member and country in (m.name, m.country))


def _named(members: Sequence[Member], lang: str, facts: Facts) -> Iterator[tuple[str, ...]]:
    """The members by the names of the language, then by those of their pages, which are always understood."""
    own = tuple(_name_in(member, lang, facts) for member in members)
    if own != (given := tuple(member.name for member in members)):
        yield own
    yield given


def _name_in(member: Member, lang: str, facts: Facts) -> str:
    """What people of the language call the member; the page's full name where a shorter one is another's too."""
    if facts.is_shared(member.short_name):
        return member.name
    if lang == "en" or lang not in LANGUAGES:
        return member.short_name
    code = places.territory_code(member.name) if member.level == "national" else None
    city = places.city_name(member.short_name) if member.level == "local" else None
    known = places.load_places(lang)
    names = known.territories.get(code or "", ()) or known.cities.get(city or "", ())
    return names[0] if names else member.short_name
