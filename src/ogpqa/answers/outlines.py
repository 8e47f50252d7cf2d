"""What a page says in words of which rows there are, where none is found: "commitments related to clinics and rivers".

Few pages list their commitments; most say what the plan is about. In English alone: where the topic's words stand there
a judge, if there is one, must not deny it; without them it has to be sure.
"""

from __future__ import annotations

from dataclasses import replace

from ogpqa.answers.asked import named_kinds
from ogpqa.answers.facts import Facts
from ogpqa.answers.fitting import is_bare, is_of_another_plan
from ogpqa.answers.records import answer_from_records
from ogpqa.answers.rows import nothing_near
from ogpqa.answers.verifying import RowsJudge, load_bounds
from ogpqa.questions.candidates import WHETHER, outline_of
from ogpqa.questions.reading import Reading
from ogpqa.questions.relations import load_relations
from ogpqa.types import Answer, Filters, Query

_TOLD = frozenset({"no_evidence", "section_empty"})  # refusals that such words may mend


def outlined(query: Query, reading: Reading, refusal: Answer, facts: Facts, judge: RowsJudge | None) -> Answer | None:
    """The outline as the answer to a question that was refused, or None."""
    if query.lang != "en" or refusal.reason not in _TOLD:
        return None
    worded = outline_of(query)
    by_words = _found(worded, refusal, facts) if worded else None
    found = by_words or (
        _found(_of_all(query), refusal, facts) if judge and _may_be_meant(query, reading, refusal) else None
    )
    if found is None or is_of_another_plan(found, reading, facts):
        return None
    if judge is None or (by_words and is_bare(reading)):
        return found
    bounds = load_bounds()
    return found if judge.log_odds(reading, found) >= (bounds.outlined if by_words else bounds.sure) else None


def _of_all(query: Query) -> Query:
    """What outlines the rows of the member, whatever is asked of them."""
    outline = next(r.outline for r in load_relations().values() if r.outline)
    return replace(query, relation=outline, aggregate="value", filters=Filters(members=query.filters.members))


def _found(query: Query, refusal: Answer, facts: Facts) -> Answer | None:
    found = answer_from_records(refusal.question, query, facts, nothing_near)
    return found if found and found.rows and not found.reason else None


def _may_be_meant(query: Query, reading: Reading, refusal: Answer) -> bool:
    """Whether one member is asked, without conditions, for neither posts nor documents, and lists no such rows."""
    f, relation = query.filters, load_relations().get(query.relation or "")
    kept = Filters(members=f.members, topic=f.topic, current=f.current, resource_types=f.resource_types)
    listed = relation is not None and relation.outline and refusal.reason != "section_empty"
    documents = relation is not None and relation.record == "Resource" and "commitments" not in reading.of_relations
    whether = query.aggregate in WHETHER and len(f.members) == 1 and f == kept
    return whether and not listed and not documents and not named_kinds(reading)
