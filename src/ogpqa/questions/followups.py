"""Follow-ups: what a question leaves out is filled in from the questions before it.

A question is a follow-up when it points back ("their", "those", "and …?") or cannot stand alone: no member where its
relation needs one, or no relation at all. It inherits only what it does not say itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from ogpqa.questions.candidates import Candidate
from ogpqa.questions.parse import Parser
from ogpqa.questions.reading import Reading
from ogpqa.questions.relations import CueHit, load_relations
from ogpqa.questions.text import tokenise
from ogpqa.questions.times import joined_beside
from ogpqa.types import Aggregate, Filters, Query

MAX_HISTORY = 5
_NAMED = ("members", "codes", "persons", "emails", "titles", "unknown")
_SUBJECT = ("topic", "areas", "titles")  # what rows are about
_SAYS_ITSELF = 0.75  # words of a relation from which "and …?" asks for something else than before
_LIKE_AN_EXAMPLE = 0.95  # cosine from which a question is one of the examples
_SURE = 0.75  # a relation this well understood is not replaced by the earlier one


def understand_in_context(
    parser: Parser, text: str, history: Sequence[str], *, lang: str | None = None, member: str | None = None
) -> tuple[list[Query], Reading, list[Candidate]]:
    """The readings of a question after earlier ones (oldest first), best first, and what they were chosen from."""
    before: Query | None = None
    for earlier in history[-MAX_HISTORY:]:
        readings = _merged(parser, earlier, before, lang)[0]
        before = next((query for query in readings if query.relation), readings[0])
    queries, reading, found = _merged(parser, text, before, lang)
    if member:
        queries = [_of_members(query, (member,)) for query in queries]
    return queries, reading, found


def _of_members(query: Query, members: tuple[str, ...]) -> Query:
    if query.filters.members or query.filters.unknown:
        return query
    return replace(query, filters=replace(query.filters, members=members))


def _merged(
    parser: Parser, text: str, before: Query | None, lang: str | None
) -> tuple[list[Query], Reading, list[Candidate]]:
    given = frozenset(n for n in _NAMED if getattr(before.filters, n)) if before else frozenset()
    queries, reading, found = parser.understand(text, lang, given, before.lang if before else None)
    if before is None:
        return queries, reading, found
    marks = _marks(reading)
    if before.relation is None:  # its member was named all the same
        about = [_of_members(query, before.filters.members) for query in queries]
        return (about if marks or _lacks_member(queries[0], reading) else queries), reading, found
    queries = [_at_the_same(parser, query, before, reading) for query in queries]
    if _stands_alone(queries[0], reading, found[0], marks):
        return queries, reading, found
    continued = _continued(parser, found, queries[0], before, reading, marks)
    repeats = (continued.filters, continued.aggregate) == (before.filters, before.aggregate) and queries[0].relation
    others = _asks_of_members(queries[0], before, reading, found[0])
    if (
        _is_fragment(queries[0], found[0], marks, reading)
        and not (repeats and _own_words(found[0], reading))
        and not others
    ):
        return [continued], reading, found
    if (repeats or found[0].relation.reason) and _own_words(found[0], reading):
        # "Its population?" after "when did it join?": what was asked before is no answer to something else.
        return [_with_members(query, before, reading) for query in queries], reading, found
    return [*(_with_members(query, before, reading) for query in queries), continued], reading, found


def _lacks_member(query: Query, reading: Reading) -> bool:
    """Whether the question leaves out whose rows it asks for ("is there anything on mobile apps?")."""
    relation = load_relations().get(query.relation or "")
    named = any(getattr(query.filters, name) for name in (*_NAMED, "country", "level"))
    needed = relation is None or "members" in relation.needs
    return needed and not named and "across" not in reading.aggregates


def _at_the_same(parser: Parser, query: Query, before: Query, reading: Reading) -> Query:
    """The question about titles that the member before lists is about that member, not about all that list them."""
    f, members = query.filters, before.filters.members
    if not f.titles or f.members or f.unknown or "across" in reading.aggregates:
        return query
    theirs = tuple(m for m in members if all(m in parser.names.title_members[title] for title in f.titles))
    return replace(query, filters=replace(f, members=theirs)) if theirs else query


def _marks(reading: Reading) -> frozenset[str]:
    opening = {"continues"} if _openings(reading) else set()
    return frozenset(reading.aggregates) & {"back", "back_rows"} | opening


def _openings(reading: Reading) -> list[CueHit]:
    start = reading.tokens[0].start
    return [c for c in reading.cues if c.start == start and c.target == "aggregate.continues"]


def _is_opening(reading: Reading) -> bool:
    """Whether the only word for "current" is the one with which the question goes on from the one before."""
    current = [c for c in reading.cues if c.target == "aggregate.current"]
    return all(any(c.start >= o.start and c.end <= o.end for o in _openings(reading)) for c in current)


def _stands_alone(query: Query, reading: Reading, best: Candidate, marks: frozenset[str]) -> bool:
    named = any(getattr(query.filters, name) for name in _NAMED)
    relation = load_relations().get(query.relation or "")
    if marks or relation is None or relation.name == "profile":
        return False
    if named and query.confidence >= _SURE and len(tokenise(reading.text)) > 3:
        return True
    if named:
        return query.confidence >= 0.6 and bool(_own_words(best, reading))
    return not relation.needs and query.confidence >= _SURE


def _own_words(best: Candidate, reading: Reading) -> list[str]:
    target = f"relation.{best.relation.name}"
    return [reading.text[c.start : c.end] for c in reading.by_target.get(target, ())]


def _is_fragment(query: Query, best: Candidate, marks: frozenset[str], reading: Reading) -> bool:
    """Whether the question only changes a filter of the one before ("and Latvia?", "how many of them in 2012?")."""
    if query.relation is None or query.relation == "profile" or "back_rows" in marks:
        return True
    if best.similarity >= _LIKE_AN_EXAMPLE:
        return False  # "how big is their plan?" asks for something, in whatever words
    if "continues" in marks and best.words < _SAYS_ITSELF:
        return True
    return not _own_words(best, reading)


def _asks_of_members(query: Query, before: Query, reading: Reading, best: Candidate) -> bool:
    """Whether members were listed before, and something else is asked of them ("do any of them have a contact?")."""
    new, old = (load_relations().get(q.relation or "") for q in (query, before))
    other = new is not None and old is not None and new.record is not None and old.record == "Member" != new.record
    return other and bool(_own_words(best, reading))


def _continued(
    parser: Parser, found: Sequence[Candidate], query: Query, before: Query, reading: Reading, marks: frozenset[str]
) -> Query:
    """The question before with this one's filters, and its aggregate if it names one."""
    same = next((c for c in found if c.relation.name == before.relation), found[0])
    new, old = same.filters, before.filters
    if any(getattr(new, name) for name in ("members", "unknown")):
        old = replace(old, members=(), unknown=(), persons=(), emails=(), codes=(), titles=(), topic=old.topic)
    if _counts_in_total(reading, before) and "back_rows" not in marks:
        old = Filters(members=old.members, level=old.level, country=old.country)  # "how many are there in total?"
    contrast = "contrast" in reading.aggregates and bool(old.years) and "compare" in _can(before)
    if contrast and new.years:  # "is that more than in 2014?"
        new = replace(new, years=tuple(dict.fromkeys((*old.years, *new.years))))
    if new.years or new.periods:
        old = replace(old, years=(), periods=(), current=False)
    if new.current and _is_opening(reading):
        new = replace(new, current=False)  # "now the same on …" goes on, it asks for no current plan
    elif new.current or "current" in reading.aggregates:
        old = replace(old, as_of=None)
    relation = load_relations()[before.relation or ""]
    topic = new.topic
    if "back_rows" not in marks and any(getattr(new, name) for name in _SUBJECT):
        old = replace(old, topic=None, areas=(), titles=())  # another subject of the same member
    merged = {name: getattr(new, name) or getattr(old, name) for name in Filters.__dataclass_fields__}
    merged["topic"] = topic or old.topic
    merged["current"] = merged["current"] and not new.years
    aggregate: Aggregate = "compare" if contrast and len(new.years) > 1 else before.aggregate
    if same.aggregate == "each" and same.relation.name == before.relation:  # "per year?"
        return replace(before, text=query.text, filters=Filters(**merged), aggregate="each", lang=query.lang,
                       confidence=query.confidence, group_by=same.group_by)  # fmt: skip
    for mark in ("count", "latest", "first", "most", "list"):
        if mark in reading.aggregates and mark in relation.aggregates and not contrast:
            aggregate = mark
            break
    return replace(
        before,
        text=query.text,
        filters=Filters(**merged),
        aggregate=aggregate,
        lang=query.lang,
        confidence=query.confidence,
    )


