"""Names of the world's countries and larger cities in other languages, from CLDR, and the aliases that CLDR lacks.

They serve twice: a member of the index is found by its name in fifteen languages, and a place that is not in the index
is known to be a place, so that the question is refused by name instead of being answered about somewhere else.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from babel import Locale

from ogpqa.questions.language import LANGUAGES
from ogpqa.questions.text import key

DATA = Path(__file__).parent / "data"
_LOCALES = (*LANGUAGES, "pt_PT", "zh_Hant")


@dataclass(frozen=True, slots=True)
class Places:
    """`territories` maps a CLDR code to every name of it; `cities` an English city name to every name of it."""

    territories: Mapping[str, tuple[str, ...]]
    cities: Mapping[str, tuple[str, ...]]
    others: tuple[str, ...]
    qualifiers: tuple[str, ...]
    droppable: frozenset[str]
    honorifics: frozenset[str]


@cache
def load_places() -> Places:
    """All names, English first; from CLDR as Babel ships it, and data/aliases.toml."""
    aliases = tomllib.loads((DATA / "aliases.toml").read_text(encoding="utf-8"))
    territories: dict[str, list[str]] = {}
    cities: dict[str, list[str]] = {}
    for name in _LOCALES:
        locale = Locale.parse(name)
        for code, territory in locale.territories.items():
            if len(code) == 2 and code not in {"ZZ", "EU", "EZ", "UN", "QO", "XA", "XB"}:
                territories.setdefault(code, []).append(territory)
        for zone, forms in locale.time_zones.items():
            english = zone.rsplit("/", 1)[-1].replace("_", " ")
            cities.setdefault(english, [english]).append(forms.get("city") or english)
    for code, names in aliases["territories"].items():
        territories.setdefault(code, []).extend(names)
    for city, names in aliases["cities"].items():
        cities.setdefault(city, [city]).extend(names)
    return Places(
        territories={code: tuple(dict.fromkeys(names)) for code, names in territories.items()},
        cities={city: tuple(dict.fromkeys(names)) for city, names in cities.items()},
        others=tuple(aliases["places"]["names"]),
        qualifiers=tuple(aliases["qualifiers"]["words"]),
        droppable=frozenset(aliases["qualifiers"]["droppable"]),
        honorifics=frozenset(aliases["people"]["honorifics"]),
    )


@cache
def _codes_by_key() -> Mapping[str, str]:
    return {key(name): code for code, names in reversed(list(load_places().territories.items())) for name in names}


@cache
def _cities_by_key() -> Mapping[str, str]:
    return {key(name): city for city, names in load_places().cities.items() for name in names}


def names_of(name: str) -> tuple[str, ...]:
    """Every name in other languages of the country or city that is called so; () for an unknown one."""
    places = load_places()
    if code := _codes_by_key().get(key(name)):
        return places.territories[code]
    if city := _cities_by_key().get(key(name)):
        return places.cities[city]
    return ()


def territory_code(name: str) -> str | None:
    """The CLDR code of the country that is called so in any language, or None."""
    return _codes_by_key().get(key(name))
