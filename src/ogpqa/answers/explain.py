"""Why an answer is as it is, for staff: what was understood, found and scored, as plain dicts and lists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ogpqa.answers.asked import Asked
from ogpqa.answers.facts import Facts
from ogpqa.answers.reader import Reader
from ogpqa.answers.records import answer_from_records
from ogpqa.answers.rows import Semantic, select
from ogpqa.answers.verifying import RowsJudge, Verdict
from ogpqa.answers.weighing import Evidence
from ogpqa.questions.candidates import UNDERSTOOD, Candidate
from ogpqa.questions.reading import Reading
from ogpqa.questions.relations import load_relations
from ogpqa.types import Answer, Query

_RELATIONS, _BEGINNING = 5, 80


@dataclass(frozen=True, slots=True)
class Sources:
    """What answers are made from."""

    facts: Facts
    reader: Reader
    near: Semantic
    judge: RowsJudge | None = None


def explain(
    understood: tuple[Sequence[Query], Reading, Sequence[Candidate]], answer: Answer, sources: Sources
) -> Mapping[str, Any]:
    """The steps from question to answer, in order; numbers rounded to three digits. Looks everything up once more."""
    queries, reading, candidates = understood
    query = queries[0]
    weighed, asked = sources.reader.weigh(query, reading), sources.reader.asked(query, reading)
    threshold = sources.reader.weights(query.lang).threshold
    line = sources.reader.line_stating(query, reading, candidates[0])
    said = _verdict(query, reading, candidates[0], sources)
    return {
        "question": reading.text,
        "language": reading.lang,
        "mentions": [
            {"kind": m.kind, "text": reading.text[m.start : m.end], "values": [*m.values]} for m in reading.mentions
        ],
        "cues": [
            {"target": c.target, "text": reading.text[c.start : c.end], "weight": round(c.weight, 3)}
            for c in reading.cues
            if not c.target.startswith("word.")
        ],
        "masked": [*reading.masked],
        "relations": [_relation(c) for c in candidates[:_RELATIONS]],
        "relation_threshold": UNDERSTOOD,
        "queries": [
            {"relation": q.relation, "aggregate": q.aggregate, "filters": q.filters.as_dict()} for q in queries
        ],
        "rows": _rows(query, sources),
        "judged_rows": said and {"read_as": said.read_as, "log_odds": round(said.log_odds, 3), "least": said.least},
        "asked": _asked(asked),
        "stated": {"page_id": line.page_id, "text": line.text} if line else None,
        "passages": [_passage(rank, one) for rank, one in enumerate(weighed, 1)],
        "probability": round(weighed[0].probability, 3) if weighed else None,
        "threshold": threshold,
        "judge": sources.reader.judge_note(query.lang),
        "outcome": "answered from a line that states it" if line else _outcome(answer, weighed, threshold, said),
    }


def _relation(candidate: Candidate) -> dict[str, Any]:
    """A relation with the parts of its score; what is missing from their sum is what speaks against it."""
    return {
        "relation": candidate.relation.name,
        "score": round(candidate.score, 3),
        "similarity": round(candidate.similarity, 3),
        "words": round(candidate.words, 3),
        "leftover": [*candidate.leftover],
        "idle": [*candidate.idle],
    }


def _rows(query: Query, sources: Sources) -> dict[str, Any] | None:
    """How many rows the members have, how many meet every condition, and which condition left none."""
    relation = load_relations().get(query.relation or "")
    if relation is None or relation.record is None:
        return None
    chosen = select(query, relation, sources.facts, sources.near)
    return {
        "type": relation.record,
        "of_members": len(chosen.base),
        "selected": len(chosen.rows),
        "ids": [row.record_id for row in chosen.rows[:_RELATIONS]],
        "emptied_by": chosen.emptied_by,
        "by_meaning": chosen.by_meaning,
    }


def _verdict(query: Query, reading: Reading, best: Candidate, sources: Sources) -> Verdict | None:
    """What the judge says of the rows of the best reading."""
    found = answer_from_records(query.text, query, sources.facts, sources.near)
    return sources.judge.verdict(reading, best, found) if sources.judge and found else None


def _asked(asked: Asked) -> dict[str, Any]:
    return {
        "words": [{"word": w.token.text, "rarity": round(w.rarity, 3)} for w in asked.words],
        "kinds": [*asked.kinds],
        "attribute": asked.attribute,
        "polar": asked.polar,
        "heads": [head.text for head in asked.heads],
        "term": asked.term,
    }


def _passage(rank: int, one: Evidence) -> dict[str, Any]:
    """A passage with its scores before weighing (fused, cosine, BM25) and after (features, probability)."""
    hit = one.hit
    return {
        "rank": rank,
        "found_at": hit.rank,
        "page_id": hit.passage.page_id,
        "section": [*hit.passage.section],
        "text": " ".join(hit.passage.text.split())[:_BEGINNING],
        "fused": round(hit.score, 3),
        "dense": None if hit.dense is None else round(hit.dense, 3),
        "lexical": None if hit.lexical is None else round(hit.lexical, 3),
        "features": {name: round(value, 3) for name, value in one.features._asdict().items()},
        "probability": round(one.probability, 3),
    }


def _outcome(answer: Answer, weighed: Sequence[Evidence], threshold: float, said: Verdict | None) -> str:
    """One line in plain words: where the answer came from, or why there is none."""
    if answer.text is not None:
        return "answered from a passage" if answer.kind == "passage" else "answered from records"
    best = f"best passage {weighed[0].probability:.2f}, threshold {threshold:.2f}" if weighed else "no passage found"
    denied = said is not None and said.denies
    return f"not answered: {answer.reason}; {'rows that the judge takes for no answer; ' if denied else ''}{best}"
