"""A relation's share of a question: its filters, its aggregate, and the words that it leaves over."""

from __future__ import annotations

from typing import Any

import pytest

from ogpqa.questions.reading import QuestionReader, Reading
from ogpqa.questions.relations import load_relations, wordings_in
from ogpqa.questions.shares import (
    choose_aggregate,
    names_not_taken,
    take_filters,
    words_left_over,
)
from ogpqa.types import NONE, Filters
from tests.records_made import SYLVAN, world_names

READER = QuestionReader(world_names())
NAMES = world_names().in_language("en")


def taken(text: str, relation: str) -> dict[str, Any]:
    """The filters that a relation takes from a question."""
    return take_filters(READER.read(text), load_relations()[relation], NAMES)[0].as_dict()


def left(text: str, relation: str) -> tuple[str, ...]:
    """The words that a relation leaves over."""
    reading, chosen = READER.read(text), load_relations()[relation]
    own = [c for c in reading.cues if c.target == f"relation.{relation}"]
    stems = wordings_in("en").vocabulary[relation]
    free = words_left_over(reading, take_filters(reading, chosen, NAMES)[1], own)
    return tuple(word.text for word in free if word.stem not in stems)


def aggregate(text: str, relation: str) -> tuple[str, str | None, bool]:
    """How the relation is asked."""
    reading, chosen = READER.read(text), load_relations()[relation]
    return choose_aggregate(reading, chosen, take_filters(reading, chosen, NAMES)[0])


@pytest.mark.parametrize(
    ("text", "relation", "filters"),
    [
        ("Freedonia's commitments on Health in 2018", "commitments",
         {"members": ["freedonia"], "years": [2018], "areas": ["Health"]}),
        ("Freedonia's starred commitments", "commitments", {"members": ["freedonia"], "starred": True}),
        ("starred contacts of Freedonia", "contact", {"members": ["freedonia"]}),
        ("local members", "members", {"level": "local"}),
        ("national or local members", "members", {}),
        ("local members of Freedonia", "members", {"level": "local", "country": "freedonia"}),
        ("IRM reports of Latvia", "resources", {"members": ["latvia"], "resource_types": ["IRM Report"]}),
        ("contacts in Chile", "contact", {"unknown": ["Chile"]}),
        ("Port Sylvan and Latvia", "member_since", {"members": [SYLVAN, "latvia"]}),
        ("Freedonia's commitments that are not starred", "commitments",
         {"members": ["freedonia"], "lacking": "starred"}),
        ("Freedonia's commitments that are not in Health", "commitments",
         {"members": ["freedonia"], "denied": ["Health"]}),
        ("documents of Latvia other than IRM reports from 2018", "resources",
         {"members": ["latvia"], "years": [2018], "denied": ["IRM Report"]}),
        ("Freedonia's commitments in Health but not from 2018", "commitments",
         {"members": ["freedonia"], "areas": ["Health"], "denied": ["2018"]}),
        ("공약 중 Health 분야가 아닌 것", "commitments", {"denied": ["Health"]}),
        ("areas that Freedonia and Latvia have in common", "policy_areas",
         {"members": ["freedonia", "latvia"], "shared": ["freedonia", "latvia"]}),
        ("contacts of Freedonia who aren't from the Ministry of Mirrors", "contact",
         {"members": ["freedonia"], "denied": ["Ministry of Mirrors"]}),
        ("who joined since 2018", "members", {"years": [2018, 2019, 2020, 2021, 2022]}),
        ("members since 2018", "members", {"years": [2018]}),
        ("members without a star", "commitments", {"starred": True, "amount": list(NONE)}),
        ("which plans end in 2023", "plans_by_period", {"periods": ["-2023"]}),
        ("whose plan started in 2021", "plans_by_period", {"periods": ["2021-"]}),
        ("members with a plan covering 2022", "plans_by_period", {"periods": ["2022"]}),
        ("members with a plan from 2019 to 2021", "plans_by_period", {"periods": ["2019-2021"]}),
    ],
)  # fmt: skip
def test_a_relation_takes_the_filters_that_it_accepts(text: str, relation: str, filters: dict[str, Any]) -> None:
    """Others are left, so that they count against it."""
    assert taken(text, relation) == filters


@pytest.mark.parametrize(
    ("text", "relation", "amount"),
    [
        ("Which members have no contact?", "contact", NONE),
        ("members without documents", "resources", NONE),
        ("Does every member have a contact?", "contact", NONE),
        ("담당자가 없는 회원은 어디인가요?", "contact", NONE),
        ("Does Freedonia have no contact?", "contact", None),
        ("Which members have a contact?", "contact", None),
        ("Which members have no contact?", "commitments", None),
    ],
)
def test_members_without_rows_are_asked_for(text: str, relation: str, amount: tuple[int, int] | None) -> None:
    """By "no" beside the relation's own word, or by every member; not of one member."""
    assert taken(text, relation).get("amount") == (list(amount) if amount else None)


