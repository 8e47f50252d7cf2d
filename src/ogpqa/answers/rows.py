"""Which rows a query is about: the records of its relation, narrowed by one filter after another.

Each narrowing keeps its name, so that an empty result can say which condition emptied it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ogpqa.answers.facts import Facts
from ogpqa.answers.narrowings import NARROWINGS, by_area, by_topic
from ogpqa.answers.synonyms import title_groups_of
from ogpqa.answers.topics import content_words, either_of, same_word
from ogpqa.questions.relations import Relation, wordings_in
from ogpqa.questions.text import Token, stems_in, tokenise
from ogpqa.types import Filters, Query, Record

_NAMING = frozenset({"codes", "titles"})
_TITLED = frozenset({"Commitment", "Contact"})  # rows of which a word in a title or role tells the matter
_TELLING = 5  # letters of a word that tells rows apart
Semantic = Callable[[str, Query, Sequence[Record]], list[Record]]  # rows near in meaning to a topic


def nothing_near(topic: str, query: Query, rows: Sequence[Record]) -> list[Record]:
    """For those who want rows that hold the words alone."""
    return []


@dataclass(frozen=True, slots=True)
class Selection:
    """The rows that meet every condition. `base` are those of the members alone; `emptied_by` names the condition
    that left nothing. `by_meaning` is set when the topic's words do not stand in the rows."""

    rows: tuple[Record, ...]
    base: tuple[Record, ...]
    emptied_by: str | None = None
    by_meaning: bool = False
    topic: str | None = None  # the words of the topic that the rows bear out
    named: tuple[Record, ...] = ()  # the rows that the question names by code or title, if any


def select(query: Query, relation: Relation, facts: Facts, near: Semantic) -> Selection:
    """The rows of the relation's record type that meet the query's filters, in page order."""
    base = tuple(facts.rows(relation.record or "", query.filters.members))
    chosen = Selection(base, base, topic=query.filters.topic)
    for name, narrow in NARROWINGS:
        value = getattr(query.filters, name, None)
        if not value or not chosen.rows or name not in relation.accepts:
            continue
        rows = list(chosen.rows)
        if name == "topic":
            chosen = _on_topic(chosen, query, relation, facts, near)
        elif name == "areas":
            chosen = _in_areas(chosen, query, relation, facts, near)
        else:
            chosen = replace(chosen, rows=tuple(narrow(rows, value, relation, facts)))
        if not chosen.rows:
            return Selection((), base, emptied_by=name, named=chosen.named)
        if name in _NAMING:
            chosen = replace(chosen, named=chosen.rows)
    return chosen


def _in_areas(chosen: Selection, query: Query, relation: Relation, facts: Facts, near: Semantic) -> Selection:
    """Rows filed under an area, else those whose titles are near to it.

    Asked across members, a title that says it counts as much as the area that a page files it under.
    """
    rows, areas = list(chosen.rows), query.filters.areas
    kept = by_area(rows, areas, relation, facts)
    if query.aggregate != "count" and not query.filters.members:
        either = {r.record_id for r in (*kept, *by_topic(rows, " ".join(areas), relation, facts))}
        kept = [r for r in rows if r.record_id in either]
    if kept:
        return replace(chosen, rows=tuple(kept))
    return replace(chosen, rows=tuple(near(" ".join(areas), replace(query, lang="en"), rows)), by_meaning=True)


def _on_topic(chosen: Selection, query: Query, relation: Relation, facts: Facts, near: Semantic) -> Selection:
    """Rows that hold the topic's words; else those of its words that are not idle; else rows near to it in meaning.

    A code or an address names its row: one word more, in whatever wording, does not deny it.
    """
    rows, topic = list(chosen.rows), str(query.filters.topic)
    busy = " ".join(word for word in topic.split() if word not in query.idle)
    named = bool(query.filters.codes or query.filters.emails)
    if kept := by_topic(rows, topic, relation, facts):
        return replace(chosen, rows=tuple(kept))
    either = either_of(topic, query.lang) if relation.by_subject else ()
    if len(either) > 1 and all(set(part.split()) - set(query.idle) for part in either):
        asked = [replace(query, filters=replace(query.filters, topic=part)) for part in either]
        parts = [_on_topic(chosen, one, relation, facts, near) for one in asked]
        found = {r.record_id for part in parts for r in part.rows}
        by_meaning = any(part.by_meaning and part.rows for part in parts)
        return replace(chosen, rows=tuple(r for r in rows if r.record_id in found), by_meaning=by_meaning)
    if named and " " not in busy:
        return replace(chosen, topic=None)
    if not busy:
        held = _held(topic, rows, relation, facts, query.lang)
        return replace(
            chosen, rows=tuple(by_topic(rows, held, relation, facts)) if held else chosen.rows, topic=held or None
        )
    kept = by_topic(rows, busy, relation, facts) if busy != topic else []
    if query.filters.areas and not kept:
        # "Legal aid" is one topic, though "Aid" is an area: the words count, not what rows are filed under.
        kept = by_topic(list(chosen.base), f"{busy} {' '.join(query.filters.areas)}", relation, facts)
    if kept:
        return replace(chosen, rows=tuple(kept), topic=busy)
    likely = near(busy, query, rows)
    if not likely and query.lang == "en" and relation.record in _TITLED:
        likely = by_synonyms(busy, rows, relation)
    return replace(chosen, rows=tuple(likely), topic=busy, by_meaning=True)


def _held(topic: str, rows: list[Record], relation: Relation, facts: Facts, lang: str) -> str:
    """The words of a topic that some rows hold and others do not: idle to the sentence, but not to the rows.

    Words for the rows themselves ("reforms", of commitments) say nothing of what they are about.
    """
    own = wordings_in(lang).vocabulary.get(relation.name, frozenset())
    words = [word for word in topic.split() if len(word) >= _TELLING and own.isdisjoint(stems_in(word))]
    return " ".join(word for word in words if 0 < len(by_topic(rows, word, relation, facts)) < len(rows))


def by_synonyms(topic: str, rows: Sequence[Record], relation: Relation) -> list[Record]:
    """Rows that hold each word of an English topic or one that says the same in titles: "mines", "extractives"."""
    words = content_words(topic)
    if not any(title_groups_of(word.stem) for word in words):
        return []  # before many rows are read in vain
    texts = [tokenise(" ".join(str(getattr(row, field) or "") for field in relation.match)) for row in rows]
    return [row for row, held in zip(rows, texts, strict=True) if all(_is_met(word, held) for word in words)]


def _is_met(word: Token, held: Sequence[Token]) -> bool:
    groups = title_groups_of(word.stem)
    return any(same_word(word, other) or not groups.isdisjoint(title_groups_of(other.stem)) for other in held)


def conditions(filters: Filters, relation: Relation) -> dict[str, Any]:
    """The filters that narrowed, besides the members: what a sentence has to repeat."""
    names = [name for name, _ in NARROWINGS if name in relation.accepts]
    return {name: value for name in names if (value := getattr(filters, name, None))}
