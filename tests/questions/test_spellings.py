"""Typos are looked for among words with the first letter that was typed, and nothing else is missed by that."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from ogpqa.questions.spellings import Spellings

WORDS = ["mongolia", "malta", "moldova", "mongol", "moldovia", "yalta", "malta"]
words = st.lists(st.text("abcd", min_size=1, max_size=8), max_size=30)


@given(words, st.text("abcd", min_size=1, max_size=8), st.integers(1, 2))
def test_nothing_near_is_missed(known: list[str], typed: str, edits: int) -> None:
    """The same words are found as by comparing all that start so, nearest first, ties in order."""
    alike = [word for word in known if word[0] == typed[0]]
    distances = [(OSA.distance(typed, word), position, word) for position, word in enumerate(alike)]
    expected = [(word, distance) for distance, _, word in sorted(distances) if distance <= edits]
    spellings = Spellings(known)
    assert spellings.near(typed, edits) == expected
    assert spellings.near(typed, edits, limit=2) == expected[:2]


@pytest.mark.parametrize(
    ("typed", "near"),
    [("mongolai", ["mongolia"]), ("malti", ["malta", "malta"]), ("xalta", []), ("moldoviia", ["moldovia"])],
)
def test_a_swap_is_one_edit_and_a_first_letter_is_typed_right(typed: str, near: list[str]) -> None:
    """Of equals the first given comes first."""
    assert [word for word, _ in Spellings(WORDS).near(typed, 1)] == near


def test_words_are_found_by_their_first_letters() -> None:
    """Those of more than three letters, in order; none for other letters."""
    assert Spellings([*WORDS, "mol"]).starting("mol") == ("moldova", "moldovia")
    assert Spellings(WORDS).starting("xyz") == ()
    assert Spellings([]).near("malta", 2) == []


@pytest.mark.parametrize(
    ("typed", "word"),
    [("przystapieniem", "przystapienie"), ("kontaktowej", "kontaktowa"), ("raumfahrt", ""), ("plany", "")],
)
def test_a_word_may_have_another_ending(typed: str, word: str) -> None:
    """Six letters are shared and twice as many as differ; short words are left alone."""
    assert Spellings(("przystapienie", "kontaktowa", "raumplanung", "planow")).but_for_ending(typed) == word


def test_a_word_is_no_form_of_another() -> None:
    """An ending is looked past only where the word is not there itself."""
    spellings = Spellings(["korrupt", "korruption"])
    assert spellings.but_for_ending("korruption") == ""
    assert spellings.but_for_ending("korruptes") == "korrupt"
