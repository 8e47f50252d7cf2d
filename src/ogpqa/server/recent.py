"""The changes of the newest generations, for feed readers (/changes.atom) and programs (/api/v1/changes)."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

from flask import Flask, Response, request

from ogpqa.errors import OgpqaError
from ogpqa.exclusions import NOTHING
from ogpqa.index import Comparison, Edition, compare, open_edition
from ogpqa.index.generation import generation_names
from ogpqa.server.feed import MEDIA_TYPE, atom_feed
from ogpqa.server.live import in_service
from ogpqa.server.ports import Index

STEPS = 7  # so many generations back: a reader that looks in once a week misses nothing of a daily build
FEED = "/changes.atom"


class Recent:
    """Comparisons of each generation with the one before it. Generations never change, so each is made once while the
    exclusions stay.
    """

    def __init__(self, index: Path) -> None:
        self._index = index
        self._made: dict[tuple[str, str], Comparison | None] = {}
        self._turn = threading.Lock()
        self._excluded = NOTHING

    def comparisons(self, serving: Index) -> tuple[Comparison, ...]:
        """Newest first, from the generation that serves back; one that is damaged or pruned is left out."""
        names = [name for name in generation_names(self._index) if name <= serving.name]
        pairs = list(pairwise(names[-STEPS - 1 :]))
        with self._turn:
            if self._excluded != serving.exclusions:
                self._made, self._excluded = {}, serving.exclusions
            self._made = {pair: self._made[pair] for pair in pairs if pair in self._made} | self._compared(
                [pair for pair in pairs if pair not in self._made]
            )
            return tuple(made for pair in reversed(pairs) if (made := self._made[pair]))

    def _compared(self, pairs: Sequence[tuple[str, str]]) -> dict[tuple[str, str], Comparison | None]:
        found: dict[tuple[str, str], Comparison | None] = {}
        last: tuple[str, Edition | None] = ("", None)  # the next pair begins where one ends
        for pair in pairs:
            old = last[1] if last[0] == pair[0] else self._edition(pair[0])
            last = pair[1], self._edition(pair[1])
            found[pair] = compare(old, last[1]) if old and last[1] else None
        return found

    def _edition(self, name: str) -> Edition | None:
        try:
            return open_edition(self._index, name, self._excluded)
        except (OgpqaError, OSError):
            return None


def register_feed(app: Flask, recent: Recent) -> None:
    """Serve the feed."""

    @app.get(FEED, endpoint="changes.atom")
    def changes() -> Response:
        service = in_service()
        found = recent.comparisons(service.assistant.index)
        response = Response(atom_feed(found, address=request.base_url), mimetype=MEDIA_TYPE)
        response.set_etag(_tag(found, service.assistant.index))
        response.make_conditional(request)
        return response


def _tag(found: Sequence[Comparison], serving: Index) -> str:
    """The same for the same entries: which generations were compared, and what was left out."""
    return "-".join([serving.name, str(len(found)), found[-1].old if found else "none", serving.exclusions.digest[:8]])
