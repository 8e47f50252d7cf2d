"""A small corpus of lines, its encoders and a build of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.fakes import HashEncoder
from tests.index.workshop import PAGES, Workshop


@pytest.fixture
def new_workshop(tmp_path: Path) -> Callable[[str], Workshop]:
    """A function from a name to a workshop of its own with three pages saved and nothing built."""

    def make(name: str) -> Workshop:
        corpus = tmp_path / name / "corpus"
        corpus.mkdir(parents=True)
        workshop = Workshop(corpus, tmp_path / name / "index", HashEncoder(), HashEncoder("other", 32))
        for page_id, text in PAGES.items():
            workshop.write(page_id, text)
        return workshop

    return make


@pytest.fixture
def workshop(new_workshop: Callable[[str], Workshop]) -> Workshop:
    """Three pages saved, nothing built."""
    return new_workshop("one")


@pytest.fixture
def built(workshop: Workshop) -> Workshop:
    """Three pages, built."""
    workshop.build()
    return workshop
