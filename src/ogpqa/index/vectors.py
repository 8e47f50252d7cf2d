"""The passages' rows of one vector space and the search among them."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

import faiss
import numpy as np
from numpy.typing import NDArray

from ogpqa.encoder import Rows


def write_vectors(path: Path, rows: Rows) -> None:
    """Write an exact index over unit rows (n, dim); a row's number is its position."""
    index = faiss.IndexFlatIP(rows.shape[1])
    index.add(np.ascontiguousarray(rows))
    with path.open("wb") as file:
        # Through a Python file, so that a full disk is an OSError and not a silent stump.
        faiss.write_index(index, faiss.PyCallbackIOWriter(file.write))  # type: ignore[attr-defined]


class Vectors:
    """Rows by number, searched by cosine. May be shared by threads."""

    def __init__(self, path: Path) -> None:
        self._index = faiss.read_index(str(path))
        self.n: int = self._index.ntotal
        self.dim: int = self._index.d
        # A view, not a copy: the index owns the memory and lives as long as self.
        flat = faiss.rev_swig_ptr(self._index.get_xb(), self.n * self.dim)  # type: ignore[attr-defined]
        self._rows: Rows = flat.reshape(self.n, self.dim)

    def search(
        self, query: NDArray[np.float32], k: int, *, numbers: Collection[int] | None = None
    ) -> list[tuple[int, float]]:
        """Up to k numbers with their cosine, best first, ties by number; `numbers` restricts the search to those."""
        if numbers is not None:
            chosen = self._known(numbers)
            return _best(chosen, self._rows[chosen] @ query, k)
        k = min(k, self.n)
        reach = k
        while k > 0:
            # One more than asked shows whether the last place is tied; only then more must be seen.
            reach = min(2 * reach if reach > k else k + 1, self.n)
            scores, found = self._index.search(query[None, :], reach)
            if reach == self.n or scores[0, -1] < scores[0, k - 1]:
                return _best(found[0], scores[0], k)
        return []

    def rows(self, numbers: Collection[int]) -> Rows:
        """Rows (len(numbers), dim) in the order of numbers. Raises IndexError."""
        return self._rows[self._known(numbers)]

    def _known(self, numbers: Collection[int]) -> NDArray[np.int64]:
        known = np.fromiter(numbers, np.int64, len(numbers))
        if known.size and (known.min() < 0 or known.max() >= self.n):
            raise IndexError(f"numbers go from 0 to {self.n - 1}")
        return known


def _best(numbers: NDArray[np.int64], scores: NDArray[np.float32], k: int) -> list[tuple[int, float]]:
    order = np.lexsort((numbers, -scores))[: max(k, 0)]
    return [(int(numbers[i]), float(scores[i])) for i in order]
