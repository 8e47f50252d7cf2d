"""A question becomes hits."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from ogpqa.encoder import Encoder, Rows
from ogpqa.index import Index, Vectors
from ogpqa.retriever.fusion import DENSE_WEIGHT, Candidate, fuse
from ogpqa.retriever.words import telling_words
from ogpqa.types import Hit, Passage

MAX_K = 1000
DEPTH = 100  # passages that each kind of evidence proposes
ENGLISH = "en"
FEEDBACK_HITS = 3
RERANKED = 20  # hits that a reranker reads
# Rows of these records say something of their member only; a definition says the same on every page.
MEMBERS_OWN = frozenset({"Member", "ActionPlan", "Contact", "Commitment", "Resource"})


@dataclass(frozen=True, slots=True)
class Weights:
    """How evidence counts. `dense` is cosine's part of a score: 0 is letters alone, 1 is meaning alone.

    `feedback` is how far an English question moves towards what was found at first, for a second look. A question in
    another language stays: it lies apart from all passages, and moving it loses what it asks (measured).
    """

    dense: float = DENSE_WEIGHT
    feedback: float = 0.4


class Reranker(Protocol):
    """What reads a question and passages together."""

    def score(self, question: str, texts: Sequence[str]) -> list[float]:
        """How well each text answers, higher is better, in the order of the texts."""


class Retriever:
    """Finds passages in one index. May be shared by threads."""

    def __init__(self, index: Index, *, weights: Weights = Weights(), reranker: Reranker | None = None) -> None:
        self._index = index
        self._reranker = reranker
        self._weights = weights

    @property
    def missing(self) -> str | None:
        """What this index lacks, in plain words, or None."""
        if self._index.crosslingual:
            return None
        return "Questions that are not English are compared in the English vector space: the second one is not built."

    def retrieve(
        self,
        text: str,
        k: int = 10,
        *,
        lang: str = ENGLISH,
        members: Sequence[str] = (),
        record_types: Sequence[str] = (),
        years: Sequence[int] = (),
    ) -> list[Hit]:
        """Up to k passages, best first, ties by number; empty filters let all pass. k is cut at MAX_K.

        Passages that say the same are one hit: the best of them stands for the others met on the way, and names them.
        """
        k = min(k, MAX_K)
        candidates = self.rank(text, max(k, DEPTH), lang=lang, members=members, record_types=record_types, years=years)
        found = self._distinct(candidates, max(k, RERANKED) if self._reranker and k > 0 else k)
        hits = [
            Hit(passage, c.score, rank, c.dense, c.lexical, tuple(others))
            for rank, (passage, c, others) in enumerate(found, 1)
        ]
        return reranked(self._reranker, text, hits)[:k] if self._reranker else hits

    def rank(
        self,
        text: str,
        depth: int = DEPTH,
        *,
        lang: str = ENGLISH,
        members: Sequence[str] = (),
        record_types: Sequence[str] = (),
        years: Sequence[int] = (),
    ) -> list[Candidate]:
        """All that meaning and letters propose, up to `depth` each, best first: what `retrieve` chooses from."""
        store = self._index.store
        filtered = bool(members or record_types or years or store.hides)
        numbers = store.numbers(members=members, record_types=record_types, years=years) if filtered else None
        if numbers == () or depth < 1:
            return []
        words = telling_words(text)
        lexical = dict(store.search_lexical(words, depth, members=members, record_types=record_types, years=years))
        encoder, vectors, feedback = self._space(lang)
        query = encoder.encode([text])[0]
        found = {number for number, _ in vectors.search(query, depth, numbers=numbers)} | lexical.keys()
        greatest = store.greatest_score(words)

        def look(query: Rows) -> list[Candidate]:
            return fuse(dict(vectors.search(query, len(found), numbers=found)), lexical, greatest, self._weights.dense)

        first = look(query)
        return look(_moved(query, vectors.rows(_best(first)), feedback)) if feedback and first else first

    def _space(self, lang: str) -> tuple[Encoder, Vectors, float]:
        """Where to compare questions of that language, and the weight of feedback there."""
        other = self._index.crosslingual
        if lang != ENGLISH and other:
            return other.encoder, other.vectors, 0.0
        return self._index.encoder, self._index.vectors, self._weights.feedback

    def _distinct(self, candidates: Sequence[Candidate], k: int) -> list[tuple[Passage, Candidate, list[int]]]:
        """The k best that say different things, each with the numbers of those that say the same."""
        found: dict[tuple[str | None, str], tuple[Passage, Candidate, list[int]]] = {}
        passages = self._index.store.each([candidate.number for candidate in candidates])
        for candidate, passage in zip(candidates, passages, strict=True):
            if (key := _said(passage)) in found:
                found[key][2].append(candidate.number)
            elif len(found) < k:
                found[key] = (passage, candidate, [])
            else:
                break
        return list(found.values())


def reranked(reranker: Reranker, question: str, hits: Sequence[Hit]) -> list[Hit]:
    """The first RERANKED hits in the order of a reranker's scores, which become theirs; ties stay, the rest follows.

    Scores of the rest are shifted below, so that they fall from hit to hit.
    """
    read, rest = hits[:RERANKED], hits[RERANKED:]
    scores = reranker.score(question, [hit.passage.encoded for hit in read])
    order = sorted(range(len(read)), key=lambda i: -scores[i])
    new = [replace(read[i], score=scores[i], rank=rank) for rank, i in enumerate(order, 1)]
    drop = rest[0].score - new[-1].score if rest else 0.0
    return [*new, *(replace(hit, score=hit.score - max(drop, 0.0)) for hit in rest)]


def _best(candidates: Sequence[Candidate]) -> list[int]:
    return [candidate.number for candidate in candidates[:FEEDBACK_HITS]]


def _moved(query: Rows, found: Rows, weight: float) -> Rows:
    """The question moved towards the mean of what was found (pseudo-relevance feedback; Rocchio, 1971)."""
    moved = query + weight * found.mean(axis=0)
    row: Rows = moved / (moved @ moved) ** 0.5
    return row


def _said(passage: Passage) -> tuple[str | None, str]:
    """What a passage says, letters and digits alone. A row of a record is a fact about its member, who counts too."""
    about = passage.member_id if passage.record_type in MEMBERS_OWN else None
    return about, " ".join(re.findall(r"\w+", passage.text.casefold()))
