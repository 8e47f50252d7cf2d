"""No question is understood twice while one request lasts, and none is remembered beyond it.

A page of a conversation answers the earlier questions again, each in the light of those before, and offers other
readings of the last: without this, six questions would be understood 27 times.
"""

from __future__ import annotations

from collections.abc import Iterator, Set
from contextlib import contextmanager
from contextvars import ContextVar

from ogpqa.questions.candidates import Candidate
from ogpqa.questions.parse import Parser
from ogpqa.questions.reading import Reading
from ogpqa.types import Query

Understood = tuple[list[Query], Reading, list[Candidate]]
_known: ContextVar[dict[object, Understood] | None] = ContextVar("known", default=None)


@contextmanager
def remembering() -> Iterator[None]:
    """While this lasts, what was understood in this thread is remembered; what lasts inside another takes part."""
    if _known.get() is not None:
        yield
        return
    token = _known.set({})
    try:
        yield
    finally:
        _known.reset(token)


class RememberingParser(Parser):
    """A parser that looks into what is remembered first."""

    def understand(
        self, text: str, lang: str | None = None, given: Set[str] = frozenset(), before: str | None = None
    ) -> Understood:
        """As ever, but only once for the same question of the same parser."""
        known = _known.get()
        if known is None:
            return super().understand(text, lang, given, before)
        key = (id(self), text, lang, frozenset(given), before)
        if key not in known:
            known[key] = super().understand(text, lang, given, before)
        return known[key]
