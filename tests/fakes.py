"""Fakes that behave like the real thing, small enough to see through."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ogpqa.index.reading import Reading
from ogpqa.index.store import Contents
from ogpqa.types import Page, Passage, Post, Span


class HashEncoder:
    """A bag of hashed words and word beginnings as a unit row: texts that share words are near each other.

    Deterministic across processes. `encoded` lists every text that it was asked for, in order.
    """

    def __init__(self, name: str = "hash", dim: int = 64) -> None:
        self.name = name
        self.dim = dim
        self.digest = f"{name}-{dim}"
        self.encoded: list[str] = []

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit rows (len(texts), dim)."""
        self.encoded.extend(texts)
        return np.array([self._row(text) for text in texts], np.float32).reshape(len(texts), self.dim)

    def knows(self, word: str) -> bool:
        """Every word may be one."""
        return True

    def _row(self, text: str) -> NDArray[np.float32]:
        row = np.zeros(self.dim)
        row[0] = 1e-3  # a text without words still has a direction
        for word in re.findall(r"\w+", text.casefold()):
            for part, weight in ((word, 1.0), (word[:4], 0.5)):
                digest = hashlib.blake2b(part.encode(), digest_size=8).digest()
                row[int.from_bytes(digest[:4]) % self.dim] += weight if digest[4] % 2 else -weight
        return (row / np.linalg.norm(row)).astype(np.float32)


def read_lines(folder: Path) -> Reading:
    """A reader of pages that sees through everything: a file is a page of one member, a line a passage and a Post."""
    pages: list[Page] = []
    records: list[Post] = []
    passages: list[Passage] = []
    for path in sorted(folder.glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        digest = hashlib.sha256(text.encode()).hexdigest()
        pages.append(Page(path.stem, path.stem.title(), None, text, digest, ()))
        for n, line in enumerate(re.finditer(r"\S(?:.*\S)?", text), start=1):
            span = Span(*line.span())
            passages.append(
                Passage(len(passages), path.stem, path.stem, span, (), line.group(), path.stem, None, "Post")
            )
            records.append(_post(path.stem, n, span, line.group()))
    return Reading(Contents(tuple(pages), tuple(records), tuple(passages)))


def _post(page_id: str, n: int, span: Span, title: str) -> Post:
    evidence = {"title": span}
    return Post(
        record_id=f"{page_id}:Post:{n}", page_id=page_id, member_id=page_id, span=span, title=title, evidence=evidence
    )
