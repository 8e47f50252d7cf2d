"""Questions with gold: what counts as right, and what the command prints."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from ogpqa.errors import OgpqaError
from ogpqa.evaluation.questions import GoldQuestion, evaluate_questions, load_questions, summary
from tests.fakes_assistant import FakeAssistant

CONTACT = "Who is Seoul's contact?"


def reasons(question: str, status: str = "answered", **gold: Any) -> tuple[str, ...]:
    """Why the fake's answer is not right."""
    (verdict,) = evaluate_questions(FakeAssistant(), [GoldQuestion(question, status, **gold)])
    return verdict.reasons


@pytest.mark.parametrize(
    ("question", "gold", "right"),
    [
        (CONTACT, {"contains": ("jihyun  KIM",), "pages": ("seoul-south-korea",)}, True),
        (CONTACT, {"contains": ("Yujin Lee",)}, False),
        (CONTACT, {"excludes": ("Officer",)}, False),
        (CONTACT, {"any_of": ("Yujin Lee", "Jihyun Kim")}, True),
        (CONTACT, {"any_of": ("Yujin Lee",)}, False),
        (CONTACT, {"pages": ("south-korea",)}, False),
        (CONTACT, {"status": "not_found"}, False),
        ("how many commitments?", {"number": 13}, True),
        ("how many commitments?", {"number": 3}, False),
        ("Atlantis?", {"status": "not_found"}, True),
        ("Atlantis?", {}, False),
        ("?!", {"status": "not_found"}, True),
        ("?!", {}, False),
    ],
)
def test_an_answer_is_judged_by_its_gold(question: str, gold: dict[str, Any], right: bool) -> None:
    """Status, strings, numbers and the first citation's page must all be right; case and white space do not count."""
    assert (reasons(question, **gold) == ()) == right


def test_the_summary_counts() -> None:
    """Right ones, and unanswerable ones that were answered."""
    asked = [
        GoldQuestion(CONTACT, "answered"),
        GoldQuestion(CONTACT, "not_found"),
        GoldQuestion("Atlantis", "not_found"),
    ]
    found = summary(evaluate_questions(FakeAssistant(), asked))
    assert {k: found[k] for k in ("questions", "right", "unanswerable", "wrongly_answered")} == {
        "questions": 3, "right": 2, "unanswerable": 2, "wrongly_answered": 1,
    }  # fmt: skip
    assert summary([])["share"] == 0


def test_a_file_of_questions_is_read(tmp_path: Path) -> None:
    """Unknown keys are left out; a line that is none is named."""
    file = tmp_path / "questions.jsonl"
    row = {"id": "x", "question": CONTACT, "status": "answered", "history": ["a"], "number": None}
    file.write_text(json.dumps(row) + "\n\n", encoding="utf-8")
    assert load_questions(file) == (GoldQuestion(CONTACT, "answered", history=("a",)),)
    file.write_text(json.dumps(row) + "\n{}\n", encoding="utf-8")
    with pytest.raises(OgpqaError, match="line 2"):
        load_questions(file)
    with pytest.raises(OgpqaError, match="cannot be read"):
        load_questions(tmp_path / "none.jsonl")
