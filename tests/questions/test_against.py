"""What speaks against a relation beside likeness and words."""

from __future__ import annotations

from ogpqa.questions.against import OTHER_AGGREGATE, counts_what_is_listed, rows_not_taken, stated_elsewhere
from ogpqa.questions.reading import QuestionReader
from ogpqa.questions.relations import load_relations
from ogpqa.types import Filters
from tests.records_made import world_names

READER = QuestionReader(world_names())
NOTHING = frozenset[str]()


def test_what_a_plan_has_is_stated_before_it_is_counted() -> None:
    """Counting the rows of the current plan comes second, unless a year or a topic makes them others."""
    commitments, plan = load_relations()["commitments"], Filters(members=("freedonia",), current=True)
    assert stated_elsewhere(commitments, "count", plan) == OTHER_AGGREGATE
    assert stated_elsewhere(commitments, "list", plan) == 0.0
    assert stated_elsewhere(commitments, "count", Filters(members=("freedonia",), current=True, topic="roads")) == 0.0


def test_a_relation_that_takes_no_commitment_after_one() -> None:
    """ "Its area" after a question about a commitment asks for that of the commitment, not for the plan's focus."""
    reading, relations, given = READER.read("and its policy area?"), load_relations(), frozenset({"members", "titles"})
    assert rows_not_taken(reading, relations["plan_focus"], Filters(), given) > 0
    assert rows_not_taken(reading, relations["commitment_area"], Filters(), given) == 0


def test_the_year_of_one_member_when_others_are_asked_for() -> None:
    """ "Who joined before Latvia?" does not ask when Latvia joined."""
    reading, filters = READER.read("Who joined before Latvia?"), Filters(members=("latvia",))
    assert rows_not_taken(reading, load_relations()["member_since"], filters, NOTHING) > 0
    both = Filters(members=("latvia", "freedonia"))
    assert rows_not_taken(reading, load_relations()["member_since"], both, NOTHING) == 0


def test_which_asks_for_no_number() -> None:
    """ "Which commitments is Freedonia implementing" is a list, "how many" is not."""
    relation = load_relations()["plan_commitments"]
    assert counts_what_is_listed(READER.read("Which commitments is Freedonia implementing?"), relation) > 0
    assert counts_what_is_listed(READER.read("How many commitments is Freedonia implementing?"), relation) == 0
