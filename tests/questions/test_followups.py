"""Follow-ups: what a question leaves out comes from those before it."""

from __future__ import annotations

import pytest

from ogpqa.questions.followups import MAX_HISTORY, understand_in_context
from ogpqa.questions.parse import Parser
from ogpqa.types import Query
from tests.records_made import SharedWords, world_names

PARSER = Parser(world_names(), SharedWords())


def after(*questions: str, member: str | None = None) -> Query:
    """The best reading of the last question after those before it."""
    *history, last = questions
    return understand_in_context(PARSER, last, history, member=member)[0][0]


def test_their_means_the_member_before() -> None:
    """A word that points back takes the member with its own relation."""
    query = after("Who is the contact for Freedonia?", "What is their e-mail address?")
    assert (query.relation, query.filters.members) == ("contact_email", ("freedonia",))


@pytest.mark.parametrize("text", ["And Latvia?", "What about Latvia?", "Latvia?"])
def test_and_somewhere_else_asks_the_same(text: str) -> None:
    """The relation stays, the member changes."""
    query = after("When did Freedonia join OGP?", text)
    assert (query.relation, query.filters.members) == ("member_since", ("latvia",))


def test_which_of_those_keeps_the_rows() -> None:
    """A filter is added to the ones before."""
    query = after("List the commitments of Freedonia", "Which of those are from 2018?")
    assert (query.relation, query.filters.members, query.filters.years) == ("commitments", ("freedonia",), (2018,))


def test_how_many_of_them_changes_the_aggregate() -> None:
    """The same rows are counted."""
    query = after("List the commitments of Freedonia", "How many of them are there in 2018?")
    assert (query.relation, query.aggregate, query.filters.years) == ("commitments", "count", (2018,))


def test_a_new_year_replaces_the_one_before() -> None:
    """Years are not collected."""
    query = after("Which commitments did Freedonia make in 2018?", "And in 2021?")
    assert query.filters.years == (2021,)


def test_a_question_that_stands_alone_inherits_nothing() -> None:
    """Its own member and words are enough."""
    query = after("Which commitments did Freedonia make in 2018?", "Who is the contact for Latvia?")
    assert (query.relation, query.filters.as_dict()) == ("contact", {"members": ["latvia"]})


def test_an_unknown_place_is_not_replaced_by_the_member_before() -> None:
    """ "And Chile?" is refused, not answered for Freedonia."""
    query = after("Who is the contact for Freedonia?", "And Chile?")
    assert (query.relation, query.filters.members, query.filters.unknown) == ("contact", (), ("Chile",))


def test_a_chain_of_follow_ups_keeps_its_member() -> None:
    """Each question is understood after those before it."""
    query = after("When did Latvia join?", "Who is their contact?", "and their e-mail?")
    assert query.filters.members == ("latvia",)
    assert query.relation == "contact_email"


def test_only_the_last_questions_count() -> None:
    """What was asked long ago is forgotten."""
    old = ["When did Latvia join?", *["What is FR0003?"] * MAX_HISTORY]
    assert after(*old, "FR0001?") == after(*old[1:], "FR0001?")


def test_a_member_that_is_given_fills_the_gap_only() -> None:
    """The page beside which one asks is the member, unless the question names another one."""
    assert after("Who is the contact?", member="latvia").filters.members == ("latvia",)
    assert after("Who is the contact for Freedonia?", member="latvia").filters.members == ("freedonia",)
    assert after("Who is the contact for Chile?", member="latvia").filters.members == ()


def test_without_history_nothing_is_filled_in() -> None:
    """A follow-up with nothing before it stays without a member."""
    assert after("What is their e-mail address?").filters.members == ()


@pytest.mark.parametrize(
    ("before", "fragment"), [("Quando a Freedonia entrou?", "E a Letónia?"), ("Kiedy dołączyła Freedonia?", "A Łotwa?")]
)
def test_a_fragment_is_read_in_the_language_before(before: str, fragment: str) -> None:
    """A country's name in that language is found, though the fragment has no word that tells."""
    query = after(before, fragment)
    assert (query.relation, query.filters.members) == ("member_since", ("latvia",))


