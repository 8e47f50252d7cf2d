"""Two kinds of evidence become one score.

    score = DENSE_WEIGHT · cosine + (1 - DENSE_WEIGHT) · share,    share = BM25 / (greatest BM25 the question allows)

A convex combination of the scores themselves keeps what ranks throw away: how far the first is ahead of the second
(Bruch, Gai and Ingber, "An Analysis of Fusion Functions for Hybrid Retrieval", ACM TOIS 2023, found it better than
reciprocal rank fusion). BM25 has no fixed scale, so they divide by a question's best hit. We divide by what a passage
would get that holds all of the question's words without end, the sum of (k1 + 1) · idf over its words: then a share
says how much of the question, rare words counting most, the passage's letters account for. Where letters say little,
as for a question in another language, all shares are small and meaning decides; where a passage repeats the question's
rare words, letters do. So one weight serves all collections: benchmarks/retrieval.md has what was tried instead.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

DENSE_WEIGHT = 0.45


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage by number with its evidence. `lexical` is None when none of the question's words was found in it."""

    number: int
    score: float
    dense: float  # cosine
    lexical: float | None  # BM25


def fuse(
    dense: Mapping[int, float], lexical: Mapping[int, float], greatest: float, dense_weight: float = DENSE_WEIGHT
) -> list[Candidate]:
    """Candidates for every passage of `dense`, best first, ties by number.

    `dense` holds cosines and `lexical` BM25 scores by passage number; `greatest` is the greatest BM25 that the question
    allows, 0 when the index holds none of its words.
    """
    scale = (1 - dense_weight) / greatest if greatest > 0 else 0.0
    fused = (
        Candidate(number, dense_weight * cosine + scale * lexical.get(number, 0.0), cosine, lexical.get(number))
        for number, cosine in dense.items()
    )
    return sorted(fused, key=lambda candidate: (-candidate.score, candidate.number))
