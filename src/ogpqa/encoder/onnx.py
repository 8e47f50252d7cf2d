"""A compiled encoder: one graph from token ids to unit rows. Needs onnxruntime and tokenizers, nothing else."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from ogpqa.encoder.protocol import Rows
from ogpqa.errors import ModelError
from ogpqa.files import sha256_of, unsealed

GRAPH, WEIGHTS, TOKENIZER, CARD = "model.onnx", "weights.bin", "tokenizer.json", "encoder.json"
OUTPUT = "unit_rows"
PIECES, LENGTH = "piece_rows", "n_pieces"  # what the crosslingual graph is fed
HINT = "Remove the folder and run `ogpqa index build` again."


@dataclass(frozen=True, slots=True)
class OnnxEncoder:
    """Texts to unit rows. May be shared by threads."""

    name: str
    digest: str
    dim: int
    max_tokens: int
    tokenizer: Tokenizer
    session: onnxruntime.InferenceSession
    feeds: tuple[str, ...]  # what the graph wants of a text

    def encode(self, texts: Sequence[str]) -> Rows:
        """Unit rows (len(texts), dim). Texts longer than max_tokens are cut there.

        One text a run: in a batch the last bits of a row would depend on its neighbours, and rows are kept and compared
        by text. A batch would be about a fifth faster.
        """
        rows = np.empty((len(texts), self.dim), np.float32)
        for number, encoding in enumerate(self.tokenizer.encode_batch(list(texts))):
            rows[number] = self._run(np.array([encoding.ids], np.int64))
        return rows

    def knows(self, word: str) -> bool:
        """Whether the word is one piece of the model's vocabulary."""
        return self.tokenizer.token_to_id(word) is not None

    def _run(self, ids: NDArray[np.int64]) -> Rows:
        feeds = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
        rows: Rows = self.session.run([OUTPUT], {name: feeds[name] for name in self.feeds})[0]
        return rows


def read_card(folder: Path) -> dict[str, Any]:
    """What encoder.json says of a compiled encoder. Raises ModelError when it is missing or damaged."""
    try:
        return unsealed((folder / CARD).read_bytes())
    except FileNotFoundError as error:
        raise ModelError(f"{folder / CARD} is missing.", HINT) from error
    except OSError as error:
        raise ModelError(f"{folder / CARD} cannot be read: {error.strerror}.", HINT) from error
    except ValueError as error:
        raise ModelError(f"{folder / CARD} is damaged: {error}.", HINT) from error


def check_encoder(folder: Path) -> dict[str, Any]:
    """The card of a compiled encoder whose files are all as the card says, else ModelError naming the file."""
    card = read_card(folder)
    for name, digest in card["files"].items():
        path = folder / name
        if not path.is_file():
            raise ModelError(f"{path} is missing.", HINT)
        if _digest_of(path, path.stat()) != digest:
            raise ModelError(f"{path} is damaged: its checksum does not fit.", HINT)
    return card


def _digest_of(path: Path, status: os.stat_result) -> str:
    """The SHA-256 of a file; in one process a file that nobody wrote to is read once. An encoder has 100 MB."""
    return _read_digest(path, (status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns))


@lru_cache(maxsize=64)
def _read_digest(path: Path, state: tuple[int, ...]) -> str:
    return sha256_of(path)


def open_encoder(folder: Path, threads: int) -> OnnxEncoder:
    """Open a compiled encoder after checking its files. `threads` work on one call."""
    card = check_encoder(folder)
    tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))
    tokenizer.no_padding()
    tokenizer.enable_truncation(card["max_tokens"])
    session = open_session(folder / GRAPH, threads)
    feeds = tuple(i.name for i in session.get_inputs())
    return OnnxEncoder(card["name"], card["digest"], card["dim"], card["max_tokens"], tokenizer, session, feeds)


def open_session(graph: Path, threads: int) -> onnxruntime.InferenceSession:
    """A compiled graph, ready to run. `threads` work on one call."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    # The graph was optimised when it was compiled: doing it again would cost 0.3 s at each start.
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    # What the longest text needed is given back; an arena would keep it, 13 MB a graph, and is no faster.
    options.enable_cpu_mem_arena = False
    # Idle threads that spin take the cores away from other requests.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])
