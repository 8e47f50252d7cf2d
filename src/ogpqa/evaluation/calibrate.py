"""Fit the model of when a passage answers, on questions with gold, and write its weights into reader.toml.

Each question gives the passage that the model likes best, labelled by whether its quote holds the gold; where another
passage would have been right, that one too. Fitting changes which passage is best, so both are repeated. The threshold
is the one with the greatest share of right answers less `COST` times the share of unanswerable questions answered.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ogpqa.answers import reader
from ogpqa.answers.evidence import Features
from ogpqa.answers.weighing import Evidence, Weights
from ogpqa.assistant import Assistant, open_assistant
from ogpqa.config import Settings
from ogpqa.evaluation.questions import ANSWERED, GoldQuestion, load_questions
from ogpqa.types import Question

COST = 2.0  # an answer that should not be given weighs as much as so many that are missing
WEIGHTS = Path(reader.__file__).with_name("reader.toml")
SPACES: Mapping[str, tuple[str, ...]] = {
    "english": ("nearness", "lead", "coverage", "missing", "kind", "lacking", "polar", "explains"),
    "judged": ("nearness", "lead", "coverage", "missing", "kind", "lacking", "polar", "explains", "judge"),
    "crosslingual": ("nearness", "lead", "coverage", "missing", "kind", "lacking", "explains"),
}
_ROUNDS, _STEPS, _RIDGE = 4, 30, 3.0
_HEAD = "\n[weights."


@dataclass(frozen=True, slots=True)
class Example:
    """One question: the features of each passage found and whether its quote is right; none is without an answer."""

    space: str
    answerable: bool
    passages: tuple[tuple[Features, bool], ...]


@dataclass(frozen=True, slots=True)
class Calibration:
    """The weights of one space and what they were fitted on."""

    weights: Weights
    n_answerable: int
    n_unanswerable: int
    right: float  # share of the answerable that are answered right at the threshold
    wrong: float  # share of the unanswerable that are answered


def calibrate(pairs: Sequence[tuple[Path, Path]]) -> Mapping[str, Calibration]:
    """The calibration of each space over files of questions, each with an index of the pages that they ask about."""
    examples = [example for questions, index in pairs for example in read_examples(index, questions)]
    return {space: fit([e for e in examples if e.space == space], names) for space, names in SPACES.items()}


def read_examples(index: Path, questions: Path) -> Iterator[Example]:
    """The questions of a file (one JSON object a line) as the reader over that index sees them."""
    yield from examples_of(open_assistant(Settings(index=index)), load_questions(questions))


def examples_of(assistant: Assistant, questions: Iterable[GoldQuestion]) -> Iterator[Example]:
    """Questions with gold as the assistant's reader sees them; English ones twice, as first weighed and as judged."""
    for gold in questions:
        yield from _examples(assistant, gold)


def _examples(assistant: Assistant, gold: GoldQuestion) -> Iterator[Example]:
    question = Question(gold.question, gold.history)
    queries, reading, _ = assistant.understand(question)
    answerable = gold.status in ANSWERED

    def labelled(weighed: Iterable[Evidence]) -> tuple[tuple[Features, bool], ...]:
        quotes = ((one, assistant.reader.quoted(question.text, queries[0], one)) for one in weighed)
        return tuple((one.features, answerable and holds_gold(str(a.text), gold)) for one, a in quotes)

    english = queries[0].lang == "en"
    found = labelled(assistant.reader.found(queries[0], reading))
    yield Example("english" if english else "crosslingual", answerable, found)
    if english and assistant.index.judge:  # which may choose other quotes than words do
        read = [one for one in assistant.reader.weigh(queries[0], reading) if one.judged]
        yield Example("judged", answerable, labelled(read))


def holds_gold(text: str, gold: GoldQuestion) -> bool:
    """Whether an answer's text holds every gold string of a question, one of its alternatives and none excluded."""
    read = " ".join(text.split()).casefold()
    held = [" ".join(part.split()).casefold() in read for part in gold.contains]
    either = [part.casefold() in read for part in gold.any_of]
    return all(held) and (any(either) or not either) and not any(part.casefold() in read for part in gold.excludes)


def fit(examples: Sequence[Example], names: Sequence[str]) -> Calibration:
    """Weights of the named features by regularised logistic regression, and the threshold."""
    weights = Weights(nearness=1.0)
    for _ in range(_ROUNDS):
        rows = [chosen for example in examples for chosen in _chosen(example, weights)]
        x = np.array([[getattr(features, name) for name in names] for features, _ in rows])
        weights = _as_weights(names, _logistic(x, np.array([right for _, right in rows], float)))
    return with_threshold(weights, examples)


