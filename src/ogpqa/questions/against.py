"""What speaks against a relation beside likeness and words: marks, homes and rows that it has no use for."""

from __future__ import annotations

from collections.abc import Set

from ogpqa.questions.denials import find_denials
from ogpqa.questions.reading import Reading
from ogpqa.questions.relations import Relation, load_relations
from ogpqa.questions.times import joined_beside
from ogpqa.types import Filters

NOT_TAKEN, OTHER_AGGREGATE = 0.35, 0.2
KIN = 0.06  # a word that another relation on the same records explains
_NOT_CURRENT, _NOT_COUNTED = 0.15, 0.15
SPECIFIC = 0.8  # weight of a word that hardly another relation has
_NEVER = 2.0
_OF_ROWS = frozenset({"codes", "titles"})  # what names single rows


def marks_not_taken(reading: Reading, relation: Relation, filters: Filters) -> float:
    """What "starred", "current" and "without" say against a relation on rows that cannot be so."""
    lacking = {mark for mark in ("starred", "current") if mark in reading.aggregates and mark not in relation.accepts}
    against = NOT_TAKEN if "starred" in lacking and relation.record else 0.0
    if "unit_plan" in reading.aggregates and relation.record == "Member" and filters.years:
        against += OTHER_AGGREGATE  # the years are the plan's, not those of joining
    if "lacking" in reading.aggregates and "unit_member" in reading.aggregates and relation.record:
        against += 0.0 if filters.lacking or filters.amount else OTHER_AGGREGATE
    return against + (_NOT_CURRENT if "current" in lacking and relation.year else 0.0)


def denials_not_taken(reading: Reading, relation: Relation, filters: Filters) -> float:
    """What a "not" that no filter takes ("not about rivers"), and "in common", say against rows that hold it."""
    denials = find_denials(reading)
    not_taken = denials.left_open or (bool(denials.names) and "denied" not in relation.accepts)
    shared = "shared" in reading.aggregates and not filters.shared and len(filters.members) > 1
    meant = relation.record or relation.name not in reading.of_relations
    return _NEVER if meant and (not_taken or shared) else 0.0


def stated_elsewhere(relation: Relation, aggregate: str, f: Filters) -> float:
    """What speaks against counting the rows of a plan, where the plan states their number: that comes second."""
    of_the_plan = f.current and f == Filters(members=f.members, unknown=f.unknown, current=True)
    return OTHER_AGGREGATE if relation.stated and aggregate == "count" and of_the_plan else 0.0


def counts_what_is_listed(reading: Reading, relation: Relation) -> float:
    """What a question without "how many" says against a relation that only counts ("what commitments …")."""
    counts = relation.aggregates[:1] == ("count",) and "count" not in reading.aggregates
    return _NOT_COUNTED if counts else 0.0


def home_not_taken(reading: Reading, relation: Relation) -> float:
    """What "cities of Kenya" says against a relation that does not know where members are."""
    asked = "local" in reading.aggregates and any(m.kind == "countries" for m in reading.mentions)
    return NOT_TAKEN if asked and relation.record and "country" not in relation.accepts else 0.0


def rows_not_taken(reading: Reading, relation: Relation, filters: Filters, given: Set[str]) -> float:
    """What a question about one commitment before says against a relation that takes none ("its area")."""
    if relation.record == "Member" and len(filters.members) == 1 and joined_beside(reading):
        return NOT_TAKEN  # "who joined before Latvia?"
    if relation.record == "Member" and len(filters.members) > 1 and _is_compared_by_kin(reading, relation):
        return OTHER_AGGREGATE  # "who joined earlier, Latvia or Chile?"
    named = given & _OF_ROWS
    lacks = named and relation.record and not named & set(relation.accepts)
    return KIN if lacks and not filters.members else 0.0


def claimed_words(reading: Reading, relation: Relation) -> frozenset[str]:
    """The words that relations on other records claim: hardly a topic of this one."""
    spans = []
    for name, cues in reading.of_relations.items():
        other = load_relations()[name]
        refuses = other.record is None and relation.year is None
        if refuses or other.record not in {None, relation.record}:
            spans += [(cue.start, cue.end) for cue in cues if cue.weight >= SPECIFIC]
    return frozenset(t.text for t in reading.tokens if any(s <= t.start and t.end <= e for s, e in spans))


def _is_compared_by_kin(reading: Reading, relation: Relation) -> bool:
    """Whether another relation on the same rows, asked for by its words, compares, and this one cannot."""
    compares = "compare" in reading.aggregates and "exists" not in reading.aggregates
    kin = (r for name, r in load_relations().items() if r.record == relation.record and name in reading.of_relations)
    return compares and "compare" not in relation.aggregates and any("compare" in r.aggregates for r in kin)
