"""What a page says its plan is about answers where no rows are listed, if a judge bears it out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from ogpqa.answers.abstain import abstain
from ogpqa.answers.outlines import outlined
from ogpqa.answers.verifying import RowsJudge
from ogpqa.questions.reading import Reading
from ogpqa.questions.text import tokenise
from ogpqa.types import Answer
from tests.records_made import commitment, facts_of, member, plan, query

FACTS = facts_of(member(), plan(period="2021-2023", number=3, themes="clinics and rivers"))
FREEDONIA = {"members": ("freedonia",)}


class Says:
    """A judge that always says the same log odds."""

    def __init__(self, odds: float) -> None:
        self.odds = odds

    def score(self, question: str, quotes: Sequence[str]) -> list[float]:
        """The same for each."""
        return [self.odds for _ in quotes]


def told(
    text: str, odds: float | None, reason: Any = "section_empty", facts: Any = FACTS, lang: str = "en", **filters: Any
) -> Answer | None:
    """What is made of a refusal of commitments."""
    asked = query("commitments", filters.pop("aggregate", "exists"), lang=lang, **{**FREEDONIA, **filters})
    judge = None if odds is None else RowsJudge(Says(odds), lambda word: True)
    reading = Reading(text, lang, tokenise(text), (), ())
    return outlined(asked, reading, abstain(text, asked, reason), facts, judge)


@pytest.mark.parametrize(("odds", "is_told"), [(0.0, True), (None, True), (-8.0, False)])
def test_words_of_the_topic_have_only_not_to_be_denied(odds: float | None, is_told: bool) -> None:
    """By a judge, where there is one."""
    found = told("Is there a commitment on rivers?", odds, topic="rivers")
    assert (found is not None) is is_told
    assert found is None or "clinics and rivers" in (found.text or "")


@pytest.mark.parametrize(("odds", "is_told"), [(8.0, True), (0.0, False), (None, False)])
def test_without_them_a_judge_has_to_be_sure(odds: float | None, is_told: bool) -> None:
    """ "Does it do anything for patients?"."""
    assert (told("Does it do anything for patients?", odds, topic="patients") is not None) is is_told


def test_more_than_whether_there_is_one_is_not_told() -> None:
    """Neither a number nor a star nor a year, nothing of another plan, and in English alone."""
    text = "commitments on rivers?"
    assert told(text, 8.0, topic="rivers") is not None
    assert told(text, 8.0, topic="rivers", aggregate="count") is None
    assert told(text, 8.0, topic="rivers", starred=True) is None
    assert told(text, 8.0, topic="rivers", years=(2016,)) is None
    assert told(text, 8.0, topic="rivers", lang="es") is None
    assert told(text, 8.0, topic="rivers", reason="not_stated") is None
    assert told(text, 8.0, topic="rivers", members=("freedonia", "sylvania")) is None


def test_where_rows_are_listed_only_words_count() -> None:
    """A page that lists its commitments has none on what they do not name."""
    facts = facts_of(member(), plan(themes="clinics and rivers"), commitment("FR0001", "Open Mirrors"))
    assert told("anything for patients?", 8.0, "no_evidence", facts, topic="patients") is None
    assert told("anything on rivers?", 8.0, "no_evidence", facts, topic="rivers") is not None
