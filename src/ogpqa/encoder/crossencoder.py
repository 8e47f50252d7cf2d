"""A cross-encoder that reads question and passage together: optional, slow, off unless the settings name one.

It needs sentence-transformers and torch at query time, so they are imported when one is opened and not before.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from ogpqa.encoder.models import find_model
from ogpqa.errors import ModelError


class CrossEncoder:
    """A sentence-transformers CrossEncoder with one score a pair. May be shared by threads."""

    def __init__(self, model: Any) -> None:
        self._model = model

    def score(self, question: str, texts: Sequence[str]) -> list[float]:
        """How well each text answers, higher is better, in the order of the texts."""
        if not texts:
            return []
        return [float(score) for score in self._model.predict([(question, text) for text in texts])]


@lru_cache(maxsize=2)
def open_crossencoder(name: str, threads: int) -> CrossEncoder:
    """The cross-encoder of that name: a folder, a package or one of the user's cache; opened once, nothing is fetched.

    Raises ModelError when there is none, when sentence-transformers is missing, or when it gives several scores a pair.
    """
    own = Path(name)
    folder = own if (own / "config.json").is_file() else find_model(name).folder
    os.environ.setdefault("HF_HUB_OFFLINE", "1")  # read when the package is imported
    try:
        import torch
        from sentence_transformers import CrossEncoder as Model
    except ImportError as error:
        raise ModelError(f"A cross-encoder needs {error.name}.", "pip install sentence-transformers torch") from error
    torch.set_num_threads(threads)
    try:
        model = Model(str(folder), device="cpu")
    except (OSError, ValueError, RuntimeError) as error:
        raise ModelError(f"{folder} is no cross-encoder: {error}.", "Name a folder of a CrossEncoder.") from error
    if model.config.num_labels != 1:
        raise ModelError(
            f"{name} gives {model.config.num_labels} scores a pair.", "Name one that gives a single score."
        )
    return CrossEncoder(model)
