"""Questions with gold: asked, judged, counted.

A line of the file is a JSON object: question, history, status ("answered" or "not_found"), and of an answer: pages (the
first citation must be of one of them), contains, any_of, excludes (strings) and number.
"""

from __future__ import annotations

import json
import re
import time
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any, Protocol

from ogpqa.errors import OgpqaError, QuestionError
from ogpqa.types import Answer, Question

ANSWERED = ("answered", "partial")
# A row's number in a list and a citation's number are no numbers that the answer states.
MARKERS = re.compile(r"^ *\d+\. |\[\d+\]", re.MULTILINE)
NUMBER_WORDS = {
    word: number
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen".split()
    )
}


class Answering(Protocol):
    """What is judged."""

    def answer(self, question: Question) -> Answer:
        """Answer, or say why not."""


@dataclass(frozen=True, slots=True)
class GoldQuestion:
    """A question and what its answer must be."""

    question: str
    status: str
    history: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    contains: tuple[str, ...] = ()
    any_of: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a question: it passed when no reason says why not."""

    gold: GoldQuestion
    said: str
    reasons: tuple[str, ...]
    seconds: float
    answered: bool = False  # whether anything was said, right or wrong


def load_questions(path: Path) -> tuple[GoldQuestion, ...]:
    """The questions of a JSON-lines file; other keys are left out. OgpqaError names the line that is not usable."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError) as error:
        raise OgpqaError(
            f"{path} cannot be read: {error}.", "Name a file of questions, one JSON object a line."
        ) from error
    return tuple(_question(path, i, line) for i, line in enumerate(lines, 1) if line.strip())


def _question(path: Path, number: int, line: str) -> GoldQuestion:
    try:
        row: Mapping[str, Any] = json.loads(line)
        known: dict[str, Any] = {
            name: tuple(row[name]) if isinstance(row[name], list) else row[name]
            for name in GoldQuestion.__dataclass_fields__
            if name in row
        }
        return GoldQuestion(**known)
    except (ValueError, TypeError) as error:
        raise OgpqaError(f"{path}, line {number} is no question with gold: {error}.", "Mend the line.") from error


def evaluate_questions(assistant: Answering, questions: Sequence[GoldQuestion]) -> list[Verdict]:
    """Ask every question and judge its answer."""
    return [_judged(assistant, gold) for gold in questions]


def summary(verdicts: Sequence[Verdict]) -> dict[str, float | int]:
    """How many; right, answered wrongly and abstained from; unanswerable ones that were answered; the median time."""
    unanswerable = [v for v in verdicts if v.gold.status == "not_found"]
    return {
        "questions": len(verdicts),
        "right": sum(not v.reasons for v in verdicts),
        "wrong": sum(bool(v.reasons) and v.answered for v in verdicts),
        "abstained": sum(bool(v.reasons) and not v.answered for v in verdicts),
        "share": round(sum(not v.reasons for v in verdicts) / max(1, len(verdicts)), 4),
        "unanswerable": len(unanswerable),
        "wrongly_answered": sum(bool(v.reasons) for v in unanswerable),
        "median_ms": round(median(v.seconds for v in verdicts) * 1000, 1) if verdicts else 0.0,
    }


def _judged(assistant: Answering, gold: GoldQuestion) -> Verdict:
    started = time.perf_counter()
    try:
        answer = assistant.answer(Question(gold.question, gold.history))
    except QuestionError as error:
        refused = () if gold.status == "not_found" else (f"refused: {error.message}",)
        return Verdict(gold, error.message, refused, time.perf_counter() - started)
    seconds = time.perf_counter() - started
    said = answer.text or answer.message or ""
    return Verdict(gold, said, tuple(_reasons_against(gold, answer)), seconds, answer.status in ANSWERED)


def _reasons_against(gold: GoldQuestion, answer: Answer) -> Iterator[str]:
    if (answer.status in ANSWERED) != (gold.status in ANSWERED):
        yield f"is {answer.status}, {answer.reason}" if gold.status in ANSWERED else "should not have been answered"
        return
    if gold.status not in ANSWERED:
        return
    read, numbers = _folded(answer.text or ""), _numbers(answer.text or "")
    yield from (f"lacks {part!r}" for part in gold.contains if _folded(part) not in read)
    yield from (f"holds {part!r}" for part in gold.excludes if _folded(part) in read)
    if gold.any_of and not any(_folded(part) in read for part in gold.any_of):
        yield f"holds none of {', '.join(gold.any_of[:4])}"
    if gold.number is not None and gold.number not in numbers:
        yield f"lacks the number {gold.number}"
    if not answer.citations:
        yield "cites nothing"
    elif gold.pages and answer.citations[0].page_id not in gold.pages:
        yield f"cites {answer.citations[0].page_id}"


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).split()).casefold()


def _numbers(text: str) -> set[int]:
    bare = MARKERS.sub(" ", text)
    words = re.findall(r"[a-z]+", bare.casefold())
    return {int(digits) for digits in re.findall(r"\d+", bare)} | {NUMBER_WORDS[w] for w in words if w in NUMBER_WORDS}
