"""Quoting passages: placeholder until the retriever lands."""

from __future__ import annotations

from ogpqa.answers.facts import Facts
from ogpqa.types import Answer, Query


class Reader:
    """Quotes the sentences that answer."""

    def __init__(self, facts: Facts, retriever: object) -> None:
        self.facts, self.retriever = facts, retriever

    def read(self, question: str, query: Query) -> Answer | None:
        """Nothing yet."""
        return None
