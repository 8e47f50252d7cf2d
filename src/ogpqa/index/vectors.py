"""The rows of one vector space and the search among them.

A passage has a row of its own and, when it is long, one for each of its parts. It is as near to a question as the mean
of two cosines: its own, and that of its nearest part.

Few rows are searched exactly. Many are compressed (8 bits a number), very many also sorted into cells: these propose
rows, which are then compared by their full rows, mapped into memory from a file of their own.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any

import faiss
import numpy as np
from numpy.typing import NDArray

from ogpqa.encoder import Rows

# More rows than this are compressed, more than that are also sorted into cells: benchmarks/search_scale.md.
EXACT_ROWS, SCANNED_ROWS = 20_000, 300_000
REACH = 4  # rows looked at for each passage asked for, where passages have several rows or rows are compressed
LEAST_REACH = 64
CELLS, READ_CELLS = 1024, 256
TRAINING_ROWS = 40  # of each cell
FEW = 2_000  # chosen passages up to which a restricted search compares all of them
EIGHT_BITS = faiss.ScalarQuantizer.QT_8bit


def rows_file(path: Path) -> Path:
    """Where the full rows of a compressed index are."""
    return path.with_suffix(".rows.npy")


def write_vectors(path: Path, rows: Rows) -> None:
    """Write an index over unit rows (n, dim); a row's number is its position."""
    n, dim = rows.shape
    index: Any = faiss.IndexFlatIP(dim)
    if n > SCANNED_ROWS:
        index = faiss.IndexIVFScalarQuantizer(index, dim, CELLS, EIGHT_BITS, faiss.METRIC_INNER_PRODUCT, False)
        index.cp.niter = 8
    elif n > EXACT_ROWS:
        index = faiss.IndexScalarQuantizer(dim, EIGHT_BITS, faiss.METRIC_INNER_PRODUCT)
    rows = np.ascontiguousarray(rows)
    if not index.is_trained:
        # Evenly chosen: the same rows give the same index.
        index.train(rows[np.linspace(0, n - 1, min(n, CELLS * TRAINING_ROWS)).astype(np.int64)])
        with rows_file(path).open("wb") as file:
            np.lib.format.write_array(file, rows, allow_pickle=False)
    index.add(rows)
    with path.open("wb") as file:
        # Through a Python file, so that a full disk is an OSError and not a silent stump.
        faiss.write_index(index, faiss.PyCallbackIOWriter(file.write))  # type: ignore[attr-defined]


