"""What people say about answers, in a SQLite file of its own: the index is never written to."""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime
from pathlib import Path

from ogpqa.errors import OgpqaError

SCHEMA = """
CREATE TABLE IF NOT EXISTS feedback (
    id INTEGER PRIMARY KEY, day TEXT NOT NULL, helpful INTEGER NOT NULL, comment TEXT NOT NULL, question TEXT,
    status TEXT, reason TEXT, lang TEXT, generation TEXT, receipt TEXT
)
"""
RECEIPT = "ALTER TABLE feedback ADD COLUMN receipt TEXT"  # for files from before receipts


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback:
    """One reply to "did this answer your question?". `question` is None unless its writer agreed to keep it."""

    helpful: bool
    comment: str = ""
    question: str | None = None
    status: str | None = None
    reason: str | None = None
    lang: str | None = None
    generation: str | None = None
    day: str = ""  # of writing; no time of day, so that it cannot be matched with an access log


class FeedbackStore:
    """The file. It is made when the first feedback comes."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def add(self, feedback: Feedback) -> str:
        """Keep one feedback; the receipt lets its writer add a reason, once. OgpqaError when it cannot be written."""
        values = {**asdict(feedback), "day": feedback.day or datetime.now(UTC).date().isoformat()}
        values["receipt"] = receipt = secrets.token_urlsafe(12)
        names = ", ".join(values)
        with self._open() as connection, connection:
            _prepare(connection)
            marks = ", ".join(f":{name}" for name in values)
            connection.execute(f"INSERT INTO feedback ({names}) VALUES ({marks})", values)  # noqa: S608 names are ours
        return receipt

    def add_reason(self, receipt: str, comment: str, question: str | None) -> None:
        """Add the reason to the feedback of that receipt. A receipt is good for one; an unknown one changes nothing."""
        with self._open() as connection, connection:
            _prepare(connection)
            connection.execute(
                "UPDATE feedback SET comment = ?, question = ?, receipt = NULL WHERE receipt = ?",
                (comment, question, receipt),
            )

    def all(self) -> list[Feedback]:
        """All feedback, oldest first; none when there is no file yet."""
        if not self.path.is_file():
            return []
        names = [f.name for f in fields(Feedback)]
        with self._open() as connection:
            rows = connection.execute(f"SELECT {', '.join(names)} FROM feedback ORDER BY id")  # noqa: S608
            found = [dict(zip(names, row, strict=True)) for row in rows]
        return [Feedback(**{**values, "helpful": bool(values["helpful"])}) for values in found]

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with closing(sqlite3.connect(self.path, timeout=2)) as connection:
                yield connection
        except (OSError, sqlite3.Error) as error:
            raise OgpqaError(f"Feedback cannot be kept in {self.path}: {error}.", "Set OGPQA_FEEDBACK.") from error


def _prepare(connection: sqlite3.Connection) -> None:
    """Make the table, or add what an older file lacks."""
    connection.execute(SCHEMA)
    with suppress(sqlite3.OperationalError):  # the column is there
        connection.execute(RECEIPT)
