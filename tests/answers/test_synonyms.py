"""Words of a question meet words of a page."""

from __future__ import annotations

import pytest

from ogpqa.answers.synonyms import SYNONYM, words_of
from ogpqa.questions.text import tokenise


@pytest.mark.parametrize(
    ("word", "text", "meeting"),
    [
        ("updated", "The list is updated in spring.", 1.0),
        ("updating", "The list is updated in spring.", 1.0),
        ("updated", "The list is renewed in spring.", SYNONYM),
        ("gathered", "Reformers met in June.", SYNONYM),
        ("countries", "A guide for nations.", SYNONYM),
        ("hotel", "Reformers met in June.", 0.0),
        ("wrote", "A report on the harbour.", 0.0),
    ],
)
def test_words_meet_by_stem_or_by_group(word: str, text: str, meeting: float) -> None:
    """The same word counts whole, one that means the same counts less, any other not at all."""
    assert words_of(text).meeting(tokenise(word)[0]) == meeting
