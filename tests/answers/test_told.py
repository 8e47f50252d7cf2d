"""Rows tell what the relations that ask for them ask: who promised, in which year; not who wrote it or how it went."""

from __future__ import annotations

from typing import Any

import pytest

from ogpqa.answers.told import is_told
from ogpqa.questions.mentions import Mention
from ogpqa.questions.reading import Reading
from ogpqa.questions.relations import wordings_in
from ogpqa.questions.text import tokenise
from ogpqa.types import Answer, Filters, Query

COMMITMENT = {"type": "Commitment", "member": "Ruritania", "title": "Open Rivers", "year": 2016, "area": "Water"}
DOCUMENT = {"type": "Resource", "member": "Ruritania", "title": "Ruritania Design Report", "year": 2016}
CONTACT = {
    "type": "Contact",
    "member": "Ruritania",
    "name": "Ana Pek",
    "role": "Head",
    "organisation": "River Division",
}
PLAN = {"type": "ActionPlan", "member": "Ruritania", "number": 2, "focus": ["Water"]}


def told(question: str, row: dict[str, Any], *names: tuple[str, str]) -> bool:
    """Whether a row tells what is asked; names are (kind, as the question writes them)."""
    tokens = tokenise(question)
    spans = [
        (kind, name, question.index(name)) for kind, name in (("members", "Ruritania"), *names) if name in question
    ]
    mentions = tuple(Mention(kind, (name,), at, at + len(name), True) for kind, name, at in spans)
    reading = Reading(question, "en", tokens, mentions, wordings_in("en").find(question, tokens))
    answer = Answer("", "answered", Query("", None, "value", Filters()), text="Rows.", kind="list", rows=(row,))
    return is_told(answer, reading)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Which commitments of Ruritania are about rivers?", True),
        ("Which one is the newest?", True),
        ("Whose page lists a commitment on rivers?", True),
        ("Which of them are about water?", True),
        ("What kind of promises did Ruritania make?", True),
        ("Which countries work on rivers?", True),
        ("Which fish live in the open rivers?", False),
        ("Which company cleans the open rivers?", False),
        ("Which countries receive the open rivers?", False),
        ("In what language are open rivers written?", False),
    ],
)
def test_what_is_chosen_is_a_row_or_a_part_of_one(question: str, expected: bool) -> None:
    """ "Which fish" asks for fish, and no title with fish in it is one."""
    assert told(question, COMMITMENT) is expected


@pytest.mark.parametrize(
    ("question", "row", "expected"),
    [
        ("How many commitments are on rivers?", COMMITMENT, True),
        ("How many boats do the open rivers hold?", COMMITMENT, False),
        ("How many people work in the River Division?", CONTACT, False),
        ("How many people can I write to in Ruritania?", CONTACT, True),
        ("How many Open Rivers are there?", COMMITMENT, False),
        ("How many boats work in open rivers?", COMMITMENT, False),
        ("How many commitments work on open rivers?", COMMITMENT, True),
    ],
)
def test_what_is_counted_is_a_row(question: str, row: dict[str, Any], expected: bool) -> None:
    """Rows count themselves and nothing that they speak of."""
    assert told(question, row, ("titles", "Open Rivers"), ("organisations", "River Division")) is expected


@pytest.mark.parametrize(
    ("question", "row", "expected"),
    [
        ("Who promised open rivers?", COMMITMENT, True),
        ("Who won the contract for open rivers?", COMMITMENT, False),
        ("Who heads the River Division?", CONTACT, True),
        ("Who wrote the plan of the River Division?", CONTACT, False),
        ("Who represented Ruritania?", CONTACT, True),
        ("What did Ruritania promise on rivers?", COMMITMENT, True),
        ("What did the auditors conclude about the plan?", PLAN, False),
        ("What does the plan of Ruritania focus on?", PLAN, True),
        ("What does the design report say?", DOCUMENT, False),
        ("What does the design report ask for?", DOCUMENT, False),
        ("What does the page say about open rivers?", COMMITMENT, True),
        ("What was the outcome of the design report?", DOCUMENT, False),
        ("What is the latest report of Ruritania?", DOCUMENT, True),
    ],
)
def test_what_is_done_is_what_such_rows_tell(question: str, row: dict[str, Any], expected: bool) -> None:
    """Members promise and publish; what reports conclude and who won is in no row."""
    assert told(question, row) is expected


@pytest.mark.parametrize(
    ("question", "row", "expected"),
    [
        ("When did Ruritania promise open rivers?", COMMITMENT, True),
        ("When did work on the open rivers stop?", COMMITMENT, False),
        ("When was Ana Pek appointed?", CONTACT, False),
        ("Where can I find the design report?", DOCUMENT, True),
        ("Where are the open rivers cleaned?", COMMITMENT, False),
        ("How is Open Rivers classified?", COMMITMENT, True),
        ("How do open rivers help fishers?", COMMITMENT, False),
        ("Why are there open rivers?", COMMITMENT, False),
    ],
)
def test_times_places_and_ways_are_those_of_rows(question: str, row: dict[str, Any], expected: bool) -> None:
    """A year beside a title is the year of a promise, not that of whatever a question speaks of."""
    assert told(question, row, ("persons", "Ana Pek"), ("titles", "Open Rivers")) is expected


@pytest.mark.parametrize(
    "question",
    [
        "how about Ruritania?",
        "I care about how fish are caught",
        "open rivers Ruritania",
        "Report on who cleans rivers",
    ],
)
def test_questions_of_another_form_are_let_through(question: str) -> None:
    """Without an asking word at the beginning nothing is asked that could be missed."""
    assert told(question, COMMITMENT)
    assert told("Which fish live there?", {"type": "Definition", "term": "Fish"})
