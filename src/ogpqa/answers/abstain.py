"""Saying no: an answer with a reason, in plain words, with what to try."""

from __future__ import annotations

from collections.abc import Sequence

from ogpqa.answers.wording import load_wording
from ogpqa.types import Answer, Citation, Query, Reason, Status

_STATUS: dict[Reason, Status] = {"out_of_scope": "out_of_scope", "ambiguous": "clarify", "too_vague": "clarify"}


def abstain(
    question: str,
    query: Query,
    reason: Reason,
    *,
    message: str | None = None,
    suggestions: Sequence[str] = (),
    citations: Sequence[Citation] = (),
    **values: str,
) -> Answer:
    """The refusal of a question, for a reason; `values` fill in the reason's sentence."""
    return Answer(
        question=question,
        status=_STATUS.get(reason, "not_found"),
        query=query,
        reason=reason,
        message=message or load_wording(query.lang).refusal(reason, **values),
        suggestions=tuple(suggestions),
        citations=tuple(citations),
    )
