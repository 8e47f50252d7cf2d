"""Time, memory and recall of searches over many passages: `python benchmarks/search_scale.py [--rows N …]`.

Rows are synthetic: 48 hidden directions of falling strength plus noise, about as hard as the rows of sentences.
Times are processor time of one thread, the median of 200 questions. Each size runs in a process of its own.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

import numpy as np
from numpy.typing import NDArray

from ogpqa.index.store import Contents, Store, write_store
from ogpqa.index.vectors import Vectors, write_vectors
from ogpqa.types import Passage, Span

DIM, HIDDEN, N_QUESTIONS, K = 384, 48, 200, 10
HEAD = """# Search at scale

`python benchmarks/search_scale.py`. Dense: the ten nearest of so many rows of 384 numbers, against an exact search.
Lexical: the ten best passages for questions of six words, 30 words a passage.
Milliseconds of processor time a search, one thread. Memory: what opening took beyond what the process had freed before.

| passages | dense ms | recall@10 | build s | memory MB | lexical ms | build s |
|---|---|---|---|---|---|---|
"""


def rows_of(chance: np.random.Generator, directions: NDArray[np.float32], n: int) -> NDArray[np.float32]:
    """Unit rows that vary mostly along some directions."""
    strength = np.linspace(2, 0.3, HIDDEN, dtype=np.float32)
    rows = np.empty((n, DIM), np.float32)
    for start in range(0, n, 50_000):
        part = chance.standard_normal((min(50_000, n - start), HIDDEN), np.float32) * strength @ directions
        part += chance.standard_normal(part.shape, np.float32)
        rows[start : start + len(part)] = part / np.linalg.norm(part, axis=1, keepdims=True)
    return rows


def milliseconds(search: Callable[[int], object]) -> float:
    """Median processor time of a search."""
    times = []
    for n in range(N_QUESTIONS):
        started = time.process_time_ns()
        search(n)
        times.append((time.process_time_ns() - started) / 1e6)
    return median(times)


def resident() -> float:
    """Megabytes of this process that no file backs."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("RssAnon"))


def dense(n: int, folder: Path) -> str:
    """The dense columns."""
    chance = np.random.default_rng(1)
    directions = chance.standard_normal((HIDDEN, DIM), np.float32)
    rows, questions = rows_of(chance, directions, n), rows_of(chance, directions, N_QUESTIONS)
    exact = np.vstack([np.argsort(-(part @ rows.T), axis=1)[:, :K] for part in np.array_split(questions, 20)])
    started = time.process_time()
    write_vectors(folder / "v.faiss", rows)
    build = time.process_time() - started
    del rows
    before = resident()
    vectors = Vectors(folder / "v.faiss")
    spent = milliseconds(lambda i: vectors.search(questions[i], K))
    memory = resident() - before
    found = [{number for number, _ in vectors.search(question, K)} for question in questions]
    recall = np.mean([len(one & set(best.tolist())) / K for one, best in zip(found, exact, strict=True)])
    return f"{spent:.2f} | {recall:.3f} | {build:.1f} | {memory:.0f}"


def lexical(n: int, folder: Path) -> str:
    """The lexical columns: words as frequent as Zipf's law has them."""
    chance = np.random.default_rng(2)
    words = chance.zipf(1.3, (n, 30)) % 50_000
    texts = [" ".join(f"w{word}" for word in row) for row in words]
    passages = [Passage(i, "page", "m", Span(0, len(t)), (), t, "Member") for i, t in enumerate(texts)]
    questions = [" ".join(f"w{word}" for word in row[:6]) for row in words[:: max(1, n // N_QUESTIONS)]]
    started = time.process_time()
    write_store(folder / "s", Contents((), (), passages), {})
    build = time.process_time() - started
    store = Store(folder / "s")
    spent = milliseconds(lambda i: store.search_lexical(questions[i % len(questions)], K))
    return f"{spent:.2f} | {build:.1f}"


def one_size(n: int) -> None:
    """Print the table's row for a number of passages."""
    with tempfile.TemporaryDirectory() as folder:
        found = dense(n, Path(folder))
        print(f"| {n:,} | {found} | {lexical(n, Path(folder)) if n <= 300_000 else ' | '} |", flush=True)


def main(arguments: Sequence[str]) -> None:
    """Run all sizes, or the one of --one, and write the table beside this file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, nargs="+", default=[3_000, 20_000, 100_000, 300_000, 1_000_000])
    parser.add_argument("--one", type=int)
    chosen = parser.parse_args(arguments)
    if chosen.one:
        one_size(chosen.one)
        return
    table = HEAD
    for n in chosen.rows:
        command = [sys.executable, __file__, "--one", str(n)]
        table += subprocess.run(command, check=True, capture_output=True, text=True).stdout
    Path(__file__).with_suffix(".md").write_text(table)
    print(table)


if __name__ == "__main__":
    main(sys.argv[1:])
