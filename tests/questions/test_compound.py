"""Two questions in one: parted where both sides can stand, and nowhere else."""

from __future__ import annotations

import pytest

from ogpqa.questions.compound import several_questions
from ogpqa.questions.parse import Parser
from ogpqa.types import Question
from tests.records_made import SharedWords, world_names

PARSER = Parser(world_names(), SharedWords())


def parts(text: str, *history: str) -> list[str]:
    """The texts of the questions that one holds."""
    question = Question(text, history)
    return [part.text for part in several_questions(PARSER, question, PARSER.understand(text)[1])]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "When did Freedonia join and who is its contact?",
            ["When did Freedonia join", "who is its contact?"],
        ),
        ("Freedonia: join year + contact", ["Freedonia: join year", "contact"]),
        (
            "the contact, the join year and the plan period of Freedonia",
            ["the contact", "the join year", "the plan period of Freedonia"],
        ),
        ("How many commitments and documents does Freedonia list?",
         ["How many commitments does Freedonia list?", "How many documents does Freedonia list?"]),
        ("How many commitments does Freedonia list and when did it join?",
         ["How many commitments does Freedonia list", "when did it join?"]),
        ("How many commitments does Freedonia list and how many are starred?",
         ["How many commitments does Freedonia list", "how many are starred?"]),
    ],
)  # fmt: skip
def test_each_side_is_a_question(text: str, expected: list[str]) -> None:
    """Both sides hold words of their own relation; "how many" counts for all that is listed behind it."""
    assert parts(text) == expected


def test_a_side_takes_the_member_from_the_other() -> None:
    """The side that names the member is what the other one follows, wherever it stands."""
    question = Question("Who is the contact and when did Freedonia join?")
    first, second = several_questions(PARSER, question, PARSER.understand(question.text)[1])
    assert (first.history, second.history) == (("when did Freedonia join?",), ())


@pytest.mark.parametrize(
    "text",
    [
        "contacts of Freedonia and Latvia",
        "Which members joined in 2016 and have a contact?",
        "Which commitments did Freedonia make in 2016 and 2018?",
        "commitments of Freedonia about bridges and roles",
        "When did Freedonia join and when did Latvia join?",
        "When did it join and who is the contact?",
        "Is Latvia or Freedonia older and who has more commitments?",
    ],
)
def test_one_question_stays_one(text: str) -> None:
    """Lists of members and years, topics, conditions on members, and questions about no member are not parted."""
    assert parts(text) == []


def test_a_member_named_before_is_enough() -> None:
    """A follow-up may hold two questions, too."""
    assert parts("When did it join and who is the contact?", "Tell me about Freedonia") == [
        "When did it join",
        "who is the contact?",
    ]