def with_threshold(weights: Weights, examples: Sequence[Example]) -> Calibration:
    """The threshold, in hundredths, at which answers are worth most; the greatest of equals."""
    best = [(example.answerable, *best_of(example, weights)) for example in examples]
    answerable = [(p, right) for can, p, right in best if can]
    others = [p for can, p, _ in best if not can]

    def shares(threshold: float) -> tuple[float, float]:
        right = sum(p >= threshold and ok for p, ok in answerable) / max(len(answerable), 1)
        return right, sum(p >= threshold for p in others) / max(len(others), 1)

    def worth(threshold: float) -> tuple[float, float]:
        right, wrong = shares(threshold)
        return right - COST * wrong, threshold

    threshold = max((t / 100 for t in range(5, 100)), key=worth)
    right, wrong = shares(threshold)
    chosen = {f.name: getattr(weights, f.name) for f in fields(Weights)} | {"threshold": threshold}
    return Calibration(Weights(**chosen), len(answerable), len(others), right, wrong)


def write_weights(found: Mapping[str, Calibration], path: Path = WEIGHTS) -> None:
    """Replace the weights at the end of reader.toml; what is written by hand above them stays."""
    by_hand = path.read_text(encoding="utf-8").partition(_HEAD)[0].rstrip()
    tables = []
    for space, c in found.items():
        day = datetime.now(UTC).date().isoformat()
        able = f"{c.n_answerable} with an answer, {c.right:.1%} right"
        unable = f"{c.n_unanswerable} without, {c.wrong:.1%} answered"
        counts = f"# {day}, questions: {able}; {unable}."
        values = [f"{f.name} = {round(float(getattr(c.weights, f.name)), 3)}" for f in fields(Weights)]
        tables.append("\n".join([f"{_HEAD.strip()}{space}]", counts, *values]))
    text = "\n\n".join([by_hand, *tables]) + "\n"
    tomllib.loads(text)
    path.write_text(text, encoding="utf-8")


def best_of(example: Example, weights: Weights) -> tuple[float, bool]:
    """The probability of the passage that is liked best, and whether it is right; (0, False) without any."""
    weighed = [(weights.probability(features), right) for features, right in example.passages]
    return max(weighed, key=lambda pair: pair[0], default=(0.0, False))


def _chosen(example: Example, weights: Weights) -> list[tuple[Features, bool]]:
    """The passage that is liked best, and the best right one when that is another."""
    ranked = sorted(example.passages, key=lambda pair: -weights.probability(pair[0]))
    return [*ranked[:1], *[pair for pair in ranked[1:] if pair[1] and not ranked[0][1]][:1]]


def _as_weights(names: Sequence[str], values: NDArray[np.float64]) -> Weights:
    return Weights(**dict(zip((*names, "bias"), values.tolist(), strict=True)))


def _logistic(x: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.float64]:
    """Weights and bias (d + 1,) of ridge logistic regression by Newton's method, on standardised features."""
    mean, deviation = x.mean(axis=0), x.std(axis=0) + 1e-9
    z = np.c_[(x - mean) / deviation, np.ones(len(x))]
    penalty = np.r_[np.full(x.shape[1], _RIDGE), 1e-6]
    v = np.zeros(z.shape[1])
    for _ in range(_STEPS):
        p = 1 / (1 + np.exp(-z @ v))
        gradient = z.T @ (p - y) + penalty * v
        v = v - np.linalg.solve((z * (p * (1 - p))[:, None]).T @ z + np.diag(penalty), gradient)
    scaled = v[:-1] / deviation
    result: NDArray[np.float64] = np.r_[scaled, v[-1] - scaled @ mean]
    return result


def main() -> None:
    """`python -m ogpqa.evaluation.calibrate QUESTIONS INDEX [QUESTIONS INDEX]…`: fit, write the weights, print them."""
    import sys

    paths = [Path(path) for path in sys.argv[1:]]
    found = calibrate(list(zip(paths[::2], paths[1::2], strict=True)))
    write_weights(found)
    sys.stdout.write(WEIGHTS.read_text(encoding="utf-8").partition(_HEAD)[2])


if __name__ == "__main__":
    main()
