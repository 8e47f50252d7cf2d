"""Nearness in meaning over an index of two spaces, with hashed words for encoders."""

from __future__ import annotations

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pytest
from numpy.typing import NDArray

from ogpqa.index import Index, TextRows
from ogpqa.questions.nearness import Nearness
from ogpqa.questions.relations import exemplars, load_relations
from ogpqa.types import Commitment
from tests.fakes import HashEncoder
from tests.records_made import commitment, contact


class TwoSpaces:
    """As much of an index as nearness needs: encoders, and the exemplars encoded by them."""

    def __init__(self, crosslingual: bool = True) -> None:
        self.encoder = HashEncoder(dim=512)
        second = HashEncoder("second", dim=512)
        self.crosslingual = SimpleNamespace(encoder=second) if crosslingual else None

    def exemplars(self, name: str, texts: Sequence[str]) -> NDArray[np.float32]:
        """The texts in the space of that name."""
        space = self.encoder if name == "en" or self.crosslingual is None else self.crosslingual.encoder
        return cast(NDArray[np.float32], space.encode(texts))

    def titles(self, name: str) -> TextRows:
        """The titles of ROWS in the space of that name."""
        texts = [row.title for row in ROWS]
        return TextRows(self.exemplars(name, texts), texts)


def nearness(index: Any = None) -> Nearness:
    """Nearness over the fake."""
    return Nearness(cast(Index, index or TwoSpaces()))


def test_an_example_is_nearest_to_its_own_relation() -> None:
    """The cosine of a text with itself is 1, and no cosine is greater."""
    name, text = exemplars("en")[0]
    scores = nearness().relations([text], "en")
    assert scores[name] == pytest.approx(1, abs=1e-5)
    assert max(scores.values()) <= 1 + 1e-5


def test_every_relation_has_a_score() -> None:
    """In both spaces."""
    one = nearness()
    assert set(one.relations(["anything"], "en")) == set(load_relations())
    assert set(one.relations(["irgendetwas"], "de")) == set(load_relations())


def test_of_several_forms_the_nearest_counts() -> None:
    """More forms never lower a score."""
    one = nearness()
    single, both = one.relations(["who joined"], "en"), one.relations(["who joined", "which contact"], "en")
    assert all(both[name] >= score - 1e-6 for name, score in single.items())


def test_without_a_second_space_all_languages_use_the_first() -> None:
    """An index without the second encoder still answers."""
    index = TwoSpaces(crosslingual=False)
    assert nearness(index).relations(["contacto"], "es")
    assert "contacto" in index.encoder.encoded


def test_other_languages_use_the_second_space() -> None:
    """Their texts never meet the English encoder."""
    index = TwoSpaces()
    nearness(index).relations(["contacto"], "es")
    assert "contacto" not in index.encoder.encoded


def test_same_compares_a_text_with_variants_of_it() -> None:
    """One cosine a variant, in order; the text itself gives 1."""
    same = nearness().same("open the harbour", ["open the harbour", "harbour", "quota books"], "en")
    assert same[0] == pytest.approx(1, abs=1e-5)
    assert same[0] > same[1] > same[2]


ROWS: tuple[Commitment, ...] = (
    commitment("FR0001", "harbour budget of our town"),
    commitment("FR0002", "harbour budget of our whole town"),
    commitment("FR0003", "Mirrors"),
)


def test_rows_near_a_topic_come_nearest_first() -> None:
    """Rows that are far away are left out."""
    assert list(nearness().rows_near("harbour budget of our whole town", "en", ROWS)) == [ROWS[1], ROWS[0]]


def test_rows_of_the_same_subject_are_near_though_no_letter_is_shared() -> None:
    """ "jails" and "Prison Conditions" are of one subject; the far row stays out."""
    rows = (commitment("FR0004", "Prison Conditions"), commitment("FR0005", "Harbour"))
    assert nearness().rows_near("jails", "en", rows, floor=0.2) == [rows[0]]


def test_subjects_of_a_topic_in_another_language_are_those_of_the_nearest_phrases() -> None:
    """The second space finds them; without one there are none."""
    assert "prisons" in nearness().subjects("jail", "es")
    assert nearness(TwoSpaces(crosslingual=False)).subjects("cárcel", "es") == frozenset()


@pytest.mark.parametrize("topic", ["zebra lines", "quota"])
def test_no_row_is_near_to_something_else(topic: str) -> None:
    """A topic that nothing is about finds nothing, instead of the least bad row."""
    assert nearness().rows_near(topic, "en", ROWS) == []


def test_only_titled_rows_are_near_to_anything() -> None:
    """People are found by their words, not by likeness; no rows give no rows."""
    assert nearness().rows_near("adviser", "en", [contact(role="Adviser")]) == []
    assert nearness().rows_near("adviser", "en", []) == []
