"""What the server needs of an assistant: the seam that `ogpqa.assistant` and the tests' fake both fit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from ogpqa.exclusions import Exclusions
from ogpqa.types import Answer, Hit, Page, Question, Record


class Store(Protocol):
    """The pages and records of one generation."""

    @property
    def pages(self) -> tuple[Page, ...]:
        """All pages, sorted by page id."""

    @property
    def records(self) -> tuple[Record, ...]:
        """All records, in page order."""


class Index(Protocol):
    """One generation, open for reading."""

    @property
    def name(self) -> str:
        """The generation's name."""

    @property
    def built_at(self) -> str:
        """When it was built (ISO 8601, UTC)."""

    @property
    def store(self) -> Store:
        """Its pages and records."""

    @property
    def exclusions(self) -> Exclusions:
        """All that its store does not show."""

    @property
    def listed(self) -> Exclusions:
        """Of these, those that were given when it was opened."""

    def close(self) -> None:
        """Give back what it holds open; nobody may be using it."""


class Assistant(Protocol):
    """Answers questions from one generation. Called from several threads at once."""

    @property
    def index(self) -> Index:
        """The generation that answers."""

    def answer(self, question: Question, *, explain: bool = False) -> Answer:
        """Answer, or say why not; with an explanation when asked. Raises QuestionError for what is no question."""

    def search(self, text: str, k: int = 10, *, members: Sequence[str] = (), lang: str = "en") -> list[Hit]:
        """The nearest passages, best first, at most k; of these members only, when any are named."""

    def example_questions(self, lang: str = "en") -> tuple[str, ...]:
        """Questions that this generation answers, in that language."""

    def questions_about(self, member_id: str, lang: str = "en") -> tuple[str, ...]:
        """What can be asked about one member, in that language."""

    def other_readings(self, question: Question) -> tuple[str, ...]:
        """Questions that this one may have meant instead of how it was understood, best first."""
