"""Every name that the records and the world give, as it may be typed: members, people, titles, areas, places."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from anyascii import anyascii

from ogpqa.questions import places
from ogpqa.questions.text import fold, key, tokenise
from ogpqa.types import Commitment, Contact, Definition, Member, Post, Record, Resource

_TITLE_WORDS = 3  # a title with fewer words is found as a topic, since "Open Data" is also an area and a common phrase


@dataclass(frozen=True, slots=True)
class Name:
    """One way to write something: `kind` is a filter ("members", "persons" …) or "places"; `values` what it may be."""

    text: str
    kind: str
    values: tuple[str, ...]


def member_names(members: Mapping[str, Member]) -> Iterable[Name]:
    """The names of members, full and short, with their country's code."""
    national = {key(n): m.member_id for m in members.values() if m.level == "national" for n in (m.name, m.short_name)}
    for member in members.values():
        own = [member.name, member.short_name]
        if member.level == "national":
            code = places.territory_code(member.name)
            own += [code] if code else []
            own += places.short_forms(member.short_name)
        else:
            own += local_forms(member)
        for text in dict.fromkeys(own):
            # A local member never takes a country's name from the country.
            if member.level == "local" and key(text) in national:
                continue
            yield Name(text, "members", (member.member_id,))


def former_names(members: Mapping[str, Member], records: Sequence[Record]) -> Iterable[Name]:
    """What other pages of a member call it: the name that it had, or has now."""
    for record in records:
        if isinstance(record, Member) and record.name != members[record.member_id].name:
            yield from (
                Name(n, "members", (record.member_id,)) for n in dict.fromkeys((record.name, record.short_name))
            )


def world(members: Mapping[str, Member], lang: str) -> Iterable[Name]:
    """Countries and cities of the world: members, countries of local members, or places that are neither."""
    national = {places.territory_code(m.short_name): m.member_id for m in members.values() if m.level == "national"}
    local = {places.city_name(m.short_name): m.member_id for m in members.values() if m.level == "local"}
    local |= {places.city_name(n): m.member_id for m in members.values() if m.level == "local" for n in local_forms(m)}
    countries = {places.territory_code(m.country): m.country for m in members.values() if m.country}
    taken = {key(n) for m in members.values() for n in (m.name, m.short_name, *local_forms(m))}
    world = places.load_places(lang)
    for code, names in world.territories.items():
        kind, value = _owner(code, national, countries)
        # A local member may be called like a country ("Georgia"); then the country is its own.
        yield from (Name(n, kind, (value or names[0],)) for n in names if kind == "members" or key(n) not in taken)
    for city, names in world.cities.items():
        kind, value = ("members", local[city]) if city in local else ("places", city)
        yield from (Name(n, kind, (value,)) for n in names if kind == "members" or key(n) not in taken)
    if lang == "en":
        for code, adjectives in places.load_aliases().demonyms.items():
            if code in national:
                yield from (Name(a, "members", (national[code],)) for a in adjectives if key(a) not in taken)
        for letters, code in places.three_letter_codes().items():
            kind, value = _owner(code, national, countries)
            if code in world.territories and key(letters) not in taken:
                yield Name(letters, kind, (value or world.territories[code][0],))
        known = {key(n) for names in places.load_places("en").territories.values() for n in names} | taken
        yield from (Name(n, "places", (n,)) for n in places.load_aliases().others if key(n) not in known)


def _owner(
    code: str, national: Mapping[str | None, str], countries: Mapping[str | None, str]
) -> tuple[str, str | None]:
    if code in national:
        return "members", national[code]
    return ("countries", countries[code]) if code in countries else ("places", None)


def local_forms(member: Member) -> list[str]:
    """Other forms of a local member's name: without "State" or with "City", and with its country."""
    droppable = places.load_aliases().droppable
    words = member.short_name.split()
    core = [word for word in words if fold(word) not in droppable]
    forms = [" ".join(core)] if core and len(core) < len(words) else [f"{member.short_name} City"]
    forms += [f"{member.short_name} {member.country}"] if member.country else []
    return forms


def record_names(records: Sequence[Record]) -> Iterable[Name]:
    """The names of people, organisations, roles, titles, areas, document types and terms."""
    for record in records:
        match record:
            case Contact():
                yield Name(record.name, "persons", (record.name,))
                yield Name(plain_name(record.name), "persons", (record.name,))
                parts = (record.organisation or "").split(", ")
                for organisation in {record.organisation or "", *parts}:
                    if len(tokenise(organisation)) > 1:
                        yield Name(organisation, "organisations", (organisation,))
                if record.role and len(tokenise(record.role)) > 1:
                    yield Name(record.role, "roles", (record.role,))
            case Commitment() | Resource() | Post():
                if len(tokenise(record.title)) >= _TITLE_WORDS:
                    yield Name(record.title, "titles", (record.title,))
                if isinstance(record, Commitment) and record.area:
                    yield Name(record.area, "areas", (record.area,))
                    yield Name(record.area.replace("&", " and "), "areas", (record.area,))
                if isinstance(record, Resource) and record.resource_type:
                    yield Name(record.resource_type, "resource_types", (record.resource_type,))
            case Definition():
                yield Name(record.term, "terms", (record.term,))
                if record.code:
                    yield Name(record.code, "terms", (record.term,))


def plain_name(name: str) -> str:
    """A person's name without honorifics ("Dr Anne Nzegwu" is "Anne Nzegwu")."""
    honorifics = places.load_aliases().honorifics
    kept = [word for word in name.split() if fold(word).rstrip(".") not in honorifics]
    return " ".join(kept) or name


def spoken(members: Mapping[str, Member], records: Sequence[Record]) -> tuple[tuple[str, Name], ...]:
    """Each member's short names and each person's name without accents and capitals, single spaces between words."""
    names = [Name(text, "members", (m.member_id,)) for m in members.values() for text in (m.short_name, *_bare(m))]
    people = dict.fromkeys(r.name for r in records if isinstance(r, Contact))
    names += [Name(plain_name(person), "persons", (person,)) for person in people]
    return tuple((" ".join(anyascii(name.text).lower().replace("-", " ").split()), name) for name in names)


def _bare(member: Member) -> list[str]:
    return [form for form in local_forms(member)[:1] if member.level == "local"]
