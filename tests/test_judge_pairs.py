"""What the judge learns from: pairs that answer and pairs that do not, and nothing that is measured with."""

from __future__ import annotations

import random
import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from scripts.judge_mean import mean_of
from scripts.judge_pairs import of_others, rows_of, titles_alone, written

PASSAGES = Path(__file__).parent / "golden" / "passages"
LEARNED = ("judge.jsonl", "judge-records.jsonl")
SET_ASIDE = ("aside.jsonl", "more-aside.jsonl")


def row(passage: str, *yes: str, section: tuple[str, ...] = ("Records",), no: tuple[str, ...] = ()) -> dict[str, Any]:
    """One line of the data."""
    return {"section": [*section], "passage": passage, "yes": [[question, passage] for question in yes], "no": [*no]}


def test_a_passage_makes_a_pair_of_each_question() -> None:
    """Those that it answers know where the answer stands."""
    text = "The forum meets twice a year."
    made = row(text, "How often does the forum meet?", section=("Forum",), no=("Who chairs it?",))
    pairs = list(written(made, random.Random(1)))
    assert [pair.answers for pair in pairs] == [True, False]
    start, end = pairs[0].span or (0, 0)
    assert pairs[0].text[start:end] == text


def test_a_heading_as_a_title_answers_nothing() -> None:
    """But a question after a commitment or a post may be answered by one, and is left out."""
    asked = ("How often does it meet?", "Which commitment is it?")
    passages = [row("It meets twice a year.", *asked, section=("Forum of river towns",)) for _ in range(40)]
    pairs = list(titles_alone(passages, random.Random(1)))
    assert pairs
    assert not any(pair.answers or "commitment" in pair.question for pair in pairs)
    assert all("Forum Of River Towns" in pair.text for pair in pairs)


def test_rows_on_another_matter_answer_nothing() -> None:
    """The member is the same, and its code; what shares a word with the question is left out."""
    rows = [
        row("commitments, list: 1 of Freedonia: FR0001, Open Rivers, 2018", "What does Freedonia do for rivers?"),
        row("commitments, list: 1 of Sylvania: SY0004, School Meals, 2020", "school meals in Sylvania"),
        row("commitments, list: 1 of Sylvania: SY0005, Rivers and Lakes, 2021", "Anything on rivers in Sylvania?"),
    ]
    rng = random.Random(1)
    pairs = [pair for _ in range(20) for pair in of_others(rows, rng)]
    assert pairs
    assert not any(pair.answers for pair in pairs)
    rivers = [pair.text for pair in pairs if "rivers" in pair.question.lower()]
    assert {"Rivers" in text for text in rivers} == {False}
    assert any("of Freedonia: FR0004, School Meals" in text for text in rivers)


@pytest.mark.parametrize("name", LEARNED)
def test_nothing_is_learned_that_is_set_aside(name: str) -> None:
    """No question that generality is measured with, in whatever spelling of capitals and marks."""

    def plain(question: str) -> str:
        return " ".join(re.findall(r"\w+", question.casefold()))

    measured = {plain(row["question"]) for aside in SET_ASIDE for row in rows_of(PASSAGES / aside)}
    learned = (q for row in rows_of(PASSAGES / name) for q in (*(asked for asked, _ in row["yes"]), *row["no"]))
    assert sum(plain(question) in measured for question in learned) == 0


@pytest.mark.parametrize("name", LEARNED)
def test_every_answer_stands_in_its_passage(name: str) -> None:
    """Word for word."""
    lines = rows_of(PASSAGES / name)
    assert [r["passage"] for r in lines if any(told not in r["passage"] for _, told in r["yes"])] == []


def test_the_mean_of_two_states(tmp_path: Path) -> None:
    """Matrix by matrix; states of other weights or shapes have none."""

    def state(name: str, value: float, base: str = "a", size: int = 2) -> Path:
        np.savez(tmp_path / name, base=np.array(base), matrix=np.full(size, value, np.float16))
        return tmp_path / name

    one, other, out = state("1.npz", 1.0), state("2.npz", 2.0), tmp_path / "mean.npz"
    mean_of([one, other], out)
    with np.load(out) as found:
        assert str(found["base"]) == "a"
        assert found["matrix"].tolist() == [1.5, 1.5]
    for wrong in (state("3.npz", 1.0, base="b"), state("4.npz", 1.0, size=3)):
        with pytest.raises(ValueError, match="Name states"):
            mean_of([one, wrong], out)