def test_another_subject_replaces_the_one_before() -> None:
    """A topic, an area or a title asked for next does not narrow what the one before left."""
    query = after("Which commitment of Freedonia covers rivers?", "and which covers harbour budgets?")
    assert query.filters.topic == "harbour budgets"
    narrowed = after("List the commitments of Freedonia from 2018", "which of those are about rivers?")
    assert narrowed.filters.years == (2018,)


def test_now_goes_on_and_asks_for_no_current_plan() -> None:
    """ "Now the same on …" is no question about the plan of now."""
    assert not after("Commitments of Freedonia on rivers", "now the same on clinics").filters.current


def test_a_question_without_relation_still_gives_its_member() -> None:
    """ "And …?" is about the member that was named, though what was asked of it was not understood."""
    assert after("Tell me about harbours in Latvia", "and about rivers?").filters.members == ("latvia",)


def test_a_title_is_looked_for_at_the_member_before() -> None:
    """Where that member lists it; a question about all members stays one."""
    title = "Open Mirrors for Everybody"
    assert after("What is Freedonia doing on roads?", f"does it cover {title}?").filters.members == ("freedonia",)
    assert after("Who is Latvia's contact?", f"what is the commitment {title}?").filters.members == ()
    assert (
        after("Who is Freedonia's contact?", f"which members have a commitment called {title}?").filters.members == ()
    )


def test_a_question_that_leaves_its_member_out_has_the_one_before() -> None:
    """Also where the question before was of no relation."""
    query = after("Freedonia and its zeppelins", "is there a commitment on roads?")
    assert query.filters.members == ("freedonia",)


def test_what_was_asked_before_is_no_answer_to_something_else() -> None:
    """What pages never give is refused, not answered with what the question before asked for."""
    query = after("When did Freedonia join OGP?", "And its population?")
    assert (query.relation, query.filters.members) == ("not_stated_country", ("freedonia",))


def test_how_many_goes_on_for_what_is_named_next() -> None:
    """ "And documents?" counts as the question before did; "and its contact?" asks who it is."""
    assert after("How many commitments does Freedonia list?", "And documents?").aggregate == "count"
    assert after("How many commitments does Freedonia list?", "And its contact?").aggregate == "list"


def test_before_them_asks_for_others() -> None:
    """ "Before" beside a word that points back is not about the member itself."""
    query = after("When did Freedonia join OGP?", "Who joined before them?")
    assert (query.relation, query.filters.joined_before) == ("members", ("freedonia",))


def test_something_else_is_asked_of_members() -> None:
    """ "Do any of them have …" after a list of members asks for their rows, not for the members again."""
    query = after("Which members joined in 2014?", "Do any of them have starred commitments?")
    assert (query.relation, query.filters.starred, query.filters.years) == ("commitments", True, ())


def test_what_pages_never_give_is_asked_behind_a_row() -> None:
    """The cost of a commitment is not the commitment again, in any language."""
    assert after("Was ist die Verpflichtung FD0001?", "Und was kostet es?").relation == "not_stated_money"
    assert after("Who is the contact for Freedonia?", "what's her phone number then").relation == "not_stated_phone"


def test_a_role_goes_on() -> None:
    """Their address is that of whoever holds the role."""
    query = after("Who is the Head of Office in Freedonia?", "Her e-mail?")
    before = after("Who is the Head of Office in Freedonia?")
    assert query.relation == "contact_email"
    assert query.filters.roles == before.filters.roles


@pytest.mark.parametrize("text", ["¿Cuántos compromisos tiene en total?", "¿Cuántos en total?"])
def test_in_total_drops_what_narrowed(text: str) -> None:
    """All rows of the member are counted then."""
    query = after("¿Qué compromisos de Freedonia son de 2018?", text)
    assert (query.aggregate, query.filters.members, query.filters.years) == ("count", ("freedonia",), ())