def _counts_in_total(reading: Reading, before: Query) -> bool:
    """Whether "in total" is said of a number: it drops what narrowed the rows before."""
    said, counts = set(reading.aggregates), before.aggregate == "count"
    return "in_total" in said and not said & {"list", "most", "least"} and ("count" in said or counts)


def _can(query: Query) -> Sequence[str]:
    return load_relations()[query.relation or ""].aggregates


def _with_members(query: Query, before: Query, reading: Reading) -> Query:
    """The question's own relation about the members, people or rows of the one before."""
    relation = load_relations().get(query.relation or "")
    if relation is None or any(getattr(query.filters, name) for name in _NAMED):
        return query
    kept: dict[str, Any] = {
        name: getattr(before.filters, name)
        for name in ("members", "persons", "roles", "organisations", "emails", "codes", "titles", "level")
        if name in relation.accepts
    }
    back = [(c.start, c.end) for c in reading.cues if c.target == "aggregate.back"]
    side = joined_beside(reading, back) if back else None
    if "members" in kept and side in relation.accepts:
        kept[str(side)] = kept.pop("members")  # "who joined before them?"
    if relation.record and before.filters.unknown:
        kept["unknown"] = before.filters.unknown
    if relation.years == "copy" and not query.filters.current:
        kept["as_of"] = query.filters.as_of or before.filters.as_of
    same_rows = relation.record == load_relations()[before.relation or ""].record
    if same_rows and not query.filters.topic and not _counts_in_total(reading, before):
        kept |= {
            name: getattr(before.filters, name)
            for name in ("topic", "years", "areas", "periods", "resource_types")
            if name in relation.accepts and not getattr(query.filters, name)
        }
    values = {name: kept.get(name) or getattr(query.filters, name) for name in Filters.__dataclass_fields__}
    # "And documents?" after "how many commitments?" counts them, too.
    counts = before.aggregate == "count" and _openings(reading) and "count" in relation.aggregates
    plain = query.aggregate == relation.aggregates[:1][0] if relation.aggregates else False
    asks = {"list", "exists", "latest", "first", "back"} & set(reading.aggregates)
    aggregate = "count" if counts and plain and not asks else query.aggregate
    return replace(query, filters=Filters(**values), aggregate=aggregate)
