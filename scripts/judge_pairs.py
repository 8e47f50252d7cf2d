"""Questions and passages as the judge learns them, from judge.jsonl and from BEIR folders with answers."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ogpqa.answers.sentences import MOST, SHORT, split_sentences

WITHOUT = 0.25  # share of questions that are also asked of their passage without its answer
HELD = 8  # of so many passages one is held out


@dataclass(frozen=True, slots=True)
class Pair:
    """A question, what is read, whether it answers, and where (characters) when that is known."""

    question: str
    text: str
    answers: bool
    span: tuple[int, int] | None = None
    exact: bool = False  # the span is the answer itself, not its sentence


def written(row: dict[str, Any], rng: random.Random) -> Iterator[Pair]:
    """The pairs of one line of judge.jsonl, each time a little otherwise."""
    passage, heading = row["passage"], _heading(row["section"], rng)
    for question, evidence in row["yes"]:
        start = passage.index(evidence)
        yield _read(_typed(question, rng), heading, passage, (start, start + len(evidence)), rng)
        spans = [passage[s.start : s.end] for s in split_sentences(passage)]
        rest = " ".join(text for text in spans if text not in evidence and evidence not in text)
        if rng.random() < WITHOUT and len(rest.split()) > 5:
            yield Pair(_typed(question, rng), heading + rest, answers=False)
    for question in row["no"]:
        yield _read(_typed(question, rng), heading, passage, None, rng)


def squad(folder: Path, rng: random.Random) -> Iterator[Pair]:
    """Questions of a BEIR folder with answers, each with its paragraph and with sentences that lack the answer."""
    texts = {row["_id"]: row["text"] for row in rows_of(folder / "corpus.jsonl")}
    questions = {row["_id"]: row["text"] for row in rows_of(folder / "queries.jsonl")}
    for row in rows_of(folder / "answers.jsonl"):
        question, text, answer = questions[row["query_id"]], texts[row["corpus_id"]], row["answers"][0]
        start, end = answer["start"], answer["start"] + len(answer["text"])
        yield _read(_typed(question, rng), "", text, (start, end), rng, exact=True)
        others = [text[s.start : s.end] for s in split_sentences(text) if not s.start <= start < s.end]
        others = [other for other in others if answer["text"].casefold() not in other.casefold()]
        if others:
            at = rng.randrange(len(others))
            yield Pair(_typed(question, rng), " ".join(others[at : at + MOST]), answers=False)


def _read(
    question: str, heading: str, passage: str, span: tuple[int, int] | None, rng: random.Random, *, exact: bool = False
) -> Pair:
    """The passage, or of a long one the sentences with most of the question's words, around the span if it answers."""
    spans = split_sentences(passage)
    if len(passage.split()) <= SHORT or len(spans) <= MOST:
        start, end = 0, len(passage)
    else:
        runs = [(spans[i].start, spans[i + MOST - 1].end) for i in range(len(spans) - MOST + 1)]
        runs = [run for run in runs if span is None or run[0] <= span[0] < run[1]] or runs
        asked = {word[:5] for word in question.lower().split() if len(word) > 3}
        held = [sum(word in passage[s:e].lower() for word in asked) for s, e in runs]
        start, end = runs[held.index(max(held))] if rng.random() < 0.7 else rng.choice(runs)
    shift = len(heading) - start
    kept = (span[0] + shift, span[1] + shift) if span and start <= span[0] else None
    return Pair(question, heading + passage[start:end], span is not None, kept, exact)


def _heading(section: Sequence[str], rng: random.Random) -> str:
    chance = rng.random()
    names = [] if chance < 0.15 else section[-1:] if chance < 0.35 else section
    return f"{' > '.join(names)}. " if names else ""


def _typed(question: str, rng: random.Random) -> str:
    """A question as some type it: small letters, no question mark, two letters swapped."""
    question = question.lower() if rng.random() < 0.2 else question
    question = question.rstrip("?") if rng.random() < 0.15 else question
    if rng.random() < 0.04 and len(question) > 12:
        at = rng.randrange(3, len(question) - 2)
        question = question[:at] + question[at + 1] + question[at] + question[at + 2 :]
    return question


def rows_of(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a file, one a line."""
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)
