"""Nearness in meaning: of a question to the relations' examples, and of a topic to the rows of a page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache, partial

from ogpqa.encoder import Encoder, Rows
from ogpqa.index import Index, NamedRows
from ogpqa.questions.relations import exemplars
from ogpqa.types import Commitment, Record, Resource

# How near a row has to be to a topic whose words it does not hold; see benchmarks/topics.md.
NEAR, BEST_MARGIN = 0.42, 0.12


class Nearness:
    """Cosines over one index; English in the first vector space, other languages in the second where there is one."""

    def __init__(self, index: Index) -> None:
        self._index = index
        # Of the index, not of a method: in a circle with its own cache an index that was replaced would live on.
        self._encoded = lru_cache(maxsize=4096)(partial(_encode, index))
        self._examples: dict[str, NamedRows] = {}

    def relations(self, forms: Sequence[str], lang: str) -> Mapping[str, float]:
        """The greatest cosine of a question, in any of its forms, to each relation's example questions."""
        space = self._space(lang)
        return self._known(space).greatest([self._encoded(space, form) for form in forms])

    def same(self, text: str, variants: Sequence[str], lang: str) -> list[float]:
        """The cosine of a text to each variant of it."""
        space = self._space(lang)
        one = self._encoded(space, text)
        return [float(self._encoded(space, variant) @ one) for variant in variants]

    def rows_near(self, topic: str, lang: str, rows: Sequence[Record]) -> list[Record]:
        """The rows whose title is near enough to a topic, nearest first; [] when none is."""
        space = self._space(lang)
        titles = tuple(str(getattr(r, "title", "") or getattr(r, "role", "") or "") for r in rows)
        if not titles or not any(titles) or not isinstance(rows[0], Commitment | Resource):
            return []
        query = self._encoded(space, topic)
        cosines = [float(self._encoded(space, title) @ query) for title in titles]
        top = max(cosines)
        if top < NEAR:
            return []
        order = sorted(range(len(rows)), key=lambda i: -cosines[i])
        return [rows[i] for i in order if cosines[i] >= max(NEAR, top - BEST_MARGIN)]

    def _space(self, lang: str) -> str:
        return "en" if lang == "en" or self._index.crosslingual is None else "crosslingual"

    def _known(self, space: str) -> NamedRows:
        if space not in self._examples:
            known = exemplars("en") if space == "en" else exemplars()
            rows = self._index.exemplars(space, [text for _, text in known])
            self._examples[space] = NamedRows(rows, [name for name, _ in known])
        return self._examples[space]


def _encode(index: Index, space: str, text: str) -> Rows:
    row: Rows = _encoder(index, space).encode([text])[0]
    return row


def _encoder(index: Index, space: str) -> Encoder:
    return index.crosslingual.encoder if space != "en" and index.crosslingual else index.encoder
