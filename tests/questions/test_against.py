"""What speaks against a relation beside likeness and words."""

from __future__ import annotations

from ogpqa.questions.against import OTHER_AGGREGATE, stated_elsewhere
from ogpqa.questions.relations import load_relations
from ogpqa.types import Filters


def test_what_a_plan_has_is_stated_before_it_is_counted() -> None:
    """Counting the rows of the current plan comes second, unless a year or a topic makes them others."""
    commitments, plan = load_relations()["commitments"], Filters(members=("freedonia",), current=True)
    assert stated_elsewhere(commitments, "count", plan) == OTHER_AGGREGATE
    assert stated_elsewhere(commitments, "list", plan) == 0.0
    assert stated_elsewhere(commitments, "count", Filters(members=("freedonia",), current=True, topic="roads")) == 0.0
