"""The names, furniture lines and markup that saved member pages are made of, read from layouts.toml."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

# All white space, and the zero-width characters that Python does not count as white space.
BLANKS = "".join(c for c in map(chr, range(0x3001)) if c.isspace()) + "\u200b\u200c\u200d\u2060\ufeff"

# A count or a period behind a section's name: "Commitments (12)", "Current Action Plan 2023-2025".
BESIDE = re.compile(r"(?: ?\(\d{1,3}\)|:? ?\(?(?:19|20)\d\d ?[-–—/] ?(?:(?:19|20)\d\d|\d\d)\)?(?: ?\(\w+\))?)$")


@dataclass(frozen=True, slots=True)
class Heading:
    """A known heading: its level, the key of the section it opens, and how its lines are to be read."""

    level: int
    key: str | None = None
    rows: bool = False
    boxes: bool = False
    label: bool = False

    @property
    def main(self) -> bool:
        """Whether it opens one of the main sections."""
        return self.level == 2


@dataclass(frozen=True, slots=True)
class Layouts:
    """layouts.toml, ready for use."""

    anywhere: frozenset[str]
    edges: frozenset[str]
    beginnings: tuple[str, ...]
    sections: dict[str, Heading]  # by casefolded name
    headings: dict[str, Heading]  # by name
    since: tuple[re.Pattern[str], ...]
    title_ends: tuple[re.Pattern[str], ...]
    hidden_classes: frozenset[str]
    hidden_roles: frozenset[str]
    banner_words: tuple[str, ...]

    def heading(self, line: str) -> Heading | None:
        """The known heading that the line is, if it is one."""
        name = folded(line).rstrip(":")
        found = self.headings.get(" ".join(line.split()).rstrip(":")) or self.sections.get(name.casefold())
        return found or self.sections.get(BESIDE.sub("", name).casefold())

    def is_furniture(self, line: str) -> bool:
        """Whether the line is no text of the page, wherever it stands."""
        name = folded(line).casefold()
        return name in self.anywhere or name.startswith(self.beginnings)

    def is_edge(self, line: str) -> bool:
        """Whether the line is no text of the page when it stands first or last."""
        return folded(line).casefold() in self.edges

    def since_year(self, line: str) -> int | None:
        """The year in which a member joined, when the line says just that."""
        for said in (line.replace("|", " "), *parts_of(line)):
            for pattern in self.since:
                if found := pattern.fullmatch(folded(said)):
                    return int(found[1])
        return None

    def since_year_below(self, label: str, below: str) -> int | None:
        """The year in which a member joined, when a line is the label and the line below it the year."""
        if not label or not below.strip()[:1].isdigit():
            return None
        return self.since_year(f"{folded(label).rstrip(':')}: {below}")

    def clean_title(self, title: str) -> str:
        """A document's title without the site's name."""
        for pattern in self.title_ends:
            title = pattern.sub("", title)
        return title.strip()


def parts_of(line: str) -> tuple[str, ...]:
    """What a line says side by side ("Member since 2011 | Action plan 5"); () where it says one thing."""
    parts = re.split(r"\s+[|•·]\s+|\t", line.strip(BLANKS))
    return tuple(parts) if len(parts) > 1 else ()


def folded(line: str) -> str:
    """The line with runs of white space, no-break spaces too, as single spaces."""
    return " ".join(line.strip(BLANKS).split())


@cache
def load_layouts() -> Layouts:
    """The packaged layouts."""
    data = tomllib.loads(files("ogpqa.corpus").joinpath("layouts.toml").read_text(encoding="utf-8"))
    furniture, html = data["furniture"], data["html"]
    return Layouts(
        anywhere=frozenset(line.casefold() for line in furniture["anywhere"]),
        edges=frozenset(line.casefold() for line in furniture["edges"]),
        beginnings=tuple(line.casefold() for line in furniture["beginnings"]),
        sections={
            name.casefold(): Heading(2, key, rows=section.get("rows", False), boxes=section.get("boxes", False))
            for key, section in data["sections"].items()
            for name in section["names"]
        },
        headings={
            name: Heading(entry["level"], entry.get("key"), label=entry.get("label", False))
            for entry in data["headings"]
            for name in entry["names"]
        },
        since=tuple(re.compile(pattern, re.IGNORECASE) for pattern in data["lines"]["since"]),
        title_ends=tuple(re.compile(pattern) for pattern in data["lines"]["title_ends"]),
        hidden_classes=frozenset(html["classes"]),
        hidden_roles=frozenset(html["roles"]),
        banner_words=tuple(html["banner_words"]),
    )