def test_names_that_a_relation_has_no_use_for_are_counted() -> None:
    """A code says nothing to a question on contacts."""
    reading = READER.read("Freedonia FR0003 contact")
    assert names_not_taken(reading, load_relations()["contact"]) == {"codes"}
    assert names_not_taken(reading, load_relations()["commitments"]) == set()


@pytest.mark.parametrize(
    ("text", "relation", "asked"),
    [
        ("How many commitments has Freedonia?", "commitments", ("count", None, True)),
        ("List the commitments of Freedonia", "commitments", ("list", None, True)),
        ("Does Freedonia have commitments?", "commitments", ("exists", None, True)),
        ("What is Freedonia's latest commitment?", "commitments", ("latest", None, True)),
        ("Which year has the most commitments in Freedonia?", "commitments", ("most", "year", True)),
        ("Which members have a contact?", "contact", ("list", "member", True)),
        ("Who has more commitments, Latvia or Freedonia?", "commitments", ("compare", None, True)),
        ("How many years has Freedonia been a member?", "member_since", ("value", None, False)),
        ("What will it cost?", "not_stated_money", ("value", None, True)),
        ("How many commitments has Freedonia each year?", "commitments", ("each", "year", True)),
        ("Freedonia commitments per policy area", "commitments", ("each", "area", True)),
        ("How many commitments does every member have?", "commitments", ("each", "member", True)),
        ("List the commitments of Freedonia by year", "commitments", ("list", None, True)),
        ("Which member has the most contacts?", "contact", ("most", "member", True)),
        ("Which member has the most contacts?", "members", ("most", "since", False)),
        ("Has Freedonia no commitments?", "commitments", ("list", None, True)),
    ],
)
def test_the_aggregate_is_the_one_that_is_asked_for(
    text: str, relation: str, asked: tuple[str, str | None, bool]
) -> None:
    """How it is asked, by what it is grouped, and whether the relation can be asked so."""
    assert aggregate(text, relation) == asked


@pytest.mark.parametrize(
    ("text", "relation", "words"),
    [
        ("Who is the contact for Freedonia?", "contact", ()),
        ("Who is the contact for Freedonia's harbour audit?", "contact", ("harbour", "audit")),
        ("Which commitments did Freedonia withdraw?", "commitments", ("withdraw",)),
    ],
)
def test_words_that_nothing_explains_are_left_over(text: str, relation: str, words: tuple[str, ...]) -> None:
    """Neither a name nor a wording nor a small word: such a word has to be borne out."""
    assert left(text, relation) == words


def test_unspaced_languages_leave_no_words() -> None:
    """Without spaces there are no words to account for."""
    reading: Reading = READER.read("ラトビアの連絡先は誰ですか")
    assert words_left_over(reading, (), ()) == ()


def test_no_filter_is_made_of_a_question_that_names_nothing() -> None:
    """Filters are empty, so nothing is restricted."""
    assert take_filters(READER.read("hello"), load_relations()["contact"], NAMES)[0] == Filters()


def test_endings_behind_an_apostrophe_are_no_topic() -> None:
    """Turkish sets endings of names apart: "Latvia'nın", "OGP'ye"."""
    reading = READER.read("Freedonia'nın kişileri OGP'ye", "tr")
    assert not {"nın", "ye"} & {word.text for word in words_left_over(reading, (), ())}


def test_which_year_is_no_yes_or_no() -> None:
    """Korean ends questions of every kind alike: "…몇 년입니까?" asks for the year."""
    reading = READER.read("Freedonia가 회원이 된 해는 몇 년입니까?")
    relation = load_relations()["member_since"]
    assert choose_aggregate(reading, relation, take_filters(reading, relation, NAMES)[0])[0] == "value"


@pytest.mark.parametrize(
    ("relation", "text", "filters"),
    [
        ("members", "Who joined before Latvia?", {"joined_before": ["latvia"]}),
        ("members", "Which members joined after Freedonia?", {"joined_after": ["freedonia"]}),
        ("members", "Did Latvia join before Freedonia?", {"members": ["latvia", "freedonia"]}),
        ("plan_period", "Which plan runs from 2021 to 2023?", {"periods": ["2021-2023"]}),
        ("commitments", "commitments from 2018 to 2020", {"years": [2018, 2019, 2020]}),
        ("commitments", "commitments of the plan from 2018 to 2020", {"periods": ["2018-2020"]}),
        ("commitments", "commitments from 2018 or 2020", {"years": [2018, 2020]}),
    ],
)
def test_before_a_member_and_from_year_to_year(relation: str, text: str, filters: dict[str, object]) -> None:
    """ "Before" beside one member asks for others; two years with "to" between them are a range, or a plan's period."""
    assert {name: list(v) for name, v in taken(text, relation).items()} == filters
