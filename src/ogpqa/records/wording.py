"""records.toml, ready for use."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

Patterns = tuple[re.Pattern[str], ...]


@dataclass(frozen=True, slots=True)
class DefiningHeading:
    """A heading whose text says what a term means."""

    term: str
    first_sentence: bool


@dataclass(frozen=True, slots=True)
class Wording:
    """How the lines of a member page are worded."""

    code: str
    starred: tuple[str, ...]
    columns: Mapping[str, str]  # what stands at the head of a column -> the field of a commitment
    star_cells: frozenset[str]
    areas: frozenset[str]
    formats: frozenset[str]
    resource_types: frozenset[str]
    more: tuple[str, ...]
    number: Patterns
    period: Patterns
    n_commitments: Patterns
    focus: Patterns
    not_specified: frozenset[str]
    sentence_number: Patterns
    sentence_period: Patterns
    sentence_marks: tuple[str, ...]
    themes: Patterns
    numbers: Mapping[str, int]
    defining_headings: Mapping[str, DefiningHeading]
    joined: Patterns
    at_a_glance: Mapping[str, tuple[str, ...]]
    captions: frozenset[str]
    yes: frozenset[str]
    inverted: frozenset[str]
    same_member: Mapping[str, str]


@cache
def load_wording() -> Wording:
    """The packaged wording."""
    data: dict[str, Any] = tomllib.loads(files("ogpqa.records").joinpath("records.toml").read_text(encoding="utf-8"))
    rows, plan, names = data["rows"], data["plan"], data["names"]
    return Wording(
        code=rows["code"],
        starred=tuple(sorted((mark.casefold() for mark in rows["starred"]), key=len, reverse=True)),
        columns={name.casefold(): field for field, names in data["columns"].items() for name in names},
        star_cells=lowered(rows["star_cells"]),
        areas=lowered(rows["areas"]),
        formats=lowered(rows["formats"]),
        resource_types=lowered(rows["resource_types"]),
        more=tuple(rows["more"]),
        number=patterns(plan["number"]),
        period=patterns(plan["period"]),
        n_commitments=patterns(plan["n_commitments"]),
        focus=patterns(plan["focus"]),
        not_specified=lowered(plan["not_specified"]),
        sentence_number=patterns(plan["sentence_number"]),
        sentence_period=patterns(plan["sentence_period"]),
        sentence_marks=tuple(plan["sentence_marks"]),
        themes=patterns(plan["themes"]),
        numbers={word: n for n, word in enumerate(plan["numbers"])},
        defining_headings={
            entry["heading"].casefold(): DefiningHeading(
                term=entry.get("term", entry["heading"]), first_sentence=entry.get("first_sentence", False)
            )
            for entry in data["definitions"]["headings"]
        },
        joined=patterns(data["member"]["joined"]),
        at_a_glance={field: tuple(map(str.casefold, keys)) for field, keys in data["commitment_page"]["keys"].items()},
        captions=lowered(data["commitment_page"]["captions"]),
        yes=lowered(data["commitment_page"]["yes"]),
        inverted=lowered(names["inverted"]),
        same_member=names["same_member"],
    )


def patterns(sources: Sequence[str]) -> Patterns:
    """The compiled patterns; letter case does not count."""
    return tuple(re.compile(source, re.IGNORECASE) for source in sources)


def lowered(words: Sequence[str]) -> frozenset[str]:
    """The words without letter case."""
    return frozenset(word.casefold() for word in words)
