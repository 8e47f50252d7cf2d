"""Readings of a question: a relation with its filters and how well it fits, and the queries that they make."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ogpqa.questions.reading import Reading
from ogpqa.questions.relations import Relation, load_relations
from ogpqa.questions.text import Token
from ogpqa.questions.topics import content_phrase
from ogpqa.types import Aggregate, Filters, Query

_TELLING, UNDERSTOOD_BY_WORDS = 0.8, 0.2  # the same where its own words say so and rows bear out the rest
_FEW = 3  # words that are a subject and no sentence ("street trees")
WHETHER = frozenset({"list", "exists", "value"})  # aggregates of "is there one on …"
_NEARLY, _MOST_READINGS = 0.25, 4
_ALIKE = 0.8  # cosine from which likeness alone is believed beside words that say nothing
UNDERSTOOD = 0.45  # below this score no relation is believed


@dataclass(frozen=True, slots=True)
class Candidate:
    """One reading of a question: a relation with its filters, the words left over, and how well it fits."""

    relation: Relation
    score: float
    filters: Filters
    leftover: tuple[str, ...]
    aggregate: Aggregate
    group_by: str | None
    similarity: float
    idle: tuple[str, ...] = ()
    words: float = 0.0  # how much the relation's own words say
    known: bool = False  # whether the pages hold all words of the topic

    def like(self, similarity: float) -> Candidate:
        """The same candidate of a question that is so like the relation's examples."""
        return replace(self, score=self.score - self.similarity + similarity, similarity=similarity)


def is_believed(c: Candidate, lang: str) -> bool:
    """Whether a reading fits well enough; one with words of its own less, where rows have to bear out the rest."""
    takes_none = c.relation.record and "topic" not in c.relation.accepts and not c.filters.terms
    if takes_none and set(c.leftover) - set(c.idle):
        return False  # "how many members like cheese?": nothing in the rows could bear out the cheese
    if lang != "en" and not c.words and c.idle and not c.filters.codes and c.similarity < _ALIKE:
        return False  # no word speaks for it, and some were set aside: "Que fait le Chili pour la broderie ?"
    telling = c.words >= _TELLING and (c.filters.topic or not c.leftover)
    return c.score >= (UNDERSTOOD_BY_WORDS if telling else UNDERSTOOD)


def lists_all(c: Candidate) -> bool:
    """Whether all rows of a member would be listed but for the words left over: there, none of them is idle."""
    plain = Filters(members=c.filters.members, topic=c.filters.topic)
    return c.relation.by_subject and c.aggregate == "list" and c.filters == plain


def readings(reading: Reading, found: Sequence[Candidate]) -> list[Query]:
    """The best query, then those nearly as good that leave no word unexplained: tried when the rows deny the best."""
    best, *others = found
    if best.relation.reason == "not_stated":
        # "pension fund" sounds like money, but is a commitment where a row holds both words.
        # and so is "elections" where commitments of that area are counted.
        counted = "count" in reading.aggregates
        close = [
            c
            for c in others
            if c.relation.record
            and (c.known and c.filters.topic or counted and c.filters.areas and c.filters.members and not c.leftover)
        ][:_MOST_READINGS]
    else:
        close = [
            c
            for c in others[:_MOST_READINGS]
            if c.score >= max(best.score - _NEARLY, UNDERSTOOD) and c.relation.record and best.relation.record
            and (c.words or c.known) and is_believed(c, reading.lang)
            and ("topic" in c.relation.accepts or not set(c.leftover) - set(c.idle))
        ]  # fmt: skip
    return [as_query(reading, c) for c in (best, *close)]


def by_subject(
    reading: Reading, found: Sequence[Candidate], *, members: Sequence[str] = (), worded: bool = False
) -> list[Query]:
    """The question as one about rows whose titles are near to it, for when no other reading is borne out.

    Asked of members that are named, now or before (`members`), or of all: a relation's own words or a word of "which
    members …" has to say so. With `worded` only those own words do: a number, a day or a person that is asked for is
    not what titles tell.
    """
    queries: list[Query] = []
    if {"denied", "denied_behind", "shared"} & set(reading.aggregates):
        return queries  # rows that hold a subject are none of those "not about" it
    for c in found:
        about = content_phrase(reading, c.leftover)
        if found[0].relation.reason and not _says_more(reading, found[0], about):
            continue
        rest = _unopened(reading)
        doubted = found[0].score < UNDERSTOOD or (len(rest) < len(reading.tokens) and not found[0].words)
        bare = doubted and len(about.split()) == len(rest) <= _FEW
        asked = c.words or (not worded and (c.filters.members or members or "across" in reading.aggregates or bare))
        named = c.filters.unknown or c.filters.codes or c.filters.persons or c.filters.emails
        if not c.relation.by_subject or not about or not asked or named:
            continue
        filters = replace(c.filters, topic=about, areas=(), resource_types=(), titles=())
        query = as_query(reading, replace(c, score=max(c.score, UNDERSTOOD), filters=filters, idle=()))
        queries.append(replace(query, aggregate=c.aggregate if c.aggregate in {"count", "exists"} else "list"))
    return queries


def outline_of(query: Query) -> Query | None:
    """The question put to what outlines such rows in words; None where more is asked than whether one is on a subject.

    In English, of one member, without conditions but that of the current plan.
    """
    relation, f = load_relations().get(query.relation or ""), query.filters
    plain = len(f.members) == 1 and f.topic and f == Filters(members=f.members, topic=f.topic, current=f.current)
    if relation is None or not relation.outline or query.lang != "en" or not plain or query.aggregate not in WHETHER:
        return None
    return replace(query, relation=relation.outline, aggregate="value")


def _says_more(reading: Reading, refusing: Candidate, about: str) -> bool:
    """Whether a topic holds more than what pages never give: "pension fund rules", but not "corruption perceptions"."""
    target = f"relation.{refusing.relation.name}"
    own = [c for c in reading.cues if c.target == target]
    spans = [(c.start, c.end) for c in own] if any(c.n_words > 1 for c in own) else []
    words = [t for t in reading.content if t.text in about.split()]
    rest = [t for t in words if not any(s <= t.start and t.end <= e for s, e in spans)]
    return len(rest) == len(words) or len(rest) > 1


def _unopened(reading: Reading) -> list[Token]:
    """The words of a question without the one that goes on from the question before ("and street trees?")."""
    spans = [(c.start, c.end) for c in reading.cues if c.target == "aggregate.continues" and not c.start]
    return [t for t in reading.tokens if not any(s <= t.start and t.end <= e for s, e in spans)]


def as_query(reading: Reading, best: Candidate) -> Query:
    """The query of a candidate, or one without relation when it is not believed."""
    believed = is_believed(best, reading.lang)
    return Query(
        text=reading.text,
        relation=best.relation.name if believed else None,
        aggregate=best.aggregate if believed else "value",
        filters=best.filters if believed else replace(best.filters, topic=None),
        lang=reading.lang,
        confidence=round(best.score, 3),
        group_by=best.group_by if believed else None,
        across="across" in reading.aggregates or (best.aggregate, best.group_by) == ("each", "member"),
        idle=tuple(word for word in best.leftover if word in best.idle),
    )
