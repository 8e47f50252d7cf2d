"""The names that the index knows, each as it may be typed: members, people, titles, types, areas, terms, codes.

Built from the records when an index is opened, so a new page needs no code. Keys are names without case, accents,
spaces and hyphens (`text.key`).
"""

from __future__ import annotations

from collections import ChainMap, defaultdict
from collections.abc import Iterable, Mapping, MutableMapping, Sequence
from dataclasses import dataclass, replace

from anyascii import anyascii

from ogpqa.questions import places
from ogpqa.questions.spellings import Spellings
from ogpqa.questions.text import fold, is_unspaced, key, stem_key, tokenise
from ogpqa.types import Commitment, Contact, Definition, Member, Post, Record, Resource

_TITLE_WORDS = 3  # a title with fewer words is found as a topic, since "Open Data" is also an area and a common phrase


@dataclass(frozen=True, slots=True)
class Name:
    """One way to write something: `kind` is a filter ("members", "persons" …) or "places"; `values` what it may be."""

    text: str
    kind: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Names by key, and by script for look-up inside unspaced text; single words of people's names."""

    by_key: MutableMapping[str, tuple[Name, ...]]
    unspaced: tuple[Name, ...]  # longest first
    members: Mapping[str, Member]
    person_words: Mapping[str, tuple[str, ...]]  # folded word -> people who bear it
    person_spellings: Spellings
    code_prefixes: frozenset[str]
    codes: frozenset[str]
    vocabulary: frozenset[str]  # folded words of the corpus' names and titles
    short: frozenset[str]  # short names and country codes: they must be typed as written ("KR", "CIV", never "kr")
    longest: int  # words of the longest name
    local: frozenset[str]  # ids of local members
    place_keys: Spellings  # keys of members, countries and places
    several_words: MutableMapping[
        str, tuple[tuple[tuple[str, ...], Name], ...]
    ]  # first 3 letters -> names of places in words
    soft_words: frozenset[str]  # folded words of areas, document types and terms
    spoken: tuple[tuple[str, Name], ...]  # members and people as they sound, in plain Latin letters
    years: tuple[int, int]  # the first and the last year that a record bears
    title_types: Mapping[str, frozenset[str]]  # title -> record types that bear it

    def member_name(self, member_id: str) -> str:
        """The name of a member as its page writes it, or the id itself."""
        member = self.members.get(member_id)
        return member.name if member else member_id


class Gazetteers:
    """The names of one index by language: what the records and English call things, and the world's places besides."""

    def __init__(self, records: Sequence[Record]) -> None:
        self._members: dict[str, Member] = {}
        for record in records:
            if isinstance(record, Member):
                self._members.setdefault(record.member_id, record)
        self._english = self._base(records)
        self._made: dict[str, Gazetteer] = {"en": self._english}

    def in_language(self, lang: str) -> Gazetteer:
        """The English names with those of another language over them; made once a language."""
        if lang not in self._made:
            self._made[lang] = self._with(list(_world(self._members, lang)))
        return self._made[lang]

    def _base(self, records: Sequence[Record]) -> Gazetteer:
        names = [*_member_names(self._members), *_former_names(self._members, records)]
        names += [*_record_names(records), *_world(self._members, "en")]
        by_key = _by_key(names)
        people = _person_words(records)
        codes = frozenset(r.code for r in records if isinstance(r, Commitment) and r.code)
        return Gazetteer(
            by_key=by_key,
            unspaced=_longest_first(names),
            members=self._members,
            person_words=people,
            person_spellings=Spellings(people),
            code_prefixes=frozenset(code.rstrip("0123456789") for code in codes),
            codes=codes,
            vocabulary=_vocabulary(records),
            short=_as_written(names),
            longest=max((len(tokenise(n.text)) for n in names), default=1),
            local=frozenset(m.member_id for m in self._members.values() if m.level == "local"),
            place_keys=Spellings(_place_keys(by_key)),
            several_words=_several_words(names),
            soft_words=frozenset(t.fold for n in names if n.kind in _STEMMED for t in tokenise(n.text)),
            spoken=_spoken(self._members, records),
            years=_years(records),
            title_types=_title_types(records),
        )

    def _with(self, names: Sequence[Name]) -> Gazetteer:
        """The base with more names of places; the base's tables are shared, not copied."""
        base = self._english
        own = {form: _merged((*base.by_key.get(form, ()), *found)) for form, found in _by_key(names).items()}
        several = {
            start: (*base.several_words.get(start, ()), *pairs) for start, pairs in _several_words(names).items()
        }
        return replace(
            base,
            by_key=ChainMap(own, base.by_key),
            unspaced=_longest_first((*base.unspaced, *names)),
            longest=max(base.longest, *(len(tokenise(n.text)) for n in names)),
            place_keys=Spellings((*base.place_keys.words, *_place_keys(own))),
            several_words=ChainMap(several, base.several_words),
        )


def _by_key(names: Iterable[Name]) -> dict[str, tuple[Name, ...]]:
    found: dict[str, list[Name]] = defaultdict(list)
    for name in names:
        for form in {key(name.text), stem_key(name.text)} if name.kind in _STEMMED else {key(name.text)}:
            if form:
                found[form].append(name)
    return {form: _merged(same) for form, same in found.items()}


def _longest_first(names: Iterable[Name]) -> tuple[Name, ...]:
    return tuple(sorted((n for n in names if is_unspaced(n.text)), key=lambda n: -len(n.text)))


