"""The names that the index knows, each as it may be typed: members, people, titles, types, areas, terms, codes.

Built from the records when an index is opened, so a new page needs no code. Keys are names without case, accents,
spaces and hyphens (`text.key`).
"""

from __future__ import annotations

from collections import ChainMap, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping, Sequence
from dataclasses import dataclass, replace

from ogpqa.questions import places
from ogpqa.questions.beginnings import Beginnings
from ogpqa.questions.named import Name, former_names, member_names, record_names, spoken, world
from ogpqa.questions.spellings import Spellings
from ogpqa.questions.text import fold, is_unspaced, key, stem_key, tokenise
from ogpqa.questions.type_heads import heads_of
from ogpqa.types import Commitment, Contact, Member, Post, Record, Resource

_START = 5  # letters of keys that tell whether a run of words may be a name


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Names by key, and by script for look-up inside unspaced text; single words of people's names."""

    by_key: MutableMapping[str, tuple[Name, ...]]
    unspaced: tuple[tuple[str, Name], ...]  # folded, longest first
    inside: Beginnings[Name]  # of these
    members: Mapping[str, Member]
    person_words: Mapping[str, tuple[str, ...]]  # folded word -> people who bear it
    person_spellings: Spellings
    code_prefixes: frozenset[str]
    codes: frozenset[str]
    vocabulary: frozenset[str]  # folded words of the corpus' names and titles
    starts: frozenset[str]  # the first letters of keys
    short: frozenset[str]  # short names and country codes: they must be typed as written ("KR", "CIV", never "kr")
    longest: int  # words of the longest name
    local: frozenset[str]  # ids of local members
    place_keys: Spellings  # keys of members, countries and places
    long_place_keys: Spellings  # of these, those of several words
    several_words: MutableMapping[
        str, tuple[tuple[tuple[str, ...], Name], ...]
    ]  # first 3 letters -> names of places in words
    soft_words: frozenset[str]  # folded words of areas, document types and terms, one and many
    spoken: Beginnings[Name]  # members and people as they sound, in plain Latin letters, by three of them
    spoken_initials: Beginnings[Name]  # the same by one
    years: tuple[int, int]  # the first and the last year that a record bears
    title_types: Mapping[str, frozenset[str]]  # title -> record types that bear it
    title_members: Mapping[str, frozenset[str]]  # title -> members whose pages list it
    type_heads: Mapping[str, tuple[str, ...]]  # stem of the last word of types of documents -> these types

    def may_begin(self, form: str) -> bool:
        """Whether a key may begin with this form: what does not need not be made longer."""
        return len(form) < _START or form[:_START] in self.starts

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
            self._made[lang] = self._with(list(world(self._members, lang)))
        return self._made[lang]

    def _base(self, records: Sequence[Record]) -> Gazetteer:
        names = [*member_names(self._members), *former_names(self._members, records)]
        names += [*record_names(records), *world(self._members, "en")]
        by_key = _by_key(names)
        people = _person_words(records)
        sounds = spoken(self._members, records)
        codes = frozenset(r.code for r in records if isinstance(r, Commitment) and r.code)
        return Gazetteer(
            by_key=by_key,
            unspaced=(unspaced := _longest_first((fold(n.text), n) for n in names)),
            inside=Beginnings(unspaced, 2),
            members=self._members,
            person_words=people,
            person_spellings=Spellings(people),
            code_prefixes=frozenset(code.rstrip("0123456789") for code in codes),
            codes=codes,
            vocabulary=_vocabulary(records),
            starts=_starts(by_key),
            short=_as_written(names),
            longest=max((len(tokenise(n.text)) for n in names), default=1),
            local=frozenset(m.member_id for m in self._members.values() if m.level == "local"),
            place_keys=Spellings(_place_keys(by_key)),
            long_place_keys=Spellings(_long_place_keys(by_key)),
            several_words=_several_words(names),
            soft_words=frozenset(_forms(t.fold for n in names if n.kind in _STEMMED for t in tokenise(n.text))),
            spoken=Beginnings(sounds, 3),
            spoken_initials=Beginnings(sounds, 1),
            years=_years(records),
            title_types=_by_title(records, lambda record: type(record).__name__),
            title_members=_by_title(records, lambda record: record.member_id),
            type_heads=heads_of(r.resource_type for r in records if isinstance(r, Resource) and r.resource_type),
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
            unspaced=(unspaced := _longest_first((*base.unspaced, *((fold(n.text), n) for n in names)))),
            inside=Beginnings(unspaced, 2),
            starts=base.starts | _starts(own),
            longest=max(base.longest, *(len(tokenise(n.text)) for n in names)),
            place_keys=Spellings((*base.place_keys.words, *_place_keys(own))),
            long_place_keys=Spellings((*base.long_place_keys.words, *_long_place_keys(own))),
            several_words=ChainMap(several, base.several_words),
        )


