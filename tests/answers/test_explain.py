"""An explanation says, as plain JSON, what was understood, found and scored, and why nothing was answered."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ogpqa.assistant import Assistant, open_assistant
from ogpqa.config import Settings
from ogpqa.types import Question

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def assistant(corpus_index: Path) -> Assistant:
    """The assistant over the packaged corpus."""
    return open_assistant(Settings(index=corpus_index))


def test_no_explanation_unless_asked(assistant: Assistant) -> None:
    """An ordinary answer carries none."""
    assert assistant.answer(Question("Who is the contact for Seoul?")).explanation is None


def test_an_answer_from_records_names_relation_and_rows(assistant: Assistant) -> None:
    """The relation comes first among at most five, and the selected rows are named."""
    told = assistant.answer(Question("Who is the contact for Seoul?"), explain=True).explanation
    assert told is not None
    assert told["relations"][0]["relation"] == "contact"
    assert len(told["relations"]) <= 5
    assert told["rows"]["selected"] == 1
    assert told["rows"]["ids"] == ["seoul-south-korea:Contact:1"]
    assert told["outcome"] == "answered from records"
    json.dumps(told)


def test_a_refusal_says_how_near_the_best_passage_came(assistant: Assistant) -> None:
    """Passages are in order of probability, all below the threshold, with their scores before weighing."""
    told = assistant.answer(Question("Which hotel hosts the climate gala?"), explain=True).explanation
    assert told is not None
    chances = [p["probability"] for p in told["passages"]]
    assert chances == sorted(chances, reverse=True)
    assert chances[0] < told["threshold"]
    assert {"fused", "dense", "lexical", "found_at"} <= set(told["passages"][0])
    assert told["outcome"].startswith("not answered")
    assert told["judge"] == "reads"


def test_the_condition_that_emptied_the_rows_is_named(assistant: Assistant) -> None:
    """A year without commitments is what left no row."""
    told = assistant.answer(Question("Which commitments did South Korea make in 2003?"), explain=True).explanation
    assert told is not None
    assert told["rows"]["selected"] == 0
    assert told["rows"]["emptied_by"] == "years"
