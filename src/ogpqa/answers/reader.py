"""Reading passages: the sentences that answer, each an exact quote, or nothing.

A passage is believed when it means what is asked and holds the words that were asked for. Both are weighed by
`answerability`, whose weights lie in reader.toml and are set by `ogpqa evaluate calibrate`.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ogpqa.answers.citations import Citations
from ogpqa.answers.facts import Facts
from ogpqa.answers.sentences import split_sentences
from ogpqa.answers.topics import same_word
from ogpqa.questions.parse import Reading
from ogpqa.questions.text import Token, tokenise
from ogpqa.retriever import Retriever
from ogpqa.types import Answer, Hit, Passage, Query, Span

_HITS = 8  # passages that are read
_SHORT = 60  # words up to which a passage is quoted whole
_SENTENCES = 3  # the most that are quoted of a longer one


@dataclass(frozen=True, slots=True)
class Weights:
    """The logistic model of answerability, and the probability from which an answer is given."""

    cosine: float
    coverage: float
    bias: float
    threshold: float


@cache
def load_weights() -> Weights:
    """The weights in reader.toml."""
    table = tomllib.loads((Path(__file__).parent / "reader.toml").read_text(encoding="utf-8"))
    return Weights(**table["answerability"])


def answerability(cosine: float, coverage: float, weights: Weights) -> float:
    """The probability (0 to 1) that a passage answers, from its nearness and the share of the words that it holds."""
    return 1 / (1 + math.exp(-(weights.cosine * cosine + weights.coverage * coverage + weights.bias)))


@dataclass(frozen=True, slots=True)
class Evidence:
    """A hit weighed as an answer."""

    hit: Hit
    coverage: float
    probability: float


class Reader:
    """Quotes the sentences that answer a question. May be shared by threads."""

    def __init__(self, facts: Facts, retriever: Retriever, weights: Weights | None = None) -> None:
        self._facts, self._retriever = facts, retriever
        self._weights = weights or load_weights()

    def weigh(self, query: Query, reading: Reading) -> list[Evidence]:
        """The passages found for a question, the most answering first."""
        hits = self._retriever.retrieve(query.text, _HITS, lang=query.lang, members=query.filters.members)
        asked = asked_words(reading)
        weighed = []
        for hit in hits:
            share = coverage(asked, hit.passage)
            weighed.append(Evidence(hit, share, answerability(hit.dense or 0.0, share, self._weights)))
        return sorted(weighed, key=lambda e: (-e.probability, e.hit.rank))

    def read(self, question: str, query: Query, reading: Reading) -> Answer | None:
        """The best passage's sentences with their citation, or None when no passage is believed."""
        if query.filters.unknown or not asked_words(reading):
            return None
        best = next(iter(self.weigh(query, reading)), None)
        if best is None or best.probability < self._weights.threshold:
            return None
        return self._quoted(question, query, reading, best.hit.passage)

    def _quoted(self, question: str, query: Query, reading: Reading, passage: Passage) -> Answer:
        span = _best_sentences(passage, asked_words(reading))
        page = self._facts.pages[passage.page_id]
        citations = Citations(self._facts.pages)
        number = citations.add_span(passage.page_id, span, passage.section)
        quote = " ".join(span.of(page.text).split())
        name = self._facts.member_name(passage.member_id) if passage.member_id else page.title
        return Answer(
            question=question, status="answered", query=query, text=f"{name}: “{quote}” [{number}]", kind="passage",
            rows=({"type": "Passage", "member": name, "section": list(passage.section), "text": quote, "citation": number},),
            citations=citations.made,
        )  # fmt: skip


def asked_words(reading: Reading) -> tuple[Token, ...]:
    """The words of a question that an answer has to hold: neither small words nor names of members."""
    explained = [(m.start, m.end) for m in reading.mentions if m.kind in {"members", "places", "countries"}]
    explained += [(c.start, c.end) for c in reading.cues if c.target.startswith(("word.", "aggregate."))]
    return tuple(
        t for t in reading.tokens if len(t.fold) > 1 and not any(s <= t.start and t.end <= e for s, e in explained)
    )


def coverage(asked: Sequence[Token], passage: Passage) -> float:
    """The share (0 to 1) of the asked words that a passage or its headings hold, longer words counting more."""
    if not asked:
        return 0.0
    there = tokenise(" ".join((passage.text, *passage.section)))
    weights = [len(t.fold) for t in asked]
    met = sum(w for t, w in zip(asked, weights, strict=True) if any(same_word(t, other) for other in there))
    return met / sum(weights)


def _best_sentences(passage: Passage, asked: Sequence[Token]) -> Span:
    """The whole of a short passage, else up to three neighbouring sentences that hold most of the asked words."""
    if len(passage.text.split()) <= _SHORT:
        return passage.span
    spans = split_sentences(passage.text, passage.span.start)
    scores = [_held(asked, passage.text[s.start - passage.span.start : s.end - passage.span.start]) for s in spans]
    starts = range(max(1, len(spans) - _SENTENCES + 1))
    first = max(starts, key=lambda i: (sum(scores[i : i + _SENTENCES]), scores[i], -i))
    run = [i for i in range(first, min(first + _SENTENCES, len(spans))) if scores[i] > 0] or [first]
    return Span(spans[run[0]].start, spans[run[-1]].end)


def _held(asked: Sequence[Token], text: str) -> int:
    there = tokenise(text)
    return sum(any(same_word(t, other) for other in there) for t in asked)