def _by_key(names: Iterable[Name]) -> dict[str, tuple[Name, ...]]:
    found: dict[str, list[Name]] = defaultdict(list)
    for name in names:
        for form in {key(name.text), stem_key(name.text)} if name.kind in _STEMMED else {key(name.text)}:
            if form:
                found[form].append(name)
    return {form: _merged(same) for form, same in found.items()}


def _starts(keys: Iterable[str]) -> frozenset[str]:
    return frozenset(form[:_START] for form in keys)


def _longest_first(names: Iterable[tuple[str, Name]]) -> tuple[tuple[str, Name], ...]:
    return tuple(sorted((pair for pair in names if is_unspaced(pair[1].text)), key=lambda pair: -len(pair[1].text)))


def _as_written(names: Iterable[Name]) -> frozenset[str]:
    """Codes of countries and other names of one or two letters, but for those that people write small ("uk", "usa")."""
    texts = {n.text for n in names}
    codes = places.three_letter_codes()
    return frozenset(t for t in texts if len(t) <= 2 or (t in codes and key(t) not in texts))


def _place_keys(by_key: Mapping[str, Sequence[Name]]) -> tuple[str, ...]:
    return tuple(form for form, found in by_key.items() if any(n.kind in _PLACES for n in found))


def _long_place_keys(by_key: Mapping[str, Sequence[Name]]) -> tuple[str, ...]:
    return tuple(
        form for form, found in by_key.items() if any(n.kind in _PLACES and len(tokenise(n.text)) > 1 for n in found)
    )


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


def _several_words(names: Sequence[Name]) -> dict[str, tuple[tuple[tuple[str, ...], Name], ...]]:
    found: dict[str, list[tuple[tuple[str, ...], Name]]] = defaultdict(list)
    for name in names:
        words = tuple(t.fold for t in tokenise(name.text))
        if name.kind in _PLACES and len(words) > 1:
            found[words[0][:3]].append((words, name))
    return {start: tuple(pairs) for start, pairs in found.items()}


def _forms(words: Iterable[str]) -> Iterator[str]:
    """Words, and more of what they name: a typo of "products" is none of "product"."""
    for word in words:
        yield word
        if word.isascii() and word.isalpha() and not word.endswith("s"):
            yield f"{word}s"


def _years(records: Sequence[Record]) -> tuple[int, int]:
    years = [y for r in records for y in (getattr(r, "year", None), getattr(r, "since", None)) if y]
    return (min(years), max(years)) if years else (0, 0)


def _by_title(records: Sequence[Record], told: Callable[[Record], str]) -> Mapping[str, frozenset[str]]:
    """What is told of the records of each title."""
    found: dict[str, set[str]] = defaultdict(set)
    for record in records:
        if isinstance(record, Commitment | Resource | Post):
            found[record.title].add(told(record))
    return {title: frozenset(told_of) for title, told_of in found.items()}


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
