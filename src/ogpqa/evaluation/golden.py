"""Golden questions as a condition: what a new index answers wrongly that the old one answered rightly."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

from ogpqa.assistant import Assistant
from ogpqa.errors import OgpqaError
from ogpqa.evaluation.questions import GoldQuestion, Verdict, evaluate_questions, load_questions
from ogpqa.index import open_index

FILE = "questions.jsonl"


def golden_file(*folders: Path) -> Path | None:
    """The first questions.jsonl of these folders; None when none has one."""
    return next((path for folder in folders if (path := folder / FILE).is_file()), None)


def golden_check(file: Path, index: Path, *, threads: int) -> Callable[[str, str | None], list[str]]:
    """A function from a generation and the one that serves to what the first answers wrongly, one sentence each.

    What is answered wrongly by the one that serves too is no reason to keep that one, and where none serves nothing can
    get worse. Raises OgpqaError for the file.
    """
    questions = load_questions(file)

    def check(name: str, serving: str | None) -> list[str]:
        failed = _failures(index, name, questions, threads) if serving else []
        if failed and serving:
            asked = [verdict.gold for verdict in failed]
            failed_before = {verdict.gold for verdict in _known_failures(index, serving, asked, threads)}
            failed = [verdict for verdict in failed if verdict.gold not in failed_before]
        return [f"The question “{v.gold.question}” is answered wrongly: {'; '.join(v.reasons)}." for v in failed]

    return check


def _failures(index: Path, name: str, questions: Sequence[GoldQuestion], threads: int) -> list[Verdict]:
    with closing(open_index(index, threads=threads, name=name)) as opened:
        return [verdict for verdict in evaluate_questions(Assistant(opened), questions) if verdict.reasons]


def _known_failures(index: Path, name: str, questions: Sequence[GoldQuestion], threads: int) -> list[Verdict]:
    """What a generation answers wrongly; one that cannot be opened excuses nothing."""
    try:
        return _failures(index, name, questions, threads)
    except OgpqaError:
        return []