def _as_written(names: Iterable[Name]) -> frozenset[str]:
    """Codes of countries and other names of one or two letters, but for those that people write small ("uk", "usa")."""
    texts = {n.text for n in names}
    codes = places.three_letter_codes()
    return frozenset(t for t in texts if len(t) <= 2 or (t in codes and key(t) not in texts))


def _place_keys(by_key: Mapping[str, Sequence[Name]]) -> tuple[str, ...]:
    return tuple(form for form, found in by_key.items() if any(n.kind in _PLACES for n in found))


_PLACES = {"members", "countries", "places"}
_STEMMED = {"areas", "resource_types", "terms"}


def _merged(names: Iterable[Name]) -> tuple[Name, ...]:
    """One name per kind, with the values of all, in order of first appearance."""
    kinds: dict[str, Name] = {}
    for name in names:
        before = kinds.get(name.kind)
        values = tuple(dict.fromkeys((*(before.values if before else ()), *name.values)))
        kinds[name.kind] = Name(before.text if before else name.text, name.kind, values)
    return tuple(kinds.values())


def _member_names(members: Mapping[str, Member]) -> Iterable[Name]:
    national = {key(n): m.member_id for m in members.values() if m.level == "national" for n in (m.name, m.short_name)}
    for member in members.values():
        own = [member.name, member.short_name]
        if member.level == "national":
            code = places.territory_code(member.name)
            own += [code] if code else []
            own += places.short_forms(member.short_name)
        else:
            own += _local_forms(member)
        for text in dict.fromkeys(own):
            # A local member never takes a country's name from the country.
            if member.level == "local" and key(text) in national:
                continue
            yield Name(text, "members", (member.member_id,))


def _former_names(members: Mapping[str, Member], records: Sequence[Record]) -> Iterable[Name]:
    """What other pages of a member call it: the name that it had, or has now."""
    for record in records:
        if isinstance(record, Member) and record.name != members[record.member_id].name:
            yield from (
                Name(n, "members", (record.member_id,)) for n in dict.fromkeys((record.name, record.short_name))
            )


def _world(members: Mapping[str, Member], lang: str) -> Iterable[Name]:
    """Countries and cities of the world: members, countries of local members, or places that are neither."""
    national = {places.territory_code(m.short_name): m.member_id for m in members.values() if m.level == "national"}
    local = {places.city_name(m.short_name): m.member_id for m in members.values() if m.level == "local"}
    local |= {places.city_name(n): m.member_id for m in members.values() if m.level == "local" for n in _local_forms(m)}
    countries = {places.territory_code(m.country): m.country for m in members.values() if m.country}
    taken = {key(n) for m in members.values() for n in (m.name, m.short_name, *_local_forms(m))}
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


def _local_forms(member: Member) -> list[str]:
    droppable = places.load_aliases().droppable
    words = member.short_name.split()
    core = [word for word in words if fold(word) not in droppable]
    forms = [" ".join(core)] if core and len(core) < len(words) else [f"{member.short_name} City"]
    forms += [f"{member.short_name} {member.country}"] if member.country else []
    return forms


def _record_names(records: Sequence[Record]) -> Iterable[Name]:
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


def _several_words(names: Sequence[Name]) -> dict[str, tuple[tuple[tuple[str, ...], Name], ...]]:
    found: dict[str, list[tuple[tuple[str, ...], Name]]] = defaultdict(list)
    for name in names:
        words = tuple(t.fold for t in tokenise(name.text))
        if name.kind in _PLACES and len(words) > 1:
            found[words[0][:3]].append((words, name))
    return {start: tuple(pairs) for start, pairs in found.items()}


def _spoken(members: Mapping[str, Member], records: Sequence[Record]) -> tuple[tuple[str, Name], ...]:
    """Each member's short names and each person's name without accents and capitals, single spaces between words."""
    names = [Name(text, "members", (m.member_id,)) for m in members.values() for text in (m.short_name, *_bare(m))]
    people = dict.fromkeys(r.name for r in records if isinstance(r, Contact))
    names += [Name(plain_name(person), "persons", (person,)) for person in people]
    return tuple((" ".join(anyascii(name.text).lower().replace("-", " ").split()), name) for name in names)


def _bare(member: Member) -> list[str]:
    return [form for form in _local_forms(member)[:1] if member.level == "local"]


def _years(records: Sequence[Record]) -> tuple[int, int]:
    years = [y for r in records for y in (getattr(r, "year", None), getattr(r, "since", None)) if y]
    return (min(years), max(years)) if years else (0, 0)


def _title_types(records: Sequence[Record]) -> Mapping[str, frozenset[str]]:
    types: dict[str, set[str]] = defaultdict(set)
    for record in records:
        if isinstance(record, Commitment | Resource | Post):
            types[record.title].add(type(record).__name__)
    return {title: frozenset(found) for title, found in types.items()}


def _person_words(records: Sequence[Record]) -> dict[str, tuple[str, ...]]:
    people: dict[str, dict[str, None]] = defaultdict(dict)
    particles = places.load_aliases().particles
    for record in records:
        if isinstance(record, Contact):
            for token in tokenise(record.name):
                if token.fold not in particles and (len(token.fold) > 2 or is_unspaced(token.fold)):
                    people[token.fold][record.name] = None
    return {word: tuple(names) for word, names in people.items()}


def _vocabulary(records: Sequence[Record]) -> frozenset[str]:
    texts = [
        part
        for r in records
        for part in (getattr(r, "title", None), getattr(r, "area", None), getattr(r, "role", None),
                     getattr(r, "organisation", None), getattr(r, "summary", None), getattr(r, "term", None))
        if part
    ]  # fmt: skip
    return frozenset(token.fold for text in texts for token in tokenise(text))
