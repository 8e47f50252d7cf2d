"""roles.toml, ready for use: what kind of word stands in a contact's line."""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

PREFIXES = frozenset({"vice", "sub", "co", "deputy", "under", "inter", "sous"})  # "vice-rector": ranks with a hyphen


@dataclass(frozen=True, slots=True)
class Roles:
    """Sets of folded words (no case, no accents)."""

    offices: frozenset[str]
    endings: tuple[str, ...]
    before_offices: frozenset[str]
    also_surnames: frozenset[str]
    honorifics: frozenset[str]
    degrees: frozenset[str]
    particles: frozenset[str]
    joints: frozenset[str]
    organisations: frozenset[str]
    labels: frozenset[str]
    columns: frozenset[str]
    link_words: tuple[str, ...]  # longest first

    def is_office(self, word: str) -> bool:
        """Whether the word names an office ("Director", "과장", "vice-minister")."""
        key = fold(word)
        if key in self.offices or ("-" in key and not self.offices.isdisjoint((key.split("-")[0], key.split("-")[-1]))):
            return True
        return not key.isascii() and key.endswith(self.endings)

    def begins_role(self, word: str) -> bool:
        """Whether a role may begin with the word."""
        key = fold(word)
        first = key.partition("-")[0] if "-" in key else ""
        return key in self.before_offices or self.is_office(word) or first in PREFIXES

    def is_surname_too(self, word: str) -> bool:
        """Whether a word of roles is common as a surname."""
        return fold(word) in self.also_surnames

    def is_honorific(self, word: str) -> bool:
        """Whether the word is a title before a name."""
        return fold(word) in self.honorifics

    def is_degree(self, word: str) -> bool:
        """Whether the word is a title behind a name."""
        return fold(word) in self.degrees

    def is_particle(self, word: str) -> bool:
        """Whether the word is a small word inside names."""
        return fold(word) in self.particles

    def is_joint(self, word: str) -> bool:
        """Whether the word is a small word inside roles and organisations."""
        return word.casefold() in self.joints

    def begins_organisation(self, word: str) -> bool:
        """Whether an organisation may begin with the word."""
        return fold(word) in self.organisations


def fold(word: str) -> str:
    """The word without case, accents of Latin letters, and punctuation around it."""
    word = word.casefold().strip('.,;:()[]«»"“”').replace("’", "'").replace("ı", "i")
    if word.isascii():
        return word
    plain = unicodedata.normalize("NFKD", word)
    latin = "".join(c for c in plain if not unicodedata.combining(c))
    return latin if latin.isascii() else unicodedata.normalize("NFKC", word)


@cache
def load_roles() -> Roles:
    """The packaged roles."""
    data = tomllib.loads(files("ogpqa.records").joinpath("roles.toml").read_text(encoding="utf-8"))

    def words(name: str) -> frozenset[str]:
        """The list's words, folded."""
        value: str | Iterable[str] = data[name]
        return frozenset(fold(word) for word in (value.split() if isinstance(value, str) else value))

    return Roles(
        offices=words("offices"),
        endings=tuple(sorted(words("endings"))),
        before_offices=words("before_offices"),
        also_surnames=words("also_surnames"),
        honorifics=words("honorifics"),
        degrees=words("degrees"),
        particles=words("particles"),
        joints=frozenset(str(data["joints"]).split()),
        organisations=words("organisations"),
        labels=frozenset(data["labels"]),
        columns=frozenset(data["columns"]),
        link_words=tuple(
            sorted({" ".join(word.casefold().split()) for word in data["link_words"]}, key=len, reverse=True)
        ),
    )
