"""How much speaks for a quote: a logistic model over the features of evidence.py, and a judge for the likeliest.

The weights lie in reader.toml and are set by `ogpqa.evaluation.calibrate`, by space: "english"; "judged" where a judge
has read question and quote together; "crosslingual" for other languages, since words say little across languages.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import cache
from typing import Protocol

from ogpqa.answers.evidence import Features
from ogpqa.answers.tables import load_table
from ogpqa.types import Hit, Passage, Span

_JUDGED = 3  # passages that a judge reads
_HOPELESS = 0.002  # probability below which no judge makes a passage answer: paraphrases share hardly a word


class Judge(Protocol):
    """What reads a question and quotes together."""

    def score(self, question: str, quotes: Sequence[str]) -> list[float]:
        """The log odds that each quote answers."""


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
    explains: float = 0.0
    judge: float = 0.0
    bias: float = 0.0
    threshold: float = 0.5

    def probability(self, features: Features) -> float:
        """The probability (0 to 1) that a passage with these features answers."""
        z = self.bias + sum(getattr(self, name) * value for name, value in features._asdict().items())
        return 1 / (1 + math.exp(-max(-50.0, min(50.0, z))))


@dataclass(frozen=True, slots=True)
class Evidence:
    """A hit weighed as an answer, and what would be quoted of it."""

    hit: Hit
    span: Span
    features: Features
    probability: float
    judged: bool = False


@cache
def load_weights() -> Mapping[str, Weights]:
    """The weights in reader.toml, by space."""
    table = load_table("reader")
    names = {f.name for f in fields(Weights)}
    return {space: Weights(**{k: v for k, v in row.items() if k in names}) for space, row in table["weights"].items()}


def text_of(span: Span, passage: Passage) -> str:
    """The part of a passage that stands at a span of its page."""
    return passage.text[span.start - passage.span.start : span.end - passage.span.start]


def judge_likeliest(
    judge: Judge,
    weights: Weights,
    question: str,
    weighed: Sequence[Evidence],
    others: Callable[[Evidence], Sequence[Evidence]] = lambda e: (),
) -> list[Evidence]:
    """The first few weighed anew with what the judge says, best first, then the rest, which are not believed.

    `others` are the other quotes of a passage: words alone may have led to the wrong ones.
    """
    likely = [e for e in weighed[:_JUDGED] if e.probability >= _HOPELESS]
    judged = []
    for e in likely:
        quotes = [e, *others(e)]
        scores = judge.score(question, [_as_read(one.hit.passage, one.span) for one in quotes])
        features = [one.features._replace(judge=score) for one, score in zip(quotes, scores, strict=True)]
        read = [
            replace(one, features=f, probability=weights.probability(f), judged=True)
            for one, f in zip(quotes, features, strict=True)
        ]
        judged.append(max(read, key=lambda one: one.probability))  # of equals the one that words led to
    judged.sort(key=lambda e: (-e.probability, e.hit.rank))
    return [*judged, *(replace(e, probability=0.0) for e in weighed[len(likely) :])]


def _as_read(passage: Passage, span: Span) -> str:
    return under(passage.section, " ".join(text_of(span, passage).split()))


def under(headings: Sequence[str], text: str) -> str:
    """A text behind its headings, as the judge was trained to read it."""
    return f"{' > '.join(headings)}. {text}" if headings else text
