"""What records answer as a judge reads it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from ogpqa.answers.verifying import RowsJudge, as_read, leaves_open, load_bounds
from ogpqa.questions.candidates import Candidate
from ogpqa.questions.reading import QuestionReader, Reading
from ogpqa.questions.relations import load_relations
from ogpqa.types import Answer, Filters, Query
from tests.records_made import world_names

MINES = {
    "type": "Commitment", "member": "Freedonia", "member_id": "freedonia", "code": "FR0003", "title": "Open Mines",
    "year": 2018, "area": "Extractive Industries", "starred": True, "citation": 1,
}  # fmt: skip
BEST = Candidate(
    load_relations()["commitments"], 1.0, Filters(), leftover=(), aggregate="list", group_by=None, similarity=0.9,
    words=1.0,
)  # fmt: skip


class Deciding:
    """A judge that says one thing of all, and keeps what it was given to read."""

    def __init__(self, odds: float) -> None:
        self.odds, self.read, self.asked = odds, list[str](), list[str]()

    def score(self, question: str, quotes: Sequence[str]) -> list[float]:
        """The same odds for each quote."""
        self.read += quotes
        self.asked.append(question)
        return [self.odds] * len(quotes)


def found(
    *rows: dict[str, object], relation: str = "commitments", topic: str | None = None, lang: str = "en"
) -> Answer:
    """An answer from records."""
    query = Query("which?", relation, "list", Filters(topic=topic), lang=lang)
    return Answer("which?", "answered", query, text="…", kind="list", rows=rows)


def test_rows_are_read_as_one_line() -> None:
    """Relation, aggregate, how many of whom, and what rows say; a code for the page and a citation say nothing."""
    assert as_read(found(MINES)) == (
        "commitments, list: 1 of Freedonia: FR0003, Open Mines, 2018, Extractive Industries, starred"
    )
    plain = {**MINES, "starred": False, "area": None}
    assert as_read(found(plain)).endswith(": FR0003, Open Mines, 2018")


def test_of_many_rows_the_first_are_read_and_all_are_counted() -> None:
    """Three rows stand for all, and more than two members for their number."""
    rows = [{**MINES, "member": name, "code": f"X{n}"} for n, name in enumerate("ABCD")]
    line = as_read(found(*rows))
    assert line.startswith("commitments, list: 4 of 4 members: X0, ")
    assert "X2" in line
    assert line.endswith("; …")
    assert "X3" not in line


def test_a_field_of_many_words_is_cut() -> None:
    """A summary of any length is read in part."""
    assert len(as_read(found({**MINES, "title": "word " * 500})).split()) < 50


@pytest.mark.parametrize(
    ("answer", "best", "is_left_open"),
    [
        (found(MINES), BEST, False),
        (found(MINES), replace(BEST, leftover=("won",)), True),
        (found(MINES), replace(BEST, words=0.0), True),
        (found(MINES, topic="mines"), BEST, True),
        (found(MINES, relation="resources"), BEST, True),
        (found(MINES, topic="mines", lang="fr"), replace(BEST, leftover=("won",)), False),
    ],
)
def test_only_what_words_leave_open_is_judged(answer: Answer, best: Candidate, is_left_open: bool) -> None:
    """A word left over, a topic, a relation that no word names, or another one than was thought; in English."""
    assert leaves_open(answer, best) is is_left_open


def read(text: str) -> Reading:
    """A question as a reader of made-up names reads it."""
    return QuestionReader(world_names()).read(text)


def knows(word: str) -> bool:
    """Whether a word is one of the few that these tests take for English."""
    return word in {"wrote", "which", "won", "commitment"}


def test_the_judge_decides_from_a_bound_on() -> None:
    """Rows are read behind their heading beside the question without its typos, and denied below the bound alone."""
    left, reading = replace(BEST, leftover=("won",)), read("Which commitmnet won?")
    judge = Deciding(load_bounds().least)
    said = RowsJudge(judge, knows).verdict(reading, left, found(MINES))
    assert said is not None
    assert not said.denies
    assert judge.read == [f"Records. {as_read(found(MINES))}"]
    assert judge.asked == ["Which commitment won?"]
    below = RowsJudge(Deciding(load_bounds().least - 0.01), knows).verdict(reading, left, found(MINES))
    assert below is not None
    assert below.denies


def test_a_word_is_no_typo_of_another() -> None:
    """ "Wrote" is one letter from a wording ("write"), and asks for something else."""
    reading = read("Who wrote the commitmnet on mines?")
    assert reading.spelt(knows) == "Who wrote the commitment on mines?"


@pytest.mark.parametrize(
    ("text", "answer", "best"),
    [
        ("Which commitment won?", found(MINES), BEST),
        ("mines of Latvia", found(MINES, topic="mines"), BEST),
        ("Which commitment won?", found(topic="won"), BEST),
    ],
)
def test_nothing_is_judged_that_words_settle(text: str, answer: Answer, best: Candidate) -> None:
    """No word left over; a subject that is only named; no rows."""
    judge = Deciding(-9.0)
    assert RowsJudge(judge, knows).verdict(read(text), best, answer) is None
    assert judge.read == []
