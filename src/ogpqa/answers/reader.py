"""Reading passages: the sentences that answer, each an exact quote, or nothing.

A passage is believed when a logistic model over the few features of evidence.py says that it answers. Its weights lie
in reader.toml and are set by `ogpqa.evaluation.calibrate`; questions that are not English have their own, since words
say little across languages.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Protocol

from ogpqa.answers.citations import Citations
from ogpqa.answers.evidence import Asked, Features, kind_of, named_kinds, read_asked, weigh_features
from ogpqa.answers.facts import Facts
from ogpqa.answers.sentences import best_span
from ogpqa.answers.topics import same_word
from ogpqa.questions.parse import Candidate
from ogpqa.questions.reading import Reading
from ogpqa.questions.text import Token, tokenise
from ogpqa.types import Answer, Hit, Passage, Query

_FOUND, _HITS = 60, 12  # passages that are looked at, and of them read
_ROWS_ALONE = frozenset({"Contact", "Commitment", "Resource"})  # records answer from these
_CLEAR = 0.75  # probability from which a passage answers although a relation was believed
_FEWEST = 6  # words of a passage that is no row: fewer are a heading or a caption
_ABSENT = "xqzjv"  # stands for a word that no passage holds


class Retriever(Protocol):
    """What finds passages."""

    def retrieve(self, text: str, k: int = 10, *, lang: str = "en", members: Sequence[str] = ()) -> list[Hit]:
        """Up to k passages, best first."""


class Words(Protocol):
    """What knows how rare words are in an index."""

    def greatest_score(self, text: str) -> float:
        """The BM25 that no passage can exceed for this text."""


class Meanings(Protocol):
    """What compares texts in meaning."""

    def same(self, text: str, variants: Sequence[str], lang: str) -> list[float]:
        """The cosine of a text to each variant of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """The logistic model, one weight a feature, and the probability from which an answer is given."""

    nearness: float = 0.0
    lead: float = 0.0
    coverage: float = 0.0
    missing: float = 0.0
    kind: float = 0.0
    lacking: float = 0.0
    polar: float = 0.0
    bias: float = 0.0
    threshold: float = 0.5

    def probability(self, features: Features) -> float:
        """The probability (0 to 1) that a passage with these features answers."""
        z = self.bias + sum(getattr(self, name) * value for name, value in features._asdict().items())
        return 1 / (1 + math.exp(-max(-50.0, min(50.0, z))))


def _names(query: Query, passage: Passage) -> bool:
    """Whether the passage holds the names that nothing else of the index knows."""
    there = tokenise(passage.text)
    return all(any(same_word(t, other) for other in there) for name in query.filters.unknown for t in tokenise(name))


@cache
def load_weights() -> Mapping[str, Weights]:
    """The weights in reader.toml, by space: english and crosslingual."""
    table = tomllib.loads((Path(__file__).parent / "reader.toml").read_text(encoding="utf-8"))
    names = {f.name for f in fields(Weights)}
    return {space: Weights(**{k: v for k, v in row.items() if k in names}) for space, row in table["weights"].items()}


@dataclass(frozen=True, slots=True)
class Evidence:
    """A hit weighed as an answer."""

    hit: Hit
    features: Features
    probability: float


