"""Answers and hits as the JSON of API v1, shared by the server and the CLI."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ogpqa.answers.payload import as_payload
from ogpqa.server.ports import Assistant, Index
from ogpqa.types import Answer, Hit


def index_payload(index: Index) -> dict[str, str]:
    """The generation by name and time."""
    return {"generation": index.name, "built_at": index.built_at}


def ask_payload(assistant: Assistant, answer: Answer, elapsed_ms: float, *, explain: bool = False) -> dict[str, Any]:
    """An answer as JSON; what was understood, found and scored only when asked for."""
    index = assistant.index
    payload = as_payload(answer, generation=index.name, built_at=index.built_at, elapsed_ms=elapsed_ms)
    explanation = payload.pop("explanation", {})
    return {**payload, "explanation": explanation} if explain else payload


def search_payload(assistant: Assistant, text: str, hits: Sequence[Hit], elapsed_ms: float) -> dict[str, Any]:
    """Hits as JSON, best first."""
    pages = {page.page_id: page for page in assistant.index.store.pages}
    return {
        "q": text,
        "hits": [
            {
                "rank": hit.rank,
                "score": round(hit.score, 6),
                "page_id": hit.passage.page_id,
                "member_id": hit.passage.member_id,
                "title": pages[hit.passage.page_id].title,
                "section": list(hit.passage.section),
                "text": hit.passage.text,
                "start": hit.passage.span.start,
                "end": hit.passage.span.end,
                "page_sha256": pages[hit.passage.page_id].sha256,
            }
            for hit in hits
        ],
        "index": index_payload(assistant.index),
        "elapsed_ms": round(elapsed_ms, 1),
    }
