"""The changes of the newest generations, for feed readers (/changes.atom) and programs (/api/v1/changes)."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

from flask import Flask, Response, request

from ogpqa.errors import OgpqaError
from ogpqa.index import Comparison, changes_between, read_decision
from ogpqa.index.generation import generation_names
from ogpqa.server.feed import MEDIA_TYPE, atom_feed
from ogpqa.server.live import in_service

STEPS = 10  # so many generations back: a reader that looks in once a week misses nothing of a daily build
FEED = "/changes.atom"


class Recent:
    """Comparisons of each generation with the one before it. Generations never change, so each is made once."""

    def __init__(self, index: Path) -> None:
        self._index = index
        self._made: dict[tuple[str, str], Comparison | None] = {}
        self._turn = threading.Lock()

    def comparisons(self, serving: str) -> tuple[Comparison, ...]:
        """Newest first, from the generation that serves back; one that is damaged or pruned is left out."""
        names = [name for name in generation_names(self._index) if name <= serving and not self._is_held(name)]
        pairs = list(pairwise(names[-STEPS - 1 :]))
        with self._turn:
            self._made = {pair: self._made[pair] if pair in self._made else self._compared(pair) for pair in pairs}
            return tuple(made for pair in reversed(pairs) if (made := self._made[pair]))

    def _is_held(self, name: str) -> bool:
        decision = read_decision(self._index, name)
        return decision is not None and decision.decision == "held"

    def _compared(self, pair: tuple[str, str]) -> Comparison | None:
        try:
            return changes_between(self._index, *pair)
        except (OgpqaError, OSError):
            return None


def register_feed(app: Flask, recent: Recent) -> None:
    """Serve the feed."""

    @app.get(FEED, endpoint="changes.atom")
    def changes() -> Response:
        service = in_service()
        found = recent.comparisons(service.assistant.index.name)
        response = Response(atom_feed(found, address=request.base_url), mimetype=MEDIA_TYPE)
        response.set_etag(_tag(found, service.assistant.index.name))
        response.make_conditional(request)
        return response


def _tag(found: Sequence[Comparison], serving: str) -> str:
    """The same for the same entries: which generations were compared."""
    return "-".join([serving, str(len(found)), found[-1].old if found else "none"])
