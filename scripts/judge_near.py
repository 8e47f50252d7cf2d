"""Passages near in meaning to a question that another passage answers: what retrieval finds beside the right one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
from sentence_transformers import SentenceTransformer

from ogpqa.answers.weighing import under
from scripts.judge_pairs import Pair

ASKED = 0.1  # share of questions that are also asked of such a passage
_NEAREST, _LEAST, _OWN = 5, 0.35, 0.6  # cosines: of a near passage at least; to the right one at most
_WORDS = 90  # of a passage

Rows = Sequence[dict[str, Any]]


class NearPassages:
    """For each question the passages that are near to it, but not near to its own, which might answer too."""

    def __init__(self, folder: Path, rows: Rows) -> None:
        model = SentenceTransformer(str(folder), device="cpu")
        self._texts = [under(row["section"], row["passage"]) for row in rows]
        asked = [(own, question) for own, row in enumerate(rows) for question, _ in row["yes"]]
        passages = np.asarray(model.encode(self._texts, normalize_embeddings=True))
        questions = np.asarray(model.encode([question for _, question in asked], normalize_embeddings=True))
        answering = [{question for question, _ in row["yes"]} for row in rows]
        self._near: dict[str, list[int]] = {}
        for (own, question), vector in zip(asked, questions, strict=True):
            near, apart = passages @ vector, passages @ passages[own] <= _OWN
            order = np.argsort(-np.where(apart, near, -1.0))[:_NEAREST]
            self._near[question] = [
                int(i) for i in order if apart[i] and near[i] > _LEAST and question not in answering[i]
            ]

    def pairs(self, rng: Random) -> Iterator[Pair]:
        """Some questions with one of their near passages, which does not answer."""
        for question, near in self._near.items():
            if near and rng.random() < ASKED:
                yield Pair(question, " ".join(self._texts[rng.choice(near)].split()[:_WORDS]), answers=False)
