"""Follow-ups that the answer before fills in."""

from __future__ import annotations

from ogpqa.answers.continuing import continued, needs_answer
from ogpqa.questions.parse import Parser
from ogpqa.questions.reading import Reading
from ogpqa.types import Query
from tests.records_made import SYLVAN, SharedWords, told, world_names

PARSER = Parser(world_names(), SharedWords())
YEARS = (2011, 2025)


def understood(text: str) -> tuple[Query, Reading]:
    """The best reading of a question alone."""
    queries, reading, _ = PARSER.understand(text)
    return queries[0], reading


def test_the_contacts_of_the_members_that_were_listed() -> None:
    """ "And their contacts?" after a list of members asks for those of all of them."""
    query, reading = understood("and their contacts?")
    assert needs_answer(query, reading)
    before = told("members", "list", years=(2011, 2020))
    assert continued(query, before, reading, YEARS).filters.members == ("latvia", SYLVAN)


def test_a_question_with_a_member_needs_none() -> None:
    """What names its member itself is not filled in."""
    assert not needs_answer(*understood("and the contacts of Latvia?"))


def test_the_row_before() -> None:
    """ "The one before that" is the latest of the years before the one that was named."""
    query, reading = understood("and the one before that?")
    before = told("commitments", "latest", members=("freedonia",))
    found = continued(query, before, reading, YEARS)
    assert (found.relation, found.aggregate, found.filters.years[-1]) == ("commitments", "latest", 2020)


def test_the_row_behind() -> None:
    """ "The next one" is the first of the years behind it."""
    query, reading = understood("and the next one?")
    found = continued(query, told("commitments", "first", members=("freedonia",)), reading, YEARS)
    assert (found.aggregate, found.filters.years[0]) == ("first", 2019)


def test_nothing_comes_before_a_plan() -> None:
    """Of the current plan no page tells which one came before: that is no answer to guess."""
    query, reading = understood("and the previous one?")
    assert continued(query, told("plan_number", members=("freedonia",)), reading, YEARS).relation is None


def test_the_year_behind_one_that_was_named() -> None:
    """ "And the year after?" asks the same of the next year."""
    query, reading = understood("and in the year after?")
    before = told("commitments", "count", members=("freedonia",), years=(2018,))
    found = continued(query, before, reading, YEARS)
    assert (found.aggregate, found.filters.years) == ("count", (2019,))


def test_rows_that_were_listed_are_narrowed() -> None:
    """ "Which of those are starred?" stays with the rows of the question before, and takes no members of its answer."""
    query, reading = understood("which of those commitments are starred?")
    before = told("commitments", "list", topic="open")
    assert continued(query, before, reading, YEARS) == query
