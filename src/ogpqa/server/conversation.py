"""A conversation without a session: the earlier questions travel in the address and are answered again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ogpqa.errors import QuestionError
from ogpqa.server.answer_view import Turn, arrange_earlier
from ogpqa.server.bounds import MAX_HISTORY, MAX_QUESTION
from ogpqa.server.live import Service
from ogpqa.types import Question

MAX_URL = 4000  # of the history in an address, percent-encoded; servers and proxies cut longer ones


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier question with its answer in short, and the questions before it."""

    question: str
    history: tuple[str, ...]
    turn: Turn


def carried(history: Sequence[str]) -> list[str]:
    """The earlier questions that a follow-up carries: the last few, as many as an address can hold."""
    kept: list[str] = []
    room = MAX_URL
    for question in reversed([q for q in history if q.strip() and len(q) <= MAX_QUESTION][-MAX_HISTORY:]):
        room -= len(question.encode()) * 3
        if room < 0:
            break
        kept.insert(0, question)
    return kept


def earlier_turns(history: Sequence[str], service: Service) -> list[Earlier]:
    """The earlier questions answered again, oldest first; what cannot be read as a question is left out."""
    turns: list[Earlier] = []
    for question in history:
        before = tuple(turn.question for turn in turns)
        try:
            answer = service.assistant.answer(Question(question, before))
        except QuestionError:
            continue
        turns.append(Earlier(question, before, arrange_earlier(answer, service.catalogue)))
    return turns
