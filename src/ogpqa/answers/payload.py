"""An answer as JSON: the body of POST /api/v1/ask and of `ogpqa ask --json`."""

from __future__ import annotations

from typing import Any

from ogpqa.types import Answer, Citation


def as_payload(answer: Answer, *, generation: str, built_at: str, elapsed_ms: float) -> dict[str, Any]:
    """The reply as plain dicts and lists. `answer` is None when nothing is answered; then `message` says why."""
    body: dict[str, Any] = {
        "question": answer.question,
        "status": answer.status,
        "reason": answer.reason,
        "answer": {"text": answer.text, "kind": answer.kind, "rows": [dict(row) for row in answer.rows]}
        if answer.text
        else None,
        "message": answer.message,
        "citations": [_citation(c) for c in answer.citations],
        "query": {
            "text": answer.query.text,
            "relation": answer.query.relation,
            "aggregate": answer.query.aggregate,
            "filters": answer.query.filters.as_dict(),
            "lang": answer.query.lang,
        },
        "suggestions": list(answer.suggestions),
        "index": {"generation": generation, "built_at": built_at},
        "elapsed_ms": round(elapsed_ms, 1),
    }
    if answer.explanation is not None:
        body["explanation"] = dict(answer.explanation)
    return body


def _citation(citation: Citation) -> dict[str, Any]:
    names = Citation.__dataclass_fields__
    return {name: list(v) if isinstance(v := getattr(citation, name), tuple) else v for name in names}
