"""Records made for tests, each builder with defaults, and the pages on which they stand. All of it is made up."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from functools import cache
from typing import Any, TypeVar

from ogpqa.answers.citations import checked
from ogpqa.answers.facts import Facts
from ogpqa.answers.records import answer_from_records
from ogpqa.questions.gazetteer import Gazetteers
from ogpqa.questions.relations import exemplars
from ogpqa.questions.text import fold, tokenise
from ogpqa.questions.thesaurus import subjects_of
from ogpqa.types import (
    ActionPlan,
    Answer,
    Commitment,
    Contact,
    Definition,
    Filters,
    Member,
    Page,
    Passage,
    Post,
    Query,
    Record,
    Resource,
    Span,
)

NOWHERE = Span(0, 0)
_BASE = {field.name for field in fields(Record)}
AnyRecord = TypeVar("AnyRecord", bound=Record)


def slug(name: str) -> str:
    """The id of a member or page: the words of its name with hyphens."""
    return "-".join(token.fold for token in tokenise(name))


def base(of: str) -> dict[str, Any]:
    """What every record needs, of the member called so; `facts_of` gives it its place."""
    return {"record_id": "", "page_id": slug(of), "member_id": slug(of), "span": NOWHERE}


def member(name: str = "Freedonia", *, since: int | None = 2014, lead_ministry: str | None = None) -> Member:
    """A national member, or a local one when its name is "Place, Country"."""
    short, _, country = name.partition(", ")
    level, where = ("local", country) if country else ("national", None)
    return Member(
        **base(name), name=name, short_name=short, level="local" if level == "local" else "national", country=where,
        since=since, lead_ministry=lead_ministry,
    )  # fmt: skip


def plan(of: str = "Freedonia", **stated: Any) -> ActionPlan:
    """One statement about a current plan; nothing is stated unless given."""
    return ActionPlan(**base(of), **stated)


def contact(
    name: str = "Rufus Firefly",
    of: str = "Freedonia",
    *,
    role: str | None = "Head of Digital Affairs",
    organisation: str | None = "Ministry of Mirrors",
    email: str | None = "rufus.firefly@gov.example",
) -> Contact:
    """A person to write to."""
    return Contact(**base(of), name=name, role=role, organisation=organisation, email=email)


def commitment(code: str, title: str, of: str = "Freedonia", **stated: Any) -> Commitment:
    """A promise, of 2018 and in no area unless given."""
    return Commitment(**base(of), code=code, title=title, **{"year": 2018, **stated})


def resource(title: str, of: str = "Freedonia", **stated: Any) -> Resource:
    """A document, an action plan of 2018 unless given."""
    return Resource(**base(of), title=title, **{"year": 2018, "resource_type": "Action Plan", **stated})


def definition(term: str, text: str, of: str = "Freedonia", code: str | None = None) -> Definition:
    """A term that a page explains."""
    return Definition(**base(of), term=term, text=text, code=code)


def post(title: str, of: str = "Freedonia", summary: str | None = None) -> Post:
    """A recent post."""
    return Post(**base(of), title=title, summary=summary)


def page(page_id: str, text: str, **known: Any) -> Page:
    """A page of that text."""
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    return Page(page_id, page_id.title(), text=text, sha256=sha256, blocks=(), **{"url": None, **known})


def stood(records: Sequence[AnyRecord], saved_on: Mapping[str, str] = {}) -> tuple[list[Page], list[AnyRecord]]:
    """The records, each on a line of its page, with ids, spans and evidence for every field; and the pages."""
    texts: dict[str, str] = {}
    counts: Counter[tuple[str, str]] = Counter()
    placed = []
    for record in records:
        text, evidence = texts.get(record.page_id, ""), {}
        start = at = len(text)
        for field in fields(record):
            value = getattr(record, field.name)
            if field.name in _BASE or value in (None, "", ()):
                continue
            words = ", ".join(value) if isinstance(value, tuple) else str(value)
            at = len(text) + (2 if len(text) > start else 0)
            text += ("; " if len(text) > start else "") + words
            evidence[field.name] = Span(at, at + len(words))
        kind = type(record).__name__
        counts[record.page_id, kind] += 1
        name = f"{record.page_id}:{kind}:{counts[record.page_id, kind]}"
        placed.append(replace(record, record_id=name, span=Span(start, len(text)), evidence=evidence))
        texts[record.page_id] = text + "\n"
    return [page(name, text, saved_on=saved_on.get(name)) for name, text in texts.items()], placed


def facts_of(*records: Record, saved_on: Mapping[str, str] = {}) -> Facts:
    """The facts of these records, each standing on a line of its page."""
    return Facts(*stood(records, saved_on))


def passage(text: str, start: int = 0, **known: Any) -> Passage:
    """A passage of a page that holds it at `start`."""
    given: dict[str, Any] = {"number": 0, "page_id": "freedonia", "member_id": "freedonia", "section": (), **known}
    return Passage(span=Span(start, start + len(text)), text=text, context="", **given)


def query(relation: str | None, aggregate: Any = "value", **filters: Any) -> Query:
    """A query as the parser makes it; keywords are filters, `lang`, `group_by`, `across` and `idle` its own fields."""
    own = {name: filters.pop(name) for name in ("lang", "group_by", "across", "idle", "text") if name in filters}
    return Query(relation=relation, aggregate=aggregate, filters=Filters(**filters), **{"text": "…", **own})


def nothing_near(topic: str, query: Query, rows: Sequence[Record]) -> list[Record]:
    """No row is near in meaning."""
    return []


FREEDONIA: tuple[Record, ...] = (
    member("Freedonia", since=2014, lead_ministry="mirrors.gov.example/"),
    plan(number=3, period="2021-2023", n_commitments=4, focus=("Open Data", "Health")),
    plan(n_commitments=5, period="2020-2022"),
    plan(themes="clinics, rivers and open data"),
    contact(),
    contact("Gloria Teasdale", role="Senior Adviser", organisation="Office of the Patron", email=None),
    commitment("FR0004", "Open Mirrors for Everybody", year=2021, area="Infrastructure & Transport"),
    commitment("FR0003", "Clinics, Rivers, and Roads", area="Health", starred=True),
    commitment("FR0002", "Portal"),
    commitment("FR0001", "Harbour Budget Hearings", area="Health"),
    resource("Freedonia Action Plan 2021-2023", year=2021),
    resource("Sylvania Design Report", year=2020, resource_type="IRM Report"),
    definition("Consult", "People could say something"),
    definition("Exists Yet", "At least one thing exists.", code="XY"),
    post("Mirrors for Everybody Who Looks", summary="The mirrors of the ministry were opened on Monday."),
)
LATVIA: tuple[Record, ...] = (
    member("Latvia", since=2011),
    plan("Latvia", number=5, period="2022-2025", n_commitments=7),
    contact("Dr Ilze Bērziņa-Ruķere", "Latvia", role="Adviser", organisation=None, email="ilze@mk.example"),
    commitment("LV0021", "Registers of Lobbyists Online", "Latvia", year=2022, area="Lobbying"),
    commitment("LV0007", "Open Data Portal of the State", "Latvia", year=2012, area="Open Data"),
)
PORT_SYLVAN: tuple[Record, ...] = (
    member("Port Sylvan State, Freedonia", since=2020),
    plan("Port Sylvan State, Freedonia", number=1, period="2021-2023", n_commitments=2),
)
WORLD = (*FREEDONIA, *LATVIA, *PORT_SYLVAN)
SYLVAN = slug("Port Sylvan State, Freedonia")


@cache
def world() -> Facts:
    """The facts of three members: Freedonia, Latvia and Freedonia's Port Sylvan."""
    return facts_of(*WORLD)


