"""The passages' rows of one vector space and the search among them.

A passage has a row of its own and, when it is long, one for each of its parts. It is as near to a question as the mean
of two cosines: its own, and that of its nearest part.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

import faiss
import numpy as np
from numpy.typing import NDArray

from ogpqa.encoder import Rows

REACH = 4  # rows looked at for each passage asked for, where passages have several


def write_vectors(path: Path, rows: Rows) -> None:
    """Write an exact index over unit rows (n, dim); a row's number is its position."""
    index = faiss.IndexFlatIP(rows.shape[1])
    index.add(np.ascontiguousarray(rows))
    with path.open("wb") as file:
        # Through a Python file, so that a full disk is an OSError and not a silent stump.
        faiss.write_index(index, faiss.PyCallbackIOWriter(file.write))  # type: ignore[attr-defined]


class Vectors:
    """Rows by number, searched by cosine. May be shared by threads. `owners` are those of the rows at the end."""

    def __init__(self, path: Path, owners: Sequence[int] = ()) -> None:
        self._index = faiss.read_index(str(path))
        self.n: int = self._index.ntotal
        self.dim: int = self._index.d
        # A view, not a copy: the index owns the memory and lives as long as self.
        flat = faiss.rev_swig_ptr(self._index.get_xb(), self.n * self.dim)  # type: ignore[attr-defined]
        self._rows: Rows = flat.reshape(self.n, self.dim)
        self.n_passages = self.n - len(owners)
        self._owners = np.concatenate([np.arange(self.n_passages), np.asarray(owners, np.int64)])
        # Row of each passage's first part, and behind the last passage one more.
        firsts = np.searchsorted(self._owners[self.n_passages :], np.arange(self.n_passages + 1))
        self._first_parts = self.n_passages + firsts

    def search(
        self, query: NDArray[np.float32], k: int, *, numbers: Collection[int] | None = None
    ) -> list[tuple[int, float]]:
        """Up to k passages with their cosine, best first, ties by number; `numbers` restricts the search to those.

        Without `numbers`, passages with parts are found by the rows near the question, whole or part.
        """
        if numbers is not None:
            chosen = self._known(numbers, self.n_passages)
            return _best(chosen, self._cosines(query, chosen), k)
        if self.n > self.n_passages:
            _, found = self._index.search(query[None, :], min(max(1, REACH * k), self.n))
            near = np.unique(self._owners[found[0]])
            return _best(near, self._cosines(query, near), k)
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
        return self._rows[self._known(numbers, self.n)]

    def _known(self, numbers: Collection[int], end: int) -> NDArray[np.int64]:
        known = np.fromiter(numbers, np.int64, len(numbers))
        if known.size and (known.min() < 0 or known.max() >= end):
            raise IndexError(f"numbers go from 0 to {end - 1}")
        return known

    def _cosines(self, query: NDArray[np.float32], numbers: NDArray[np.int64]) -> NDArray[np.float32]:
        """How near these passages are: the mean of the whole's cosine and the nearest part's, where there are parts."""
        cosines: NDArray[np.float32] = self._rows[numbers] @ query
        firsts, counts = self._first_parts[numbers], np.diff(self._first_parts)[numbers]
        has_parts = np.flatnonzero(counts)
        if has_parts.size:
            firsts, counts = firsts[has_parts], counts[has_parts]
            starts = np.cumsum(counts) - counts
            parts = np.repeat(firsts - starts, counts) + np.arange(counts.sum())
            nearest = np.maximum.reduceat(self._rows[parts] @ query, starts)
            cosines[has_parts] = (cosines[has_parts] + nearest) / 2
        return cosines


def _best(numbers: NDArray[np.int64], scores: NDArray[np.float32], k: int) -> list[tuple[int, float]]:
    order = np.lexsort((numbers, -scores))[: max(k, 0)]
    return [(int(numbers[i]), float(scores[i])) for i in order]
