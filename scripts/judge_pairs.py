"""Questions with passages and rows as the judge learns them: lines of judge.jsonl, and BEIR folders with answers."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ogpqa.answers.sentences import MOST, SHORT, split_sentences
from ogpqa.answers.verifying import HEADINGS
from ogpqa.answers.weighing import under

WITHOUT = 0.25  # share of questions that are also asked of their passage without its answer
HELD = 8  # of so many passages one is held out
TITLES, OF_A_TITLE = 0.25, 3  # share of passages whose heading stands as a title, and questions asked of it
LEAST_WORDS, MOST_WORDS = 3, 9  # of a heading that can be a title
_OF_ROWS = re.compile(  # what rows may be asked for: not taken for questions that they do not answer
    r"commit|promis|pledg|anything|is there|are there|tell me|about|post|piece|article|news|story|report|document|plan",
    re.IGNORECASE,
)
_ONE_ROW = re.compile(r"((?:commitments|resources), (?:list|exists|count|value): 1 of )([^:]+): (.+)", re.DOTALL)
_CODE = re.compile(r"[A-Z]+(?=\d{3,}\b)")
_ROWS = (
    "commitments, list: 1 of Velmora: VE0007, {}, 2016, Justice",
    "commitments, exists: 1 of Kestrel Bay: KE0012, {}, 2019, Public Participation",
    "commitments, count: 2 of Norrtal City: NO0003, {}, 2021, Health; NO0018, {}, 2023",
    "commitments, first: 1 of Sorvania: SO0021, {}, 2013, Open Data",
    "resources, list: 1 of Aldervale: {}, 2020, IRM Report",
    "resources, latest: 1 of Marrow County, Kenya: {}, 2022, Report Comments",
)


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


def titles_alone(rows: Sequence[dict[str, Any]], rng: random.Random) -> Iterator[Pair]:
    """Rows called as a passage is: they answer nothing of what the passage is asked."""
    for row in rows:
        title = (row["section"] or [""])[-1].strip(".?!")
        if not LEAST_WORDS <= len(title.split()) <= MOST_WORDS or rng.random() > TITLES:
            continue
        titled = " ".join(word[:1].upper() + word[1:] for word in title.split())
        asked = [q for q in [*(question for question, _ in row["yes"]), *row["no"]] if not _OF_ROWS.search(q)]
        text = under(HEADINGS, rng.choice(_ROWS).replace("{}", titled))
        for question in rng.sample(asked, min(OF_A_TITLE, len(asked))):
            yield Pair(_typed(question, rng), text, answers=False)


def of_others(rows: Sequence[dict[str, Any]], rng: random.Random) -> Iterator[Pair]:
    """Rows that were found for another relation than what is asked, or that the same member has on another matter."""
    for row in rows:
        other = rng.choice(rows)
        if row["yes"] and rng.random() < 0.5 and _relation(row) != _relation(other):
            question, _ = rng.choice(row["yes"])
            yield Pair(_typed(question, rng), under(HEADINGS, other["passage"]), answers=False)
    single = [(row, found) for row in rows if row["yes"] and (found := _ONE_ROW.fullmatch(row["passage"]))]
    for row, (how, member, told) in ((row, found.groups()) for row, found in single):
        drawn = (o for _, o in rng.sample(single, min(2, len(single))) if _relation(row) in o[1])
        others = [(_CODE.sub(_letters(told), o[3].replace(o[2], member), count=1), o[3]) for o in drawn]
        for instead, theirs in others:
            question, _ = rng.choice(row["yes"])
            if theirs != told and not _beginnings(question) & _beginnings(instead) - _beginnings(member):
                yield Pair(_typed(question, rng), under(HEADINGS, f"{how}{member}: {instead}"), answers=False)


def _letters(told: str) -> str:
    """The letters of a row's code, which are its member's."""
    found = _CODE.match(told)
    return found.group() if found else ""


def _beginnings(text: str) -> set[str]:
    """The first letters of a text's longer words."""
    return {word[:5] for word in re.findall(r"\w{4,}", text.lower())}


def _relation(row: dict[str, Any]) -> str:
    return str(row["passage"]).partition(",")[0]


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
    return under(names, "") if names else ""


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
