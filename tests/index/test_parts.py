"""Long passages are encoded whole and in parts."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from ogpqa.index.parts import PART_LENGTH, encodables, parts_of
from ogpqa.index.vectors import Vectors, write_vectors
from ogpqa.types import Passage, Span

SENTENCES = [f"Sentence number {n} says something of its own about open contracts and the budget." for n in range(9)]


def passage(number: int, text: str) -> Passage:
    """A passage of one page."""
    return Passage(number, "page", None, Span(0, len(text)), (), text, "Member")


def test_short_texts_have_no_parts() -> None:
    """A text that fits in one part is encoded once."""
    assert parts_of("One sentence. Another one.") == ()


def test_parts_hold_all_sentences_in_order() -> None:
    """Parts lose and repeat nothing, and are as short as whole sentences let them be."""
    parts = parts_of(" ".join(SENTENCES))
    assert len(parts) > 1
    assert " ".join(parts) == " ".join(SENTENCES)
    assert all(len(part) <= PART_LENGTH for part in parts)


def test_rows_of_parts_follow_those_of_passages() -> None:
    """Wholes come first by number, then parts with their owners; all carry the passage's context."""
    found = encodables([passage(0, "Short."), passage(1, " ".join(SENTENCES)), passage(2, "Short too.")])
    assert len(found.texts) == 3 + len(found.owners)
    assert set(found.owners) == {1}
    assert all(text.startswith("Member\n") for text in found.texts)


@pytest.mark.parametrize("seed", range(5))
def test_a_passage_is_as_near_as_its_whole_and_its_nearest_part(tmp_path: Path, seed: int) -> None:
    """Search equals the plain computation over all rows, with and without a choice of numbers."""
    chance = np.random.default_rng(seed)
    rows = chance.normal(size=(30, 8)).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    owners = sorted(int(n) for n in chance.integers(0, 10, 20))
    write_vectors(tmp_path / "v", rows)
    vectors, query = Vectors(tmp_path / "v", owners), rows[3]
    cosines = rows @ query
    for number in range(10):
        parts = [cosines[10 + i] for i, owner in enumerate(owners) if owner == number]
        expected = (cosines[number] + max(parts)) / 2 if parts else cosines[number]
        assert dict(vectors.search(query, 10, numbers=range(10)))[number] == pytest.approx(expected, abs=1e-5)
    assert vectors.search(query, 8) == vectors.search(query, 8, numbers=range(10))
    assert all(0 <= number < 10 for number, _ in vectors.search(query, 100))
