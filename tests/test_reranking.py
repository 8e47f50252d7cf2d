"""A reranker orders hits anew; the cross-encoder is one, opened only when the settings name it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ogpqa.assistant import reranker_of
from ogpqa.config import Settings
from ogpqa.errors import ModelError
from ogpqa.retriever.search import RERANKED, reranked
from ogpqa.types import Hit, Passage, Span

TINY = Path(__file__).with_name("tiny_model.py")
SCORES = """
import json, sys
from ogpqa.encoder import open_crossencoder
model = open_crossencoder(sys.argv[1], 1)
print(json.dumps([model.score("who?", ["open data", "a b c", "open data"]), model.score("who?", [])]))
"""


class Given:
    """A reranker with the scores that it is given."""

    def __init__(self, scores: Sequence[float]) -> None:
        self.scores = scores

    def score(self, question: str, texts: Sequence[str]) -> list[float]:
        """The first of the given scores, over and over."""
        return [self.scores[i % len(self.scores)] for i in range(len(texts))]


def hits(n: int) -> list[Hit]:
    """So many hits, best first."""
    passages = [Passage(i, "page", None, Span(0, 4), (), "text", "") for i in range(n)]
    return [Hit(passage, 1 - i / 1000, i + 1) for i, passage in enumerate(passages)]


@given(st.integers(0, RERANKED + 5), st.lists(st.floats(-9, 9), min_size=1, max_size=7))
def test_reranked_hits_are_the_same_hits_in_falling_order(n: int, scores: list[float]) -> None:
    """None is lost, ranks count from 1, scores never rise, and what was not read comes last."""
    found = reranked(Given(scores), "who?", hits(n)) if n else []
    assert sorted(hit.passage.number for hit in found) == list(range(n))
    assert [hit.rank for hit in found] == list(range(1, n + 1))
    assert all(a.score >= b.score - 1e-9 for a, b in pairwise(found))
    assert all(hit.passage.number >= RERANKED for hit in found[RERANKED:])


def test_ties_keep_their_order() -> None:
    """Equal scores change nothing."""
    assert [hit.passage.number for hit in reranked(Given([0.5]), "who?", hits(4))] == [0, 1, 2, 3]


def test_no_reranker_unless_named() -> None:
    """It is off by default, and a name that is none is an error that says so."""
    assert reranker_of(Settings()) is None
    with pytest.raises(ModelError, match="no-such-model"):
        reranker_of(Settings(reranker="no-such-model"))


@pytest.mark.model
def test_a_cross_encoder_of_sentence_transformers_scores_pairs(tmp_path: Path) -> None:
    """A folder with one score a pair is opened without a network, in a process of its own; equal texts score alike."""
    folder = tmp_path / "tiny-cross"
    subprocess.run([sys.executable, str(TINY), str(folder), "--cross"], check=True, capture_output=True)
    done = subprocess.run([sys.executable, "-c", SCORES, str(folder)], check=True, capture_output=True, text=True)
    (first, other, again), none = json.loads(done.stdout)
    assert first == pytest.approx(again)
    assert first != pytest.approx(other)
    assert none == []
