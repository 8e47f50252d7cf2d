"""Embeddings that need not be computed again: from the generation before, and from a build that was killed.

A row depends on the encoder and the text alone, so it is kept under the text's digest.
"""

from __future__ import annotations

import hashlib
import os
import zlib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np

from ogpqa.encoder import Encoder, Rows

STEP = 64  # texts between two writes of the journal

Digest = bytes


def digest_of(text: str) -> Digest:
    """SHA-256 of an encoded text."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()


class Journal:
    """Rows in the order in which they were encoded, appended as they come: digest, row, checksum.

    What a killed build leaves at the end, half written, is ignored and overwritten.
    """

    def __init__(self, path: Path, dim: int) -> None:
        self.path = path
        self._size = 32 + 4 * dim + 4

    def read(self) -> dict[Digest, Rows]:
        """The rows that are whole."""
        data = self.path.read_bytes() if self.path.is_file() else b""
        rows: dict[Digest, Rows] = {}
        for start in range(0, len(data) - self._size + 1, self._size):
            entry, checksum = data[start : start + self._size - 4], data[start + self._size - 4 : start + self._size]
            if zlib.crc32(entry).to_bytes(4) != checksum:
                break
            rows[entry[:32]] = np.frombuffer(entry[32:], np.float32)
        return rows

    def keep(self, n: int) -> None:
        """Cut the file after n entries, so that new ones follow whole ones."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.touch()
        os.truncate(self.path, n * self._size)

    def append(self, digests: Sequence[Digest], rows: Rows) -> None:
        """Add rows at the end."""
        entries = [digest + row.tobytes() for digest, row in zip(digests, rows, strict=True)]
        with self.path.open("ab") as file:
            file.write(b"".join(entry + zlib.crc32(entry).to_bytes(4) for entry in entries))


class Embeddings:
    """Rows of one encoder by text; counts what it encoded and what it copied."""

    def __init__(self, encoder: Encoder, known: Mapping[Digest, Rows], journal: Journal) -> None:
        self._encoder = encoder
        self._journal = journal
        written = journal.read()
        journal.keep(len(written))
        self._rows: dict[Digest, Rows] = {**known, **written}
        self.n_encoded = 0
        self.n_copied = 0

    def rows(self, texts: Sequence[str], progress: Callable[[int, int], None]) -> Rows:
        """Rows (len(texts), dim); `progress` hears how many of the missing ones are done."""
        digests = [digest_of(text) for text in texts]
        missing = {d: text for d, text in zip(digests, texts, strict=True) if d not in self._rows}
        keys = list(missing)
        for start in range(0, len(keys), STEP):
            step = keys[start : start + STEP]
            rows = self._encoder.encode([missing[d] for d in step])
            self._journal.append(step, rows)
            self._rows.update(zip(step, rows, strict=True))
            progress(min(start + STEP, len(keys)), len(keys))
        self.n_encoded += len(keys)
        self.n_copied += len(texts) - len(keys)
        if not digests:
            return np.empty((0, self._encoder.dim), np.float32)
        result: Rows = np.concatenate([self._rows[digest] for digest in digests]).reshape(len(digests), -1)
        return result
