"""drift.toml, ready for use."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from ogpqa.types import Contact, Record


@dataclass(frozen=True, slots=True)
class Section:
    """A main section: the type of the records that it holds, and whether every member's page has it."""

    type: str
    expected: bool


@dataclass(frozen=True, slots=True)
class Knowledge:
    """All of drift.toml."""

    kinds: Mapping[str, str]
    sections: Mapping[str, Section]
    signs: tuple[tuple[str, re.Pattern[str]], ...]  # kind, pattern
    doubtful: re.Pattern[str]


@cache
def load_knowledge() -> Knowledge:
    """The packaged knowledge."""
    data = tomllib.loads(files("ogpqa.drift").joinpath("drift.toml").read_text(encoding="utf-8"))
    return Knowledge(
        kinds=data["kinds"],
        sections={key: Section(**table) for key, table in data["sections"].items()},
        signs=tuple((sign["kind"], re.compile(sign["pattern"])) for sign in data["signs"]),
        doubtful=re.compile(data["contacts"]["doubtful"]),
    )


def is_doubtful(record: Record) -> bool:
    """Whether a contact does not read like one: no address, and the words of a sentence or a template."""
    if not isinstance(record, Contact) or record.email:
        return False
    texts = (record.name, record.role, record.organisation)
    return any(load_knowledge().doubtful.search(text) for text in texts if text)
