"""A newly published generation is opened with the encoders that are open already."""

from __future__ import annotations

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