class Vectors:
    """Rows by number, searched by cosine. May be shared by threads. `owners` are those of the rows at the end."""

    def __init__(self, path: Path, owners: Sequence[int] = ()) -> None:
        self._index: Any = faiss.read_index(str(path))
        self.n: int = self._index.ntotal
        self.dim: int = self._index.d
        self._compressed = not isinstance(self._index, faiss.IndexFlatIP)
        self._rows = self._full_rows(path)
        self.n_passages = self.n - len(owners)
        self._owners = np.concatenate([np.arange(self.n_passages), np.asarray(owners, np.int64)])
        # Row of each passage's first part, and behind the last passage one more.
        firsts = np.searchsorted(self._owners[self.n_passages :], np.arange(self.n_passages + 1))
        self._first_parts = self.n_passages + firsts

    def search(
        self, query: NDArray[np.float32], k: int, *, numbers: Collection[int] | None = None
    ) -> list[tuple[int, float]]:
        """Up to k passages with their cosine, best first, ties by number; `numbers` restricts the search to those.

        Without `numbers`, or with many, passages with parts and passages of a compressed index are found by the rows
        near the question, whole or part.
        """
        chosen = None if numbers is None else self._known(numbers, self.n_passages)
        if k < 1:
            return []
        if chosen is not None and len(chosen) <= FEW:
            return _best(chosen, self._cosines(query, chosen), k)
        if chosen is None and not self._compressed and self.n == self.n_passages:
            return self._exact(query, min(k, self.n))
        _, found = self._near(query, max(REACH * k, LEAST_REACH), self._selector(chosen))
        near = np.unique(self._owners[found[found >= 0]])
        return _best(near, self._cosines(query, near), k)

    def rows(self, numbers: Collection[int]) -> Rows:
        """Rows (len(numbers), dim) in the order of numbers. Raises IndexError."""
        return self._rows[self._known(numbers, self.n)]

    def _full_rows(self, path: Path) -> Rows:
        if self._compressed:
            mapped: Rows = np.load(rows_file(path), mmap_mode="r", allow_pickle=False)
            return mapped
        # A view, not a copy: the index owns the memory and lives as long as self.
        flat = faiss.rev_swig_ptr(self._index.get_xb(), self.n * self.dim)
        rows: Rows = flat.reshape(self.n, self.dim)
        return rows

    def _exact(self, query: NDArray[np.float32], k: int) -> list[tuple[int, float]]:
        reach = k
        while k > 0:
            # One more than asked shows whether the last place is tied; only then more must be seen.
            reach = min(2 * reach if reach > k else k + 1, self.n)
            scores, found = self._near(query, reach)
            if reach == self.n or scores[-1] < scores[k - 1]:
                return _best(found, scores, k)
        return []

    def _near(
        self, query: NDArray[np.float32], reach: int, selector: Any = None
    ) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
        """Scores and numbers of so many rows, best first; numbers are -1 where there are fewer."""
        # For the calling thread: requests run side by side already, and more threads would wait for each other.
        faiss.omp_set_num_threads(1)
        options: dict[str, Any] = {} if selector is None else {"sel": selector}
        params: Any = faiss.SearchParameters(**options)
        if isinstance(self._index, faiss.IndexIVF):
            params = faiss.SearchParametersIVF(nprobe=READ_CELLS, **options)  # type: ignore[call-arg]
        asked = np.ascontiguousarray(query[None, :], np.float32)
        scores, found = self._index.search(asked, min(reach, self.n), params=params)
        return scores[0], found[0]

    def _selector(self, chosen: NDArray[np.int64] | None) -> Any:
        """For faiss: the rows of the chosen passages and of their parts."""
        if chosen is None:
            return None
        wanted = np.zeros(self.n_passages, bool)
        wanted[chosen] = True
        bits = np.packbits(wanted[self._owners], bitorder="little")
        return faiss.IDSelectorBitmap(bits)  # type: ignore[call-arg,arg-type]  # numpy's form is added at run time

    def _known(self, numbers: Collection[int], end: int) -> NDArray[np.int64]:
        known = np.fromiter(numbers, np.int64, len(numbers))
        if known.size and (known.min() < 0 or known.max() >= end):
            raise IndexError(f"numbers go from 0 to {end - 1}")
        return known

    def _cosines(self, query: NDArray[np.float32], numbers: NDArray[np.int64]) -> NDArray[np.float32]:
        """How near these passages are: the mean of the whole's cosine and the nearest part's, where there are parts."""
        cosines = self._products(numbers, query)
        firsts = self._first_parts[numbers]
        counts = self._first_parts[numbers + 1] - firsts
        has_parts = np.flatnonzero(counts)
        if has_parts.size:
            firsts, counts = firsts[has_parts], counts[has_parts]
            starts = np.cumsum(counts) - counts
            parts = np.repeat(firsts - starts, counts) + np.arange(counts.sum())
            nearest = np.maximum.reduceat(self._products(parts, query), starts)
            cosines[has_parts] = (cosines[has_parts] + nearest) / 2
        return cosines

    def _products(self, numbers: NDArray[np.int64], query: NDArray[np.float32]) -> NDArray[np.float32]:
        # Not `@`: its threads wait for each other on two busy cores, and equal rows might not get equal products.
        products: NDArray[np.float32] = np.einsum("ij,j->i", self._rows[numbers], query)
        return products


def _best(numbers: NDArray[np.int64], scores: NDArray[np.float32], k: int) -> list[tuple[int, float]]:
    order = np.lexsort((numbers, -scores))[: max(k, 0)]
    return list(zip(numbers[order].tolist(), scores[order].tolist(), strict=True))
