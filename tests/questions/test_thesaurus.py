"""Subjects of open government in texts."""

from __future__ import annotations

import pytest

from ogpqa.questions.text import tokenise
from ogpqa.questions.thesaurus import listed_phrases, phrases_in, subject_words, subjects_of


@pytest.mark.parametrize(
    ("topic", "title"),
    [
        ("jails", "Reporting on Prison Conditions"),
        ("female councillors", "Women in Councils"),
        ("garbage", "Waste Map"),
    ],
)
def test_words_that_differ_share_a_subject(topic: str, title: str) -> None:
    """Whatever their letters and endings."""
    assert subjects_of(topic) & subjects_of(title)


def test_a_longer_phrase_hides_the_shorter_ones_inside_it() -> None:
    """ "mine clearance" is not about mining."""
    assert "extractives" not in subjects_of("mine clearance")
    assert "landmines" in subjects_of("mine clearance")


def test_text_of_no_subject_has_none() -> None:
    """Nor has empty text."""
    assert subjects_of("zyx") == subjects_of("") == frozenset()


def test_phrases_of_several_words_are_found_where_they_stand() -> None:
    """From the first word to the one after the last."""
    stems = tuple(t.stem for t in tokenise("Ontario first nations"))
    assert phrases_in(stems) == [(1, 3)]


def test_every_phrase_of_the_file_has_words_and_finds_its_subject() -> None:
    """No phrase is hidden by another of its own."""
    assert all(subject in subjects_of(phrase) for subject, phrase in listed_phrases())
    assert {"prison", "tender"} <= subject_words()
