"""Sentences and the best of them are exact parts of a passage."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from ogpqa.answers.sentences import MOST, best_span, runs_of, split_sentences
from ogpqa.questions.text import Token, tokenise
from ogpqa.types import Passage, Span


def weighed(words: str) -> list[tuple[Token, float]]:
    """Words that count alike."""
    return [(token, 1.0) for token in tokenise(words)]


FILLER = "The committee met in spring and wrote a long report on roads and bridges of the northern coast. "
LONG = FILLER * 3 + "Fishers opened their quota books in June. The harbour office answered. " + FILLER * 3


def passage_of(text: str, offset: int = 0) -> Passage:
    """A passage with that text, standing at an offset of its page."""
    return Passage(0, "page", None, Span(offset, offset + len(text)), (), text, "")


@given(st.text(alphabet="abc. \n!?A", min_size=1, max_size=80), st.integers(0, 50))
def test_sentences_are_substrings_in_order(text: str, offset: int) -> None:
    """Every sentence lies behind the one before it, within the text and without outer white space."""
    if not text.strip():
        return
    spans = split_sentences(text, offset)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert spans[0].start >= offset
    assert spans[-1].end <= offset + len(text)
    quotes = [text[s.start - offset : s.end - offset] for s in spans]
    assert quotes == [quote.strip() for quote in quotes]
    assert "".join("".join(quotes).split()) == "".join(text.split())


def test_a_short_passage_is_quoted_whole() -> None:
    """Few words stay together, whatever was asked."""
    passage = passage_of("One thing. Another thing.", 7)
    assert best_span(passage, weighed("another"), whole=False) == Span(7, 32)


def test_of_a_long_passage_the_sentences_that_hold_the_words_are_quoted() -> None:
    """At most three neighbouring sentences, beginning and ending with one that holds a word that was asked for."""
    span = best_span(passage_of(LONG, 100), weighed("quota books"), whole=False)
    assert LONG[span.start - 100 : span.end - 100] == "Fishers opened their quota books in June."
    assert len(split_sentences(span.of(" " * 100 + LONG))) <= MOST


def test_a_row_is_quoted_whole_however_long() -> None:
    """A table is one block: its lines mean nothing apart."""
    assert best_span(passage_of(LONG), weighed("quota"), whole=True) == Span(0, len(LONG))


def test_of_equal_sentences_the_telling_one_is_quoted() -> None:
    """When a number is asked for, the sentences with one are quoted."""
    text = "Boats came home. " + FILLER * 5 + "Boats came home, forty of them. " + FILLER * 5
    span = best_span(passage_of(text), weighed("boats"), whole=False, telling=lambda part: "forty" in part)
    assert text[span.start : span.end] == "Boats came home, forty of them."


def test_a_passage_without_the_words_is_not_quoted_by_its_heading() -> None:
    """Where no sentence holds a word that was asked for, the first few are quoted, and a heading is no sentence."""
    text = "Catches\n\n" + LONG
    passage = Passage(0, "page", None, Span(0, len(text)), ("News", "Catches"), text, "")
    span = best_span(passage, weighed("zebra"), whole=False)
    assert text[span.start : span.end] == (FILLER * 3).strip()


def test_runs_cover_a_passage() -> None:
    """Every sentence stands in a run; runs have three sentences and share one with the next."""
    runs = runs_of(passage_of(LONG, 10))
    quotes = [LONG[run.start - 10 : run.end - 10] for run in runs]
    assert all(len(split_sentences(quote)) == MOST for quote in quotes)
    assert all(any(LONG[s.start : s.end] in quote for quote in quotes) for s in split_sentences(LONG))
    assert runs_of(passage_of("One thing.")) == [Span(0, 10)]
