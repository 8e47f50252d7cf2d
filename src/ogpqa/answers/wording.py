"""Sentences of answers, from templates per language; no fact and no grammar of its own."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ogpqa.answers.joins import woven
from ogpqa.questions.relations import Relation
from ogpqa.types import Contact, Record

FOLDER = Path(__file__).parent / "wordings"
_BY_NUMBER = re.compile(r"\[([^\[\]|]+)\|([^\[\]|]+)\]")


@dataclass(frozen=True, slots=True)
class Wording:
    """The templates of one language; what it lacks is said in English."""

    lang: str
    tables: Mapping[str, Mapping[str, Any]]
    fallback: Wording | None = None

    def get(self, table: str, name: str) -> Any:
        """A template by table and name, or None."""
        found = self.tables.get(table, {}).get(name)
        return found if found is not None or self.fallback is None else self.fallback.get(table, name)

    def sentence(self, names: Sequence[str], /, *, several: bool = True, **values: object) -> str:
        """The first template that exists, filled in; white space left by empty parts is folded.

        "[lists|list]" is what one member does, and what `several` do.
        """
        template = next(t for name in names if (t := self.get("sentences", name)) is not None)
        template = _BY_NUMBER.sub(lambda found: found.group(1 + several), str(template))
        text = " ".join(woven(template, _Blank(values)).split(" "))
        return " ".join(text.split()) if "\n" not in text else text

    def refusal(self, name: str, **values: object) -> str:
        """Why there is no answer, in plain words."""
        return " ".join(woven(str(self.get("refusals", name)), _Blank(values)).split())

    def asked(self, relation: Relation) -> str:
        """What a relation asks for, in this language where its wording has it."""
        return str(self.tables.get("asks", {}).get(relation.name) or relation.asks)

    def suggestions(self) -> tuple[str, ...]:
        """Questions to try, each with {} for a member's name."""
        return tuple(self.get("suggestions", "questions"))

    def noun(self, name: str, n: int) -> str:
        """ "commitment" or "commitments", by number."""
        one, many = self.get("nouns", name) or (name, name)
        return str(one if n == 1 else many)

    def joined(self, parts: Iterable[object]) -> str:
        """ "a, b and c" in the language's way."""
        texts = [str(p) for p in parts]
        comma, last = self.get("joints", "comma"), self.get("joints", "and")
        if len(texts) < 2:
            return "".join(texts)
        return woven(f"{{before}}{last}{{after}}", {"before": comma.join(texts[:-1]), "after": texts[-1]})

    def condition(self, name: str, value: object) -> str:
        """How a filter is repeated in a sentence (" from 2018"); "" for filters that are not repeated."""
        template = self.get("conditions", name)
        if template is None:
            return ""
        shown = self.joined(_runs(value)) if isinstance(value, tuple) else str(value)
        if name in {"topic", "titles"}:
            shown = str(self.get("joints", "quote")).format(shown)
        return str(template).format(shown)


def _runs(values: tuple[object, ...]) -> tuple[object, ...]:
    """Four and more years in a row as one range."""
    years = [v for v in values if isinstance(v, int)]
    unbroken = len(years) == len(values) > 3 and years == list(range(years[0], years[0] + len(years)))
    return (f"{years[0]}–{years[-1]}",) if unbroken else values


class _Blank(dict[str, object]):
    """Values of a template; one that is not given is blank."""

    def __missing__(self, name: str) -> str:
        return ""


@cache
def load_wording(lang: str) -> Wording:
    """The wording of a language, or the English one when there is none."""
    english = Wording("en", tomllib.loads((FOLDER / "en.toml").read_text(encoding="utf-8")))
    path = FOLDER / f"{lang}.toml"
    if lang == "en" or not path.is_file():
        return english
    return Wording(lang, tomllib.loads(path.read_text(encoding="utf-8")), english)


def head_of(record: Record, relation: Relation) -> str:
    """What names a row: the first field that it shows; where a page lost its titles, the code or the type."""
    named = (relation.show[0], "code", "resource_type")
    return next((str(value) for name in named if (value := getattr(record, name, None))), "")


def details_of(record: Record, relation: Relation, wording: Wording) -> list[str]:
    """The other fields of a row, as stated; fields without a value are left out."""
    shown = []
    for name in relation.show[1:]:
        value = getattr(record, name)
        if name == "starred":
            shown += [wording.noun("starred", 1)] if value else []
        elif value not in (None, "", ()):
            shown.append(", ".join(value) if isinstance(value, tuple) else str(value))
    # A row that goes by another field than its title says that only once.
    return shown if getattr(record, relation.show[0]) else [one for one in shown if one != head_of(record, relation)]


def row_text(record: Record, relation: Relation, wording: Wording) -> str:
    """One row on one line: "title (code, year, area)"; a contact reads "name, role, organisation, e-mail"."""
    head, details = head_of(record, relation), details_of(record, relation, wording)
    if isinstance(record, Contact):
        return ", ".join([head, *details])
    return f"{head} ({', '.join(details)})" if details else head
