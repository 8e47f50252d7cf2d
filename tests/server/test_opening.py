"""A newly published generation is opened with the encoders that are open already."""

from __future__ import annotations

import gc
import weakref
from pathlib import Path

import pytest

from ogpqa.config import Settings
from ogpqa.errors import IndexMissingError
from ogpqa.server.opening import open_after
from ogpqa.types import Question


def test_encoders_are_opened_once(corpus_index: Path) -> None:
    """The second assistant answers alike and shares the first one's encoders."""
    settings = Settings(index=corpus_index)
    first = open_after(settings, None)
    second = open_after(settings, first)
    assert second is not first
    assert second.index.encoder is first.index.encoder
    question = Question("Who is Seoul's contact?")
    assert second.answer(question) == first.answer(question)


def test_what_is_missing_is_said_as_ever(corpus_index: Path, tmp_path: Path) -> None:
    """Trying the old encoders first does not hide what is wrong with the index."""
    first = open_after(Settings(index=corpus_index), None)
    with pytest.raises(IndexMissingError):
        open_after(Settings(index=tmp_path), first)


def test_what_was_replaced_is_given_back(corpus_index: Path) -> None:
    """Nothing holds on to an assistant that nobody uses, no circle of parts either: its memory is free at once."""
    settings = Settings(index=corpus_index)
    first = open_after(settings, None)
    for text in ("Who is Seoul's contact?", "List the commitments on open data", "공약은 몇 개인가요?"):
        first.answer(Question(text))
    second = open_after(settings, first)
    parts = [weakref.ref(part) for part in (first.index.store, first.index.vectors, first.gazetteers, first.facts)]
    gc.collect()
    gc.disable()
    try:
        del first
        assert [ref() for ref in parts] == [None] * len(parts)
    finally:
        gc.enable()
    assert second.answer(Question("Who is Seoul's contact?")).citations
