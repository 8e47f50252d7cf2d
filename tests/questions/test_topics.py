"""What a question is about, in its own words."""

from __future__ import annotations

import pytest

from ogpqa.questions.reading import QuestionReader
from ogpqa.questions.topics import content_phrase, on_topic, topic_phrase, without_words
from ogpqa.types import Filters
from tests.records_made import world_names

READER = QuestionReader(world_names())


def test_a_topic_is_the_phrase_between_its_words() -> None:
    """With the small words inside, without names."""
    reading = READER.read("Freedonia commitments about rivers of the north")
    assert topic_phrase(reading, ("rivers", "north"), reading.mentions) == "rivers of the north"
    assert topic_phrase(reading, (), ()) == ""


@pytest.mark.parametrize(
    ("text", "words", "rest"),
    [
        ("Who kindly leads it?", ["kindly"], "Who leads it?"),
        ("a b a", ["a"], "b"),
        ("one", ["one"], ""),
        ("one", [], "one"),
    ],
)
def test_words_are_taken_out_of_a_text(text: str, words: list[str], rest: str) -> None:
    """Every occurrence goes, one space stays."""
    assert without_words(text, words) == rest


@pytest.mark.parametrize(
    ("text", "leftover", "about"),
    [("Does Freedonia have a commitment on opening secret old files?", ("secret", "old"), "opening secret old files"),
     ("anything about zeppelins in Freedonia?", ("zeppelins",), "zeppelins"),
     ("Freedonia zeppelins", ("zeppelins",), "zeppelins")],
)  # fmt: skip
def test_all_that_stands_behind_about_is_the_subject(text: str, leftover: tuple[str, ...], about: str) -> None:
    """Words that other relations claim are part of it; names are not."""
    assert content_phrase(READER.read(text), leftover) == about


def test_an_area_inside_a_topic_is_no_area() -> None:
    """ "Health insurance" is one topic, whatever pages file under "Health"."""
    reading, health = READER.read("commitments on health insurance"), Filters(areas=("Health",))
    assert on_topic(reading, health, "health insurance") == Filters(topic="health insurance")
    assert on_topic(reading, health, "insurance").areas == ("Health",)
