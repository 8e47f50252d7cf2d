"""Time one hybrid search, its question's encoding included, among so many passages.

    python benchmarks/retrieval_latency.py COLLECTION ENCODERS [--passages 10000]

The passages are pieces of a BEIR folder's documents. Their rows are drawn by chance, since the time of an exact search
does not depend on them; the questions are the collection's own, encoded by the compiled encoder.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from ogpqa.config import Settings
from ogpqa.encoder import Encoder, Rows, compile_encoder, open_encoder
from ogpqa.evaluation import load_collection
from ogpqa.index import Encoders, build_index, open_index
from ogpqa.index.reading import Reading
from ogpqa.index.store import Contents
from ogpqa.retriever import Retriever
from ogpqa.types import Page, Passage, Span


class Chance:
    """Rows by chance for many texts, the encoder's own for one."""

    def __init__(self, encoder: Encoder) -> None:
        self.encoder = encoder
        self.name, self.digest, self.dim = "chance", "chance", encoder.dim
        self._chance = np.random.default_rng(1)

    def encode(self, texts: Sequence[str]) -> Rows:
        if len(texts) == 1:
            return self.encoder.encode(texts)
        rows = self._chance.normal(size=(len(texts), self.dim)).astype(np.float32)
        unit: Rows = rows / np.linalg.norm(rows, axis=1, keepdims=True)
        return unit


def pieces(texts: Sequence[str], n: int) -> Reading:
    """n passages of about 40 words on one page."""
    words = " ".join(texts).split()
    step = max(1, (len(words) - 40) // n)
    cut = [" ".join(words[i * step : i * step + 40]) for i in range(n)]
    passages = [Passage(i, "page", None, Span(0, len(text)), (), text, "") for i, text in enumerate(cut)]
    return Reading(Contents((Page("page", "Page", None, "", "0" * 64, ()),), (), tuple(passages)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("collection", type=Path)
    parser.add_argument("encoders", type=Path, help="folder of compiled encoders")
    parser.add_argument("--passages", type=int, default=10_000)
    parser.add_argument("--questions", type=int, default=300)
    arguments = parser.parse_args()
    collection, settings = load_collection(arguments.collection), Settings()
    real = open_encoder(compile_encoder(settings.model, arguments.encoders), settings.threads)
    encoders = Encoders(Chance(real))
    reading = pieces([document.text for document in collection.documents], arguments.passages)
    with tempfile.TemporaryDirectory() as folder:
        build_index(Path(folder), Path(folder), settings=settings, encoders=encoders, read=lambda _: reading)
        index = open_index(Path(folder), threads=settings.threads, encoders=encoders)
        retriever = Retriever(index)
        parts: dict[str, list[float]] = {"encode": [], "search": []}
        for text in list(collection.queries.values())[: arguments.questions]:
            started = time.perf_counter()
            real.encode([text])
            encoded = time.perf_counter()
            retriever.retrieve(text)
            parts["encode"].append(1000 * (encoded - started))
            parts["search"].append(1000 * (time.perf_counter() - encoded))
        index.close()
    for name, times in (("encoding alone", parts["encode"]), ("retrieve, encoding included", parts["search"])):
        p99 = statistics.quantiles(times, n=100)[98]
        print(f"{name}: p50 {statistics.median(times):.1f} ms, p99 {p99:.1f} ms, {arguments.passages} passages")


if __name__ == "__main__":
    main()
