"""What a synthetic page states, as values. Nothing here is read off a page: pages are written from these values."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass


def fold_ascii(text: str) -> str:
    """The letters of a name without their marks: "Željko Đorđević" -> "Zeljko Dordevic"."""
    special = str.maketrans({"đ": "d", "Đ": "D", "ł": "l", "Ł": "L", "ı": "i", "ø": "o", "Ø": "O", "ß": "ss", "’": "'"})
    decomposed = unicodedata.normalize("NFKD", text.translate(special))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def slug(text: str) -> str:
    """A page id of a name: "São Paulo, Brazil" -> "sao-paulo-brazil"."""
    return re.sub(r"[^a-z0-9]+", "-", fold_ascii(text).casefold()).strip("-")


@dataclass(frozen=True, slots=True)
class SyntheticContact:
    """A person; the page writes `honorific name role, organisation email` on one line."""

    name: str
    role: str
    organisation: str
    email: str | None
    honorific: str = ""

    @property
    def line(self) -> str:
        """The line on the page."""
        named = f"{self.honorific} {self.name}".strip()
        return f"{named} {self.role}, {self.organisation} {self.email or ''}".rstrip()


@dataclass(frozen=True, slots=True)
class SyntheticCommitment:
    """A commitment; `topic` uses its title's words, `paraphrase` other ones ("" when there are none)."""

    code: str
    title: str
    year: int
    area: str | None
    starred: bool
    topic: str
    paraphrase: str


@dataclass(frozen=True, slots=True)
class SyntheticResource:
    """A document of the list. `resource_type` is None where the page leaves it out."""

    title: str
    year: int
    resource_type: str | None
    summary: str = ""
    format: str = "Web page"


@dataclass(frozen=True, slots=True)
class SyntheticPlan:
    """The current plan; where the page contradicts itself, its sentence differs from its bullets."""

    number: int
    period: str
    sentence_period: str
    n_commitments: int
    sentence_n_commitments: int
    focus: tuple[str, ...]
    themes: tuple[str, ...]

    @property
    def start(self) -> int:
        """The year in which the plan starts."""
        return int(self.period[:4])


@dataclass(frozen=True, slots=True)
class SyntheticMember:
    """A member and all that its page states, in page order."""

    name: str
    short_name: str
    country: str | None
    since: int
    plan: SyntheticPlan
    contacts: tuple[SyntheticContact, ...]
    website: str | None
    commitments: tuple[SyntheticCommitment, ...]
    resources: tuple[SyntheticResource, ...]
    posts: tuple[tuple[str, str], ...]
    guide: tuple[str, str] | None
    terms: tuple[tuple[str, str], ...]
    codes: tuple[tuple[str, str, str], ...]
    aliases: tuple[str, ...]
    invented: bool
    format: str  # txt, md or html

    @property
    def page_id(self) -> str:
        """The id of the page, which is the stem of its file."""
        return slug(self.name)

    @property
    def local(self) -> bool:
        """Whether a city or region, not a country, is the member."""
        return self.country is not None

    @property
    def years(self) -> tuple[int, ...]:
        """The years in which it made commitments, newest first."""
        return tuple(sorted({c.year for c in self.commitments}, reverse=True))

    def of_year(self, year: int) -> tuple[SyntheticCommitment, ...]:
        """Its commitments of one year."""
        return tuple(c for c in self.commitments if c.year == year)

    def of_area(self, area: str) -> tuple[SyntheticCommitment, ...]:
        """Its commitments in one policy area."""
        return tuple(c for c in self.commitments if c.area == area)

    def of_type(self, resource_type: str) -> tuple[SyntheticResource, ...]:
        """Its documents of one type."""
        return tuple(r for r in self.resources if r.resource_type == resource_type)

    def areas(self) -> Counter[str]:
        """How many commitments each policy area has."""
        return Counter(c.area for c in self.commitments if c.area)
