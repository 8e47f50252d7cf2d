"""From a question to a query, with nearness by shared words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest

from ogpqa.errors import QuestionError
from ogpqa.questions.candidates import UNDERSTOOD, as_query
from ogpqa.questions.parse import Parser
from ogpqa.questions.relations import wordings_in
from ogpqa.types import Query
from tests.records_made import SYLVAN, SharedWords, world_names

PARSER = Parser(world_names(), SharedWords())


def best(text: str, parser: Parser = PARSER) -> Query:
    """The best reading of a question."""
    return parser.understand(text)[0][0]


@pytest.mark.parametrize(
    ("text", "relation", "aggregate", "filters"),
    [
        ("Who is the contact for Freedonia?", "contact", "list", {"members": ["freedonia"]}),
        ("What is Rufus Firefly's e-mail address?", "contact_email", "value", {"persons": ["Rufus Firefly"]}),
        ("When did Port Sylvan join OGP?", "member_since", "value", {"members": [SYLVAN]}),
        ("How many commitments does Latvia list?", "commitments", "count", {"members": ["latvia"]}),
        ("List Freedonia's commitments of 2018", "commitments", "list", {"members": ["freedonia"], "years": [2018]}),
        ("What did Freedonia sign up to in 2018?", "commitments", "list", {"members": ["freedonia"], "years": [2018]}),
        ("Whom do I ring about Freedonia's pledges?", "contact", "list", {"members": ["freedonia"]}),
        ("What does Freedonia's plan focus on?", "plan_focus", "value", {"members": ["freedonia"]}),
        ("List the local members", "members", "list", {"level": "local"}),
        ("What does XY mean?", "definition", "value", {"terms": ["Exists Yet"]}),
        ("What is FR9999?", "commitments", "list", {"codes": ["FR9999"]}),
        ("Who is the contact for Chile?", "contact", "list", {"unknown": ["Chile"]}),
    ],
)  # fmt: skip
def test_a_question_becomes_relation_aggregate_and_filters(
    text: str, relation: str, aggregate: str, filters: dict[str, Any]
) -> None:
    """What is asked, how, and of what."""
    query = best(text)
    assert (query.relation, query.aggregate, query.filters.as_dict()) == (relation, aggregate, filters)


@pytest.mark.parametrize(
    ("text", "relation"),
    [("What is the phone number of Freedonia's contact?", "not_stated_phone"),
     ("Who is the president of Latvia?", "not_stated_leader"),
     ("What is the population of Freedonia?", "not_stated_country"),
     ("How much does Freedonia's plan cost?", "not_stated_money")],
)  # fmt: skip
def test_what_pages_never_give_is_recognised(text: str, relation: str) -> None:
    """So that it is refused for the right reason."""
    assert best(text).relation == relation


@pytest.mark.parametrize("text", ["blorp", "Qwerty uiop asdf", "12", "of the and"])
def test_what_fits_nothing_is_not_believed(text: str) -> None:
    """Below the threshold there is no relation and no topic."""
    query = best(text)
    assert query.confidence < UNDERSTOOD
    assert (query.relation, query.aggregate, query.filters.topic) == (None, "value", None)


def test_a_word_that_is_left_over_becomes_the_topic() -> None:
    """The evidence has to bear it out."""
    assert best("Which commitments of Freedonia are about rivers?").filters.topic == "rivers"
    assert best("Who is the contact for the harbour audit in Freedonia?").filters.topic == "harbour audit"


def test_words_without_which_the_question_means_the_same_are_idle() -> None:
    """They are kept by name and count for nothing."""
    text = "Who is the gracious contact for Freedonia?"
    idle = best(text, Parser(world_names(), SharedWords(idle=["gracious"])))
    busy = best(text)
    assert idle.idle == ("gracious",)
    assert busy.idle == ()
    assert idle.confidence > busy.confidence


def test_idle_words_are_idle_together_or_not_at_all() -> None:
    """Two words, each of which may go, may carry the meaning between them."""

    class EachAlone(SharedWords):
        def same(self, text: str, variants: Any, lang: str) -> list[float]:
            return [1.0 if len(text.split()) - len(v.split()) == 1 else 0.5 for v in variants]

    text = "Who is the gracious golden contact for Freedonia?"
    assert best(text, Parser(world_names(), EachAlone())).idle == ()


def test_other_readings_come_after_the_best_and_answer_too() -> None:
    """They are nearly as good, have records, and differ from the best."""
    queries, _, found = PARSER.understand("How many commitments does Freedonia's current plan have?")
    assert queries[0].confidence == max(q.confidence for q in queries)
    assert len({(q.relation, q.aggregate) for q in queries}) == len(queries)
    assert [c.score for c in found] == sorted((c.score for c in found), reverse=True)


def test_a_need_that_earlier_questions_met_is_no_lack() -> None:
    """ "And the contact?" after a question about a member lacks nothing."""
    alone = PARSER.understand("contact person")[2]
    given = PARSER.understand("contact person", given=frozenset({"members"}))[2]
    score = {c.relation.name: c.score for c in alone}
    assert next(c.score for c in given if c.relation.name == "contact") > score["contact"]


@pytest.mark.parametrize("text", ["", "?", "a" * 301, "\u200f\u202e"])
def test_what_is_no_question_is_no_query(text: str) -> None:
    """The error of the reader reaches the caller."""
    with pytest.raises(QuestionError):
        PARSER.understand(text)


@pytest.mark.parametrize(
    ("text", "lang", "relation"),
    [("라트비아의 담당자는 누구인가요?", "ko", "contact"), ("¿Cuándo se unió Letonia?", "es", "member_since"),
     ("Quels sont les engagements de la Lettonie ?", "fr", "commitments"),
     ("Wer ist die Kontaktperson für Lettland?", "de", "contact")],
)  # fmt: skip
def test_other_languages_are_understood_by_their_words(text: str, lang: str, relation: str) -> None:
    """With the names of the language and its wordings."""
    query = best(text)
    assert (query.lang, query.relation, query.filters.members) == (lang, relation, ("latvia",))


def test_what_no_row_could_bear_out_is_not_believed() -> None:
    """Members have no field for cheese; the question is not how many members there are."""
    assert PARSER.understand("How many members like cheese?")[0][0].relation is None
    assert PARSER.understand("How many members are there?")[0][0].relation == "members"


def test_cities_of_a_country_are_members() -> None:
    """The country is where they are, and not the member that is asked about."""
    (query, *_), *_ = PARSER.understand("Which cities of Freedonia are members?")
    assert (query.relation, query.filters.country) == ("members", "freedonia")


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("Freedonia 강물 공약 알려줘", "강물"),  # no word says "about": the thesaurus does
        ("Freedonia 공약 알려줘", None),
        ("Freedonia 강물 담당자", None),  # contacts are not about subjects
    ],
)
def test_meaning_tells_a_subject_where_no_space_does(text: str, topic: str | None) -> None:
    """Of commitments and documents, in scripts that are searched inside words."""
    assert best(text).filters.topic == topic


def test_wordings_are_normalised_as_questions_are() -> None:
    """Thai writes a vowel in one character or in two."""
    assert not any("\u0e33" in word for word in wordings_in("th").words)


class Deaf(SharedWords):
    """Tells no likeness: what is asked of it needs more than words."""

    def relations(self, forms: Sequence[str], lang: str) -> Mapping[str, float]:
        """Never to be asked."""
        raise AssertionError(forms)


@pytest.mark.parametrize(
    "text", ["Who is the contact for Latvia?", "Which members are local?", "What does Freedonia's plan focus on?"]
)
def test_what_words_tell_is_not_compared_with_examples(text: str) -> None:
    """And what is understood is the same as with the examples."""
    query = best(text, Parser(world_names(), Deaf()))
    reading = PARSER.understand(text)[1]
    assert replace(query, confidence=0) == replace(as_query(reading, PARSER.candidates(reading)[0]), confidence=0)


@pytest.mark.parametrize(
    "text",
    [
        "Latvia?",
        "When did Latvia become a member?",
        "How many commitments did Latvia withdraw?",
        "Latvia's phone number",
    ],
)
def test_what_words_leave_open_is_compared_with_examples(text: str) -> None:
    """No word, relations on the same records side by side, words left over, and what pages never give."""
    with pytest.raises(AssertionError):
        best(text, Parser(world_names(), Deaf()))


def test_a_follow_up_is_compared_with_examples() -> None:
    """How like an example it is decides what it takes from the question before."""
    parser = Parser(world_names(), Deaf())
    for context in ({"given": frozenset({"members"})}, {"before": "en"}):
        with pytest.raises(AssertionError):
            parser.understand("Who is the contact for Latvia?", **context)
