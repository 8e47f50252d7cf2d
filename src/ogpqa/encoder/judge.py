"""A small cross-encoder that reads an English question and a quote together: how likely the quote answers.

Opened when it is first asked: questions that records answer never pay for it. Needs onnxruntime and tokenizers alone.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from ogpqa.encoder.onnx import GRAPH, TOKENIZER, check_encoder, open_session

SCORE = "score"
_KEPT = 256  # scores that are remembered: one question looks at the same passages twice


class Judge:
    """Scores of quotes for a question. May be shared by threads, which wait for its first opening."""

    def __init__(self, folder: Path, threads: int) -> None:
        card = check_encoder(folder)
        self.digest: str = card["digest"]
        # Kept by pair, in an object that does not know this one: in a circle with its cache it would live on.
        self._score = lru_cache(maxsize=_KEPT)(_Reading(folder, int(card["max_tokens"]), threads).score)

    def score(self, question: str, quotes: Sequence[str]) -> list[float]:
        """The log odds that each quote answers, in the order of the quotes. Quotes that are too long are cut."""
        return [self._score(question, quote) for quote in quotes]


class _Reading:
    """The graph and its tokenizer, opened by the first pair that is read."""

    def __init__(self, folder: Path, most: int, threads: int) -> None:
        self._folder, self._most, self._threads = folder, most, threads
        self._opening = threading.Lock()
        self._opened: tuple[Tokenizer, onnxruntime.InferenceSession] | None = None

    def score(self, question: str, quote: str) -> float:
        tokenizer, session = self._open()
        pair = tokenizer.encode(question, quote)
        ids = np.array([pair.ids], np.int64)
        feeds = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.array([pair.type_ids])}
        return float(session.run([SCORE], feeds)[0][0])

    def _open(self) -> tuple[Tokenizer, onnxruntime.InferenceSession]:
        with self._opening:
            if self._opened is None:
                tokenizer = Tokenizer.from_file(str(self._folder / TOKENIZER))
                tokenizer.no_padding()
                tokenizer.enable_truncation(self._most, strategy="only_second")
                self._opened = tokenizer, open_session(self._folder / GRAPH, self._threads)
            return self._opened


def open_judge(folder: Path, threads: int) -> Judge:
    """A compiled judge after checking its files. Raises ModelError that names the missing or damaged one."""
    return Judge(folder, threads)
