"""A running server as what is measured: questions go to its API, answers come back as values."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

from ogpqa.errors import OgpqaError, QuestionError
from ogpqa.types import Answer, Citation, Filters, Query, Question

_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Server:
    """The server at an address such as http://127.0.0.1:8000."""

    url: str

    def answer(self, question: Question) -> Answer:
        """What the server answers. Raises QuestionError for what it takes for no question, OgpqaError when it fails."""
        body = json.dumps({"question": question.text, "history": list(question.history)}).encode()
        address = f"{self.url.rstrip('/')}/api/v1/ask"
        if not address.startswith(("http://", "https://")):
            raise OgpqaError(f"{self.url} is no address of a server.", "Begin it with http:// or https://.")
        request = Request(address, body, {"Content-Type": "application/json"})  # noqa: S310  checked above
        try:
            with urlopen(request, timeout=_SECONDS) as response:  # noqa: S310
                return as_answer(question, json.load(response))
        except HTTPError as error:
            if error.code in (400, 422):
                raise QuestionError(f"The server refused the question ({error.code}).", "Ask in words.") from error
            hint = "Start it with OGPQA_RATE_LIMIT=off." if error.code == 429 else "See the server's log."
            raise OgpqaError(f"{address} answered {error.code}.", hint) from error
        except (URLError, OSError, ValueError, KeyError, TypeError) as error:
            raise OgpqaError(f"{address} cannot be asked: {error}.", "Is the server running there?") from error


def as_answer(question: Question, payload: Mapping[str, Any]) -> Answer:
    """The API's answer as a value; what it understood comes without filters. Raises KeyError, TypeError."""
    said, query = payload["answer"] or {}, payload["query"]
    return Answer(
        question=question.text,
        status=payload["status"],
        query=Query(query["text"], query["relation"], query["aggregate"], Filters(), query["lang"]),
        reason=payload["reason"],
        text=said.get("text"),
        kind=said.get("kind"),
        rows=tuple(said.get("rows", ())),
        citations=tuple(_citation(row) for row in payload["citations"]),
        message=payload.get("message"),
    )


def _citation(row: Mapping[str, Any]) -> Citation:
    known = {name: value for name, value in row.items() if name in Citation.__dataclass_fields__}
    return Citation(**{**known, "section": tuple(known["section"])})