def told(relation: str, aggregate: Any = "value", facts: Facts | None = None, **filters: Any) -> Answer:
    """The answer or refusal of the records to a query, by default those of the three members."""
    found = answer_from_records("…", query(relation, aggregate, **filters), facts or world(), nothing_near)
    assert found is not None, "the records leave this to the passages"
    return checked(found, (facts or world()).pages)


@cache
def world_names() -> Gazetteers:
    """The names of those three members."""
    return Gazetteers(stood(WORLD)[1])


@cache
def _bags(lang: str | None) -> tuple[tuple[str, frozenset[str]], ...]:
    return tuple((name, _bag(text)) for name, text in exemplars(lang))


def _bag(text: str) -> frozenset[str]:
    return frozenset(token.stem for token in tokenise(text))


class SharedWords:
    """Nearness by shared words. A text means the same without the `idle` words, and something else without others."""

    def __init__(self, idle: Sequence[str] = ()) -> None:
        self.idle = frozenset(fold(word) for word in idle)

    def relations(self, forms: Sequence[str], lang: str) -> Mapping[str, float]:
        """The greatest share of common words of a form and an example, 0 to 1."""
        best: dict[str, float] = {}
        for bag in map(_bag, forms):
            for name, words in _bags("en" if lang == "en" else None):
                shared = len(bag & words) / max(1.0, (len(bag) * len(words)) ** 0.5)
                best[name] = max(shared, best.get(name, 0.0))
        return best

    def same(self, text: str, variants: Sequence[str], lang: str) -> list[float]:
        """1 for a variant that lacks only idle words, else one half."""
        whole = {token.fold for token in tokenise(text)}
        return [1.0 if whole - {t.fold for t in tokenise(v)} <= self.idle else 0.5 for v in variants]

    def is_word(self, text: str) -> bool:
        """Every one but a typo of "there"."""
        return text != "thare"

    def stands(self, word: str, lang: str) -> bool:
        """No page is known."""
        return False

    def subjects(self, topic: str, lang: str) -> frozenset[str]:
        """Those of the thesaurus; rivers in Korean."""
        return subjects_of(topic) | ({"water"} if "강물" in topic else frozenset())
