"""Facts on the pages of commitments and documents, from the file to the answer: real model, invented pages."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from ogpqa.assistant import Assistant, open_assistant
from ogpqa.config import Settings
from ogpqa.types import Question
from tests.pages_made import FREEDONIA

LEDGER = """Open the harbour ledger (FR0009)
At-a-Glance
Action Plan Cycle: 2018
Status: Active
Institutions
Lead Institution: Ministry of Mirrors
Support Institution(s): Duck Soup Society, Harpo Foundation
Design
Verifiable: Yes
Ambition (see definition): High
Completion: Limited
End Date: August 2020
Description
The ministry will publish each page of the ledger within ten days of the landing.
"""

REPORT = """Freedonia Design Report 2018-2020

Table 1. At a glance

Participating since: 2014

Number of commitments: 4

Level of public influence: Collaborate

Is there a multistakeholder forum: Yes

Transformative commitments: 1 (25%)
"""


@pytest.fixture(scope="module")
def assistant(build_real_index: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """An assistant over a member, one of its commitments' pages and a report on its plan."""
    corpus = tmp_path_factory.mktemp("stated")
    for name, text in {"freedonia": FREEDONIA, "ledger": LEDGER, "report": REPORT}.items():
        (corpus / f"{name}.txt").write_text(text, encoding="utf-8")
    return open_assistant(Settings(index=build_real_index(corpus)))


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Who leads FR0009?", "Lead Institution: Ministry of Mirrors"),
        ("Which institutions support FR0009?", "Support Institution(s): Duck Soup Society, Harpo Foundation"),
        ("What is the status of FR0009?", "Status: Active"),
        ("How complete is FR0009?", "Completion: Limited"),
        ("When does FR0009 end?", "End Date: August 2020"),
        ("How many transformative commitments does Freedonia have?", "Transformative commitments: 1 (25%)"),
        ("What was the level of public influence in Freedonia's plan?", "Level of public influence: Collaborate"),
        ("Has Freedonia a multistakeholder forum?", "Is there a multistakeholder forum: Yes"),
    ],
)
def test_the_line_that_states_a_fact_answers(assistant: Assistant, text: str, line: str) -> None:
    """Quoted alone, with its page; staff see that it was found so."""
    answer = assistant.answer(Question(text), explain=True)
    assert [citation.snippet for citation in answer.citations] == [line]
    assert answer.explanation is not None
    assert answer.explanation["outcome"] == "answered from a line that states it"


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "said"),
    [("When did Freedonia join?", "member since 2014"), ("How many commitments does Freedonia list?", "4 commitments")],
)
def test_what_records_hold_they_answer(assistant: Assistant, text: str, said: str) -> None:
    """Although a line of the report states something like it."""
    answer = assistant.answer(Question(text))
    assert answer.kind != "passage"
    assert said in (answer.text or "")


@pytest.mark.model
def test_what_no_line_states_is_refused(assistant: Assistant) -> None:
    """A page of facts does not answer what it does not state."""
    assert assistant.answer(Question("How much does FR0009 cost?")).text is None
