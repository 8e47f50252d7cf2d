"""nDCG, recall and reciprocal rank, as trec_eval defines them.

A ranking is a sequence of document ids, best first, each at most once. Judgements map document ids to grades; a
document is relevant when its grade is above 0. nDCG is trec_eval's `ndcg_cut`, which BEIR reports: the gain is the
grade itself (not 2^grade - 1), the discount log2(rank + 1) (Järvelin and Kekäläinen, 2002).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass


def ndcg(ranking: Sequence[str], grades: Mapping[str, int], k: int) -> float:
    """Discounted gain of the first `k`, divided by that of the best order; 0 when nothing is relevant."""
    best = sorted((grade for grade in grades.values() if grade > 0), reverse=True)
    ideal = _discounted(best[:k])
    return _discounted([max(0, grades.get(document, 0)) for document in ranking[:k]]) / ideal if ideal else 0.0


def recall(ranking: Sequence[str], grades: Mapping[str, int], k: int) -> float:
    """The share of the relevant documents that is among the first `k`; 0 when nothing is relevant."""
    relevant = {document for document, grade in grades.items() if grade > 0}
    return len(relevant.intersection(ranking[:k])) / len(relevant) if relevant else 0.0


def reciprocal_rank(ranking: Sequence[str], grades: Mapping[str, int], k: int) -> float:
    """1 / rank of the first relevant document among the first `k`, else 0."""
    return next((1 / rank for rank, document in enumerate(ranking[:k], 1) if grades.get(document, 0) > 0), 0.0)


def _discounted(gains: Sequence[int]) -> float:
    return sum(gain / math.log2(rank + 1) for rank, gain in enumerate(gains, 1))


@dataclass(frozen=True, slots=True)
class Scores:
    """Means over the judged queries; a query without a ranking counts as 0."""

    ndcg_at_10: float
    recall_at_10: float
    recall_at_100: float
    mrr_at_10: float


def score_run(run: Mapping[str, Sequence[str]], qrels: Mapping[str, Mapping[str, int]]) -> Scores:
    """The means of a run over all queries of `qrels`, which must not be empty."""
    rows = [
        (
            ndcg(ranking, grades, 10),
            recall(ranking, grades, 10),
            recall(ranking, grades, 100),
            reciprocal_rank(ranking, grades, 10),
        )
        for grades, ranking in ((grades, run.get(query, ())) for query, grades in qrels.items())
    ]
    return Scores(*(math.fsum(column) / len(rows) for column in zip(*rows, strict=True)))
