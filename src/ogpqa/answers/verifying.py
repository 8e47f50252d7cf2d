"""Whether a judge bears out that rows answer: it reads the question beside the rows, as it does a quote. English alone.

Words and likeness find rows; a title may hold every word of "How many domestic workers signed up for the campaign?" and
tell no number. Where words leave nothing open ("How many commitments has Chile made?") nothing is read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from ogpqa.answers.fitting import is_bare
from ogpqa.answers.tables import load_table
from ogpqa.answers.weighing import Judge, under
from ogpqa.questions.candidates import Candidate
from ogpqa.questions.reading import Reading
from ogpqa.types import Answer

HEADINGS = ("Records",)  # before rows, as headings stand before a quote
_MOST_ROWS, _MOST_WORDS, _MOST_MEMBERS = 3, 30, 2
_UNREAD = frozenset(
    {"type", "member", "member_id", "citation", "format", "level", "country", "email", "short_name"}
)  # fields that tell nothing of what rows are about


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a judge said of rows: the line that it read, the log odds that they answer, and those that they need."""

    read_as: str
    log_odds: float
    least: float

    @property
    def denies(self) -> bool:
        """Whether the rows are taken for no answer."""
        return self.log_odds < self.least


@dataclass(frozen=True, slots=True)
class Bounds:
    """From which log odds rows are believed."""

    least: float
    outlined: float  # an outline that holds the words of the topic
    sure: float  # one that holds none of them


@cache
def load_bounds() -> Bounds:
    """The bounds in reader.toml."""
    return Bounds(**load_table("reader")["rows"])


@dataclass(frozen=True, slots=True)
class RowsJudge:
    """A judge of rows; `is_word` says whether English has a word, which then is no typo."""

    judge: Judge
    is_word: Callable[[str], bool]

    def verdict(self, reading: Reading, best: Candidate, answer: Answer) -> Verdict | None:
        """What the judge says of an answer's rows; None where words leave nothing open.

        A subject that is only named wants rows.
        """
        lacking = answer.query.filters.lacking  # rows do not say what they lack
        if not answer.rows or lacking or not leaves_open(answer, best) or is_bare(reading):
            return None
        return Verdict(as_read(answer), self.log_odds(reading, answer), load_bounds().least)

    def log_odds(self, reading: Reading, answer: Answer) -> float:
        """The log odds that the answer's rows answer the question, whatever words say."""
        (odds,) = self.judge.score(reading.spelt(self.is_word), [under(HEADINGS, as_read(answer))])
        return odds


def leaves_open(answer: Answer, best: Candidate) -> bool:
    """Whether words leave it open that rows are what is asked: one is left over, or none names the relation."""
    query = answer.query
    another = query.relation != best.relation.name
    return query.lang == "en" and bool(another or best.leftover or query.filters.topic or not best.words)


def as_read(answer: Answer) -> str:
    """The rows in one line: relation, aggregate, how many of whom, the first few.

    "commitments, list: 2 of Chile: CL0012, Mine Closure Plans, 2014, Environment; CL0020, …". The judge learned from
    such lines.
    """
    query, rows = answer.query, answer.rows
    members = list(dict.fromkeys(str(row.get("member")) for row in rows))
    whose = " and ".join(members) if len(members) <= _MOST_MEMBERS else f"{len(members)} members"
    relation = str(query.relation or rows[0]["type"]).replace("_", " ")
    told = "; ".join(_told(row) for row in rows[:_MOST_ROWS])
    more = "; …" if len(rows) > _MOST_ROWS else ""
    return f"{relation}, {query.aggregate}: {len(rows)} of {whose}: {told}{more}"


def _told(row: Mapping[str, Any]) -> str:
    """The values of a row that say something, in its order."""
    told: list[str] = []
    for name, value in row.items():
        if name in _UNREAD or value is None or value is False or value in ((), []):
            continue
        text = name if value is True else ", ".join(map(str, value)) if isinstance(value, (tuple, list)) else str(value)
        told.append(" ".join(text.split()[:_MOST_WORDS]))
    return ", ".join(told)
