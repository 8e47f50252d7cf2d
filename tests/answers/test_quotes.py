"""What would be quoted of a passage, and what tells nothing."""

from __future__ import annotations

import pytest

from ogpqa.answers.asked import Asked, AskedWord
from ogpqa.answers.quotes import is_worded, other_quotes, weigh_hits
from ogpqa.answers.weighing import Weights
from ogpqa.questions.text import tokenise
from ogpqa.types import Hit, Passage, Span

FILLER = "The committee met in spring and wrote a long report on roads and bridges of the northern coast. "
LONG = FILLER * 3 + "Fishers opened their quota books in June. The harbour office answered. " + FILLER * 3
ASKED = Asked(tuple(AskedWord(token, 1.0) for token in tokenise("quota books")))


def hit_of(text: str, record_type: str | None = None, section: tuple[str, ...] = ()) -> Hit:
    """A hit of a passage with that text."""
    return Hit(Passage(0, "page", None, Span(0, len(text)), section, text, "", None, record_type), 0.5, 1, 0.5, None)


def test_the_other_runs_of_a_long_passage_are_quotes_too() -> None:
    """Each with features of its own, and none is the one that words led to."""
    hits = [hit_of(LONG)]
    first = weigh_hits(ASKED, hits, Weights(coverage=1.0))[0]
    others = other_quotes(ASKED, hits, first)
    assert first.features.coverage == 1
    assert others
    assert first.span not in {e.span for e in others}
    assert min(e.features.coverage for e in others) == 0


@pytest.mark.parametrize(("text", "record_type"), [("Fishers opened their quota books.", None), (LONG, "Post")])
def test_what_is_quoted_whole_has_no_other_quotes(text: str, record_type: str | None) -> None:
    """Short passages and rows."""
    hits = [hit_of(text, record_type)]
    assert other_quotes(ASKED, hits, weigh_hits(ASKED, hits, Weights())[0]) == []


@pytest.mark.parametrize(
    ("text", "section", "expected"),
    [
        ("Fishers opened their books in June.", (), True),
        ("“Fishers opened their books in June.”", (), True),
        ("Key\n\nNo data\n\nPending review by IRM", ("Key",), True),
        ("Fishers of the harbour with their books", (), False),
        ("How to Get More Starred Commitments Now", ("How to Get More Starred Commitments Now",), False),
        ("Completion: Limited", (), True),
    ],
)
def test_captions_and_headings_tell_nothing(text: str, section: tuple[str, ...], *, expected: bool) -> None:
    """A few words count with their heading, as a sentence or as a stated fact."""
    assert is_worded(hit_of(text, None, section).passage) is expected
