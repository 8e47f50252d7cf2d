"""Pages, records and passages of a corpus folder, as a build needs them.

A file that was read before is not read again: what it gave is remembered by a digest of its bytes, of what pages.toml
says of it, and of the readers themselves.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from ogpqa import __version__
from ogpqa.errors import PageError
from ogpqa.exclusions import NOTHING, Exclusions
from ogpqa.index.store import Contents
from ogpqa.resources import PACKAGE
from ogpqa.types import Page, Passage, Record, Skipped

if TYPE_CHECKING:
    from ogpqa.corpus import SavedFile

READERS = ("corpus", "records", "passages.py", "types.py")
READING_PACKAGES = ("lxml", "pypdfium2", "sentencex")
# Starting processes takes as long as reading some hundred pages: benchmarks/results/rebuild.md.
PAGES_PER_JOB = 400


@dataclass(frozen=True, slots=True)
class PageReading:
    """What one file gave: its page without blocks, records, and passages in order, whatever their numbers."""

    page: Page
    records: tuple[Record, ...]
    passages: tuple[Passage, ...]


Outcome = PageReading | str  # or the reason why the file is no page
Remembered = Mapping[str, Outcome]  # by digest of the file


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read from a corpus folder, and what was not. `outcomes` says by file digest what to remember."""

    contents: Contents
    skipped: tuple[Skipped, ...] = ()
    outcomes: Remembered = field(default_factory=dict)
    exclusions: Exclusions = NOTHING  # what was left out of the contents


def read_corpus(
    folder: Path,
    remembered: Remembered | None = None,
    *,
    jobs: int = 1,
    tell: Callable[[int, int], None] = lambda done, total: None,
) -> Reading:
    """Read a corpus folder, in up to so many processes where that pays. Raises PageError when it is no such folder.

    `tell` hears how many of the files that have to be read are done.
    """
    # Here and not above: opening an index and answering from it needs no readers of HTML and PDF.
    from ogpqa.corpus import find_files, gather_pages

    saved = find_files(folder)
    digests: dict[str, str] = {}
    failed: dict[str, PageError] = {}
    outcomes: dict[str, Outcome] = {}
    waiting: list[tuple[SavedFile, bytes]] = []
    for file in saved.files:
        try:
            data = _bytes_of(file)
        except PageError as error:
            failed[file.name] = error
            continue
        digest = digests[file.name] = _digest_of(file, data)
        if remembered and digest in remembered:
            outcomes[digest] = remembered[digest]
        else:
            waiting.append((file, data))
    for (file, _), outcome in zip(waiting, _read_all(waiting, jobs, tell), strict=True):
        outcomes[digests[file.name]] = outcome

    def page_of(file: SavedFile) -> Page:
        if file.name in failed:
            raise failed[file.name]
        outcome = outcomes[digests[file.name]]
        if isinstance(outcome, str):
            raise PageError(outcome)
        return outcome.page

    corpus = gather_pages(saved, page_of)
    by_page = {id(o.page): o for o in outcomes.values() if isinstance(o, PageReading)}
    return Reading(_contents([by_page[id(page)] for page in corpus.pages]), corpus.skipped, outcomes)


def readers_digest() -> str:
    """What the readers of pages are: another digest, and nothing that was read before counts."""
    return _readers_digest(PACKAGE)


@cache
def _readers_digest(package: Path) -> str:
    paths = [path for name in READERS for path in sorted([package / name, *(package / name).rglob("*")])]
    sources = [path for path in paths if path.suffix in (".py", ".toml") and path.is_file()]
    lines = [f"{path.relative_to(package)} {hashlib.sha256(path.read_bytes()).hexdigest()}" for path in sources]
    versions = [f"{name} {version(name)}" for name in READING_PACKAGES]
    return hashlib.sha256("\n".join([__version__, *versions, *lines]).encode()).hexdigest()


def _bytes_of(file: SavedFile) -> bytes:
    from ogpqa.corpus import read_bytes

    return read_bytes(file.path)


def _digest_of(file: SavedFile, data: bytes) -> str:
    """Of all that decides what a file gives."""
    entry = file.entry and replace(file.entry, key="", file=None)  # they only say which file is meant
    return hashlib.sha256(repr((file.path.name, entry)).encode("utf-8", "surrogateescape") + b"\0" + data).hexdigest()


def _read_all(
    files: Sequence[tuple[SavedFile, bytes]], jobs: int, tell: Callable[[int, int], None]
) -> Iterator[Outcome]:
    """What each file gives, in the order of files."""
    n_jobs = min(jobs, len(files) // PAGES_PER_JOB)
    if n_jobs < 2:
        for done, (file, data) in enumerate(files, 1):
            yield read_file(file, data)
            tell(done, len(files))
        return
    # Here and not above: asking starts no processes, and importing this takes 10 ms.
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    # Not forked: the builder may have threads.
    with ProcessPoolExecutor(n_jobs, mp_context=get_context("spawn")) as pool:
        found = pool.map(read_file, *zip(*files, strict=True), chunksize=16)
        for done, outcome in enumerate(found, 1):
            yield outcome
            tell(done, len(files))


def read_file(file: SavedFile, data: bytes) -> Outcome:
    """What the bytes of one file give."""
    from ogpqa.corpus import load_page
    from ogpqa.errors import OgpqaError
    from ogpqa.passages import split_passages
    from ogpqa.records import read_records

    try:
        page = load_page(file.path, file.entry, data)
    except OgpqaError as error:
        return str(error)
    records = read_records(page)
    return PageReading(replace(page, blocks=()), records, split_passages(page, records, 0))


def _contents(readings: Sequence[PageReading]) -> Contents:
    """Pages by page id, their records, and their passages numbered through."""
    passages: list[Passage] = []
    for reading in readings:
        numbered = enumerate(reading.passages, len(passages))
        passages += (p if p.number == n else replace(p, number=n) for n, p in numbered)
    records = [record for reading in readings for record in reading.records]
    return Contents(tuple(reading.page for reading in readings), tuple(records), tuple(passages))
