"""Names of the world's countries and larger cities in other languages, from CLDR, and the aliases that CLDR lacks.

They serve twice: a member of the index is found by its name in fifteen languages, and a place that is not in the index
is known to be a place, so that the question is refused by name instead of being answered about somewhere else.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from babel import Locale, localedata
from babel.core import get_global

from ogpqa.questions.language import LANGUAGES, LATIN_LANGUAGES
from ogpqa.questions.text import key

DATA = Path(__file__).parent / "data"
_LOCALES = {lang: (lang,) for lang in LANGUAGES} | {"pt": ("pt", "pt_PT"), "zh": ("zh", "zh_Hant")}
_STATE_WORDS = frozenset({"Republic", "Federation"})
_NO_PLACES = frozenset({"ZZ", "EU", "EZ", "UN", "QO", "XA", "XB"})


@dataclass(frozen=True, slots=True)
class Aliases:
    """What data/aliases.toml adds to CLDR: names by territory code and by English city, and words around names."""

    territories: Mapping[str, tuple[str, ...]]
    demonyms: Mapping[str, tuple[str, ...]]
    cities: Mapping[str, tuple[str, ...]]
    others: tuple[str, ...]
    qualifiers: tuple[str, ...]
    droppable: frozenset[str]
    honorifics: frozenset[str]
    particles: frozenset[str]


@dataclass(frozen=True, slots=True)
class Places:
    """`territories` maps a CLDR code to its names in one language; `cities` an English city name to its names."""

    territories: Mapping[str, tuple[str, ...]]
    cities: Mapping[str, tuple[str, ...]]


@cache
def load_aliases() -> Aliases:
    """The aliases file, read once."""
    data = tomllib.loads((DATA / "aliases.toml").read_text(encoding="utf-8"))
    return Aliases(
        territories={code: tuple(names) for code, names in data["territories"].items()},
        demonyms={code: tuple(names) for code, names in data["demonyms"].items()},
        cities={city: tuple(names) for city, names in data["cities"].items()},
        others=tuple(data["places"]["names"]),
        qualifiers=tuple(data["qualifiers"]["words"]),
        droppable=frozenset(data["qualifiers"]["droppable"]),
        honorifics=frozenset(data["people"]["honorifics"]),
        particles=frozenset(data["people"]["particles"]),
    )


@cache
def load_places(lang: str) -> Places:
    """The names in one language, from CLDR as Babel ships it; with English come the aliases of all languages."""
    territories: dict[str, list[str]] = {}
    cities: dict[str, list[str]] = {}
    for locale in (Locale.parse(name) for name in _LOCALES[lang]):
        for code, name in locale.territories.items():
            if len(code) == 2 and code not in _NO_PLACES:
                territories.setdefault(code, []).append(name)
        for zone, forms in locale.time_zones.items():
            city = _city(str(zone))
            cities.setdefault(city, []).append(forms.get("city") or city)
    if lang == "en":
        for zone in map(
            str, Locale.parse("ko").time_zones
        ):  # the English locale names only cities that differ from their zone
            cities.setdefault(_city(zone), []).append(_city(zone))
        for code, names in load_aliases().territories.items():
            territories.setdefault(code, []).extend(names)
        for city, names in load_aliases().cities.items():
            cities.setdefault(city, [city]).extend(names)
    # Babel keeps all that it has read of a language, a megabyte each; the names are all that is wanted of it here.
    getattr(localedata, "_cache", {}).clear()
    return Places(_unique(territories), _unique(cities))


def short_forms(name: str) -> Iterator[str]:
    """What people leave of a longer name: "Trinidad" and "T&T" of "Trinidad and Tobago", "Kyrgyz" of its Republic."""
    first, joint, rest = name.replace(" & ", " and ").partition(" and ")
    if joint:
        yield first
        yield f"{first[0]}&{rest[0]}"
    if len(words := name.split()) == 2 and words[-1] in _STATE_WORDS:
        yield words[0]


@cache
def three_letter_codes() -> Mapping[str, str]:
    """ISO 3166 alpha-3 codes ("CIV") to the alpha-2 codes that CLDR uses."""
    aliases = get_global("territory_aliases")
    return {code: new[0] for code, new in aliases.items() if len(code) == 3 and code.isalpha() and len(new) == 1}


def _unique(names: Mapping[str, list[str]]) -> Mapping[str, tuple[str, ...]]:
    return {known: tuple(dict.fromkeys(forms)) for known, forms in names.items()}


def _city(zone: str) -> str:
    return zone.rsplit("/", 1)[-1].replace("_", " ")


@cache
def _codes_by_key() -> Mapping[str, str]:
    territories = list(load_places("en").territories.items())
    return {key(name): code for code, names in reversed(territories) for name in names}


@cache
def _cities_by_key() -> Mapping[str, str]:
    return {key(name): city for city, names in load_places("en").cities.items() for name in names}


@cache
def _languages_by_key() -> Mapping[str, tuple[str, ...]]:
    """Languages in Latin letters by the country names that English does not share with them."""
    known, spoken = _codes_by_key(), dict[str, tuple[str, ...]]()
    for lang in LATIN_LANGUAGES:
        forms = {key(name) for names in load_places(lang).territories.values() for name in names}
        for form in forms - set(known):
            spoken[form] = (*spoken.get(form, ()), lang)
    return spoken


def languages_naming(words: Sequence[str]) -> tuple[str, ...]:
    """The languages in which folded words, up to four in a row, name a country ("Noord", "Macedonië": Dutch)."""
    runs = ("".join(words[i : i + n]) for n in range(1, 5) for i in range(len(words) - n + 1))
    return tuple(dict.fromkeys(lang for run in runs for lang in _languages_by_key().get(run, ())))


def territory_code(name: str) -> str | None:
    """The CLDR code of the country that has this English name or alias, or None."""
    return _codes_by_key().get(key(name))


def city_name(name: str) -> str | None:
    """The English name by which CLDR or the aliases know the city of this name, or None."""
    return _cities_by_key().get(key(name))
