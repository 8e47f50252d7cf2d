"""Vectors against numpy."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from ogpqa.index import vectors as compressing
from ogpqa.index.vectors import Vectors, write_vectors


def unit_rows(n: int, dim: int = 8, seed: int = 0) -> NDArray[np.float32]:
    """Random rows of length one."""
    rows = np.random.default_rng(seed).normal(size=(n, dim)).astype(np.float32)
    unit: NDArray[np.float32] = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    return unit


def opened(rows: NDArray[np.float32]) -> Vectors:
    """Rows written and opened again; the file need not stay."""
    with TemporaryDirectory() as folder:
        write_vectors(Path(folder) / "v.faiss", rows)
        return Vectors(Path(folder) / "v.faiss")


def nearest(rows: NDArray[np.float32], query: NDArray[np.float32], k: int) -> list[int]:
    """What numpy says: best first, ties by number."""
    return [int(n) for n in np.lexsort((np.arange(len(rows)), -(rows @ query)))[:k]]


@given(n=st.integers(1, 60), k=st.integers(0, 80), seed=st.integers(0, 99))
def test_search_is_exact(n: int, k: int, seed: int) -> None:
    """The same numbers in the same order as numpy's, with their cosines; k is clamped."""
    rows, query = unit_rows(n, seed=seed), unit_rows(1, seed=seed + 1000)[0]
    hits = opened(rows).search(query, k)
    assert [number for number, _ in hits] == nearest(rows, query, k)
    assert [score for _, score in hits] == pytest.approx([float(rows[number] @ query) for number, _ in hits], abs=1e-5)


@given(copies=st.lists(st.integers(0, 4), min_size=1, max_size=40), k=st.integers(1, 45))
def test_ties_go_to_the_lower_number(copies: list[int], k: int) -> None:
    """Equal rows come in the order of their numbers, also where the k-th place is tied."""
    few = unit_rows(5)
    rows = few[copies]
    expected = sorted(range(len(rows)), key=lambda n: (-float(few[copies[n]] @ few[0]), n))[:k]
    assert [number for number, _ in opened(rows).search(few[0], k)] == expected


@given(chosen=st.sets(st.integers(0, 29)), k=st.integers(0, 40))
def test_a_restricted_search_is_exact(chosen: set[int], k: int) -> None:
    """Only the given numbers are found, and the best of them."""
    rows, query = unit_rows(30), unit_rows(1, seed=9)[0]
    expected = sorted(chosen, key=lambda n: (-float(rows[n] @ query), n))[:k]
    assert [number for number, _ in opened(rows).search(query, k, numbers=chosen)] == expected


@pytest.mark.parametrize("numbers", [[-1], [30], [0, 999]])
def test_numbers_that_are_none_raise(numbers: list[int]) -> None:
    """A number outside the index is a caller's mistake, not another row."""
    with pytest.raises(IndexError):
        opened(unit_rows(30)).search(unit_rows(1)[0], 3, numbers=numbers)
    with pytest.raises(IndexError):
        opened(unit_rows(30)).rows(numbers)


def test_an_empty_index_finds_nothing() -> None:
    """Pages without passages give an index that can be asked."""
    vectors = opened(np.empty((0, 8), np.float32))
    assert vectors.search(unit_rows(1)[0], 5) == []
    assert vectors.rows([]).shape == (0, 8)


def test_rows_come_back_bit_by_bit() -> None:
    """What was written is what is read, in the order asked for."""
    rows = unit_rows(30)
    assert np.array_equal(opened(rows).rows([3, 1, 3]), rows[[3, 1, 3]])


def test_equal_rows_give_equal_files(tmp_path: Path) -> None:
    """Nothing but the rows goes into the file."""
    for name in "ab":
        write_vectors(tmp_path / name, unit_rows(30))
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


@pytest.fixture(params=["scanned", "in cells"])
def compressed(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Small indexes are compressed too, of the one kind or the other."""
    monkeypatch.setattr(compressing, "EXACT_ROWS", 100)
    monkeypatch.setattr(compressing, "SCANNED_ROWS", 100 if request.param == "in cells" else 10**9)
    monkeypatch.setattr(compressing, "CELLS", 16)
    monkeypatch.setattr(compressing, "READ_CELLS", 8)
    return str(request.param)


@pytest.mark.usefixtures("compressed")
def test_a_compressed_index_finds_what_an_exact_one_does(tmp_path: Path) -> None:
    """Nearly all of the ten nearest are found, with their exact cosines, ties by number, and never -1."""
    rows, queries = unit_rows(3000, dim=16), unit_rows(50, dim=16, seed=5)
    write_vectors(tmp_path / "v.faiss", rows)
    vectors = Vectors(tmp_path / "v.faiss")
    n_found = 0
    for query in queries:
        hits = vectors.search(query, 10)
        assert [score for _, score in hits] == pytest.approx([float(rows[n] @ query) for n, _ in hits], abs=1e-6)
        assert hits == sorted(hits, key=lambda hit: (-hit[1], hit[0]))
        n_found += len({number for number, _ in hits} & set(nearest(rows, query, 10)))
    assert n_found >= 0.9 * 500
    assert len(vectors.search(queries[0], 99_999)) >= 1000
    assert all(number >= 0 for number, _ in vectors.search(queries[0], 99_999))
    assert np.array_equal(vectors.rows([7, 2999]), rows[[7, 2999]])


@pytest.mark.usefixtures("compressed")
@pytest.mark.parametrize("n_chosen", [0, 5, 2500])
def test_a_compressed_index_is_restricted(tmp_path: Path, n_chosen: int) -> None:
    """Few chosen numbers are all compared; of many, only chosen ones are found, with those of their parts."""
    rows, query = unit_rows(3000, dim=16), unit_rows(1, dim=16, seed=5)[0]
    write_vectors(tmp_path / "v.faiss", rows)
    owners = sorted(n % 2600 for n in range(400))
    vectors = Vectors(tmp_path / "v.faiss", owners)
    chosen = range(n_chosen)
    hits = vectors.search(query, 10, numbers=chosen)
    assert len(hits) == min(10, n_chosen)
    assert {number for number, _ in hits} <= set(chosen)


@pytest.mark.usefixtures("compressed")
def test_equal_rows_give_equal_compressed_files(tmp_path: Path) -> None:
    """Cells and bits are a function of the rows."""
    for name in "ab":
        write_vectors(tmp_path / name, unit_rows(3000, dim=16))
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_threads_search_at_once() -> None:
    """Eight threads get what one gets."""
    vectors, queries = opened(unit_rows(500)), unit_rows(64, seed=3)
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda query: vectors.search(query, 5), queries))
    assert together == [vectors.search(query, 5) for query in queries]
