"""A server is measured by its API's answers."""

from __future__ import annotations

import pytest

from ogpqa.config import Settings
from ogpqa.errors import OgpqaError
from ogpqa.evaluation.questions import GoldQuestion, evaluate_questions
from ogpqa.evaluation.remote import Server, as_answer
from ogpqa.server.app import create_app
from ogpqa.types import Answer, Question
from tests.fakes_assistant import FakeAssistant


class OverTheApi:
    """Asks the API of an app without a network."""

    def __init__(self) -> None:
        self.client = create_app(FakeAssistant(), Settings(rate_limit="off")).test_client()

    def answer(self, question: Question) -> Answer:
        """What the API answers, as a value."""
        reply = self.client.post("/api/v1/ask", json={"question": question.text, "history": [*question.history]})
        return as_answer(question, reply.get_json())


def test_verdicts_are_the_same_over_the_api() -> None:
    """Status, text and first citation survive the way through JSON."""
    asked = [
        GoldQuestion("Who is Seoul's contact?", "answered", contains=("Jihyun Kim",), pages=("seoul-south-korea",)),
        GoldQuestion("Who is Seoul's contact?", "not_found"),
        GoldQuestion("Atlantis?", "not_found"),
    ]
    far, near = evaluate_questions(OverTheApi(), asked), evaluate_questions(FakeAssistant(), asked)
    assert [(v.reasons, v.answered) for v in far] == [(v.reasons, v.answered) for v in near]


def test_only_web_addresses_are_asked() -> None:
    """A file is no server."""
    with pytest.raises(OgpqaError, match="no address"):
        Server("file:///etc/hosts").answer(Question("Who?"))
