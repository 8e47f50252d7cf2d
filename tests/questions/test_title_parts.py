"""Letters that a title is asked to hold."""

from __future__ import annotations

import pytest

from ogpqa.questions.reading import QuestionReader
from tests.records_made import world_names

READER = QuestionReader(world_names())


@pytest.mark.parametrize(
    ("text", "part", "words"),
    [
        ('commitments whose title starts with "Open"', "title_starts", "Open"),
        ("Freedonia's commitments with 'mirrors for' in the title", "title_holds", "mirrors for"),
        ("Which commitments start with the word Portal?", "title_starts", "Portal"),
        ("Welche Verpflichtungen beginnen mit „Open“?", "title_starts", "Open"),
        ('제목이 "Open"으로 시작하는 공약은?', "title_starts", "Open"),
        ("标题包含“Open”的承诺有哪些？", "title_holds", "Open"),
    ],
)
def test_the_words_beside_the_wording(text: str, part: str, words: str) -> None:
    """Quoted words, on either side; without quotes only a word that the wording announces."""
    assert READER.read(text).of_kind(part) == (words,)


@pytest.mark.parametrize(
    "text",
    ["How do we start with OGP in Freedonia?", "When does Freedonia's plan begin?", 'Who is "Rufus Firefly"?'],
)
def test_other_beginnings(text: str) -> None:
    """A start without quotes is none of a title, and quotes alone are no part of one."""
    reading = READER.read(text)
    assert reading.of_kind("title_starts") == reading.of_kind("title_holds") == ()