class Reader:
    """Quotes the sentences that answer a question. May be shared by threads."""

    def __init__(
        self,
        facts: Facts,
        retriever: Retriever,
        words: Words,
        meanings: Meanings,
        *,
        weights: Mapping[str, Weights] | None = None,
    ) -> None:
        self._facts, self._retriever, self._words, self._meanings = facts, retriever, words, meanings
        self._weights = weights or load_weights()

    def weights(self, lang: str) -> Weights:
        """The model for questions of that language."""
        return self._weights["english" if lang == "en" else "crosslingual"]

    def asked(self, query: Query, reading: Reading) -> Asked:
        """What the question asks of a passage."""
        greatest = self._words.greatest_score(_ABSENT) or 1.0

        def rarity(word: str) -> float:
            return self._words.greatest_score(word) / greatest

        def meaning(words: Sequence[Token]) -> Sequence[float]:
            if not words or reading.lang != "en":
                return [1.0] * len(words)
            without = [" ".join((reading.text[: t.start] + reading.text[t.end :]).split()) or "?" for t in words]
            return [max(0.0, 1 - cosine) for cosine in self._meanings.same(reading.text, without, reading.lang)]

        return read_asked(reading, query.relation, rarity, meaning)

    def weigh(self, query: Query, reading: Reading) -> list[Evidence]:
        """The passages found for a question, the most answering first."""
        found = self._retriever.retrieve(query.text, _FOUND, lang=query.lang, members=query.filters.members)
        asked, weights = self.asked(query, reading), self.weights(query.lang)
        read = [hit for hit in found if self._is_read(hit.passage)]
        hits = sorted(read, key=lambda hit: kind_of(hit.passage) not in asked.kinds)[
            :_HITS
        ]  # the kind that is named first
        weighed = [Evidence(hit, f := weigh_features(asked, hit, hits), weights.probability(f)) for hit in hits]
        return sorted(weighed, key=lambda e: (-e.probability, e.hit.rank))

    def _is_read(self, passage: Passage) -> bool:
        """Whether a quote adds to the records: no row of theirs, no block of a plan or member, no caption."""
        if passage.record_type:
            return passage.record_type not in _ROWS_ALONE
        return len(passage.text.split()) >= _FEWEST and not any(
            passage.span.start <= r.span.start < passage.span.end
            for kind in ("ActionPlan", "Member")
            for r in self._facts.rows(kind, [passage.member_id or ""])
            if r.page_id == passage.page_id
        )

    def read(self, question: str, query: Query, reading: Reading) -> Answer | None:
        """The best passage's sentences with their citation, or None when no passage is believed."""
        best = next(iter(self.weigh(query, reading)), None)
        if best is None or best.probability < self.weights(query.lang).threshold or not _names(query, best.hit.passage):
            return None
        return self.quoted(question, query, reading, best.hit)

    def read_first(self, question: str, query: Query, reading: Reading, best: Candidate) -> Answer | None:
        """The answer of a passage that is clearly meant, though a relation was believed that leaves words unexplained.

        Looks at passages only where a relation is doubtful, so that questions that records answer wait for nothing.
        """
        if not self._is_doubtful(query, reading, best):
            return None
        found = next(iter(self.weigh(query, reading)), None)
        if found is None or found.probability < _CLEAR or not _names(query, found.hit.passage):
            return None
        kind, named = kind_of(found.hit.passage), self.asked(query, reading).kinds
        if (kind == best.relation.record and not query.filters.unknown) or (
            kind not in {"Post", "Text", "Guide"} and kind not in named
        ):
            return None
        return self.quoted(question, query, reading, found.hit)

    def _is_doubtful(self, query: Query, reading: Reading, best: Candidate) -> bool:
        busy = set(best.leftover) - set(best.idle)
        if query.relation is None or query.filters.persons or query.filters.codes:
            return False
        named = named_kinds(reading)
        if named and best.relation.record not in named and best.relation.record:
            return True
        if best.relation.reason or query.filters.unknown:
            return True
        return bool(busy)

    def quoted(self, question: str, query: Query, reading: Reading, hit: Hit) -> Answer:
        """The answer that quotes the telling part of a hit."""
        passage = hit.passage
        words = [w.token for w in self.asked(query, reading).words]
        span = best_span(passage, words, whole=kind_of(passage) not in {"Text", "Guide"})
        page = self._facts.pages[passage.page_id]
        citations = Citations(self._facts.pages)
        number = citations.add_span(passage.page_id, span, passage.section)
        quote = " ".join(span.of(page.text).split())
        name = self._facts.member_name(passage.member_id) if passage.member_id else page.title
        row = {"type": "Passage", "member": name, "section": [*passage.section], "text": quote, "citation": number}
        return Answer(
            question=question, status="answered", query=query, text=f"{name}: “{quote}” [{number}]", kind="passage",
            rows=(row,), citations=citations.made,
        )  # fmt: skip
