"""A folder of saved pages becomes a generation that serves.

Everything is written into a hidden draft, waited for, and given its name by one rename; then `current` is replaced.
Killed at any moment, the build leaves the old generation serving, and the next one goes on from what was encoded.
"""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from ogpqa import __version__
from ogpqa.config import Settings
from ogpqa.encoder import Encoder, Rows, compile_crosslingual, compile_encoder, open_crosslingual, open_encoder
from ogpqa.errors import IndexBuildError, PageError
from ogpqa.files import publish_folder
from ogpqa.index.before import Before, read_before
from ogpqa.index.embeddings import Embeddings, Journal
from ogpqa.index.generation import (
    ENCODERS,
    GENERATIONS,
    Manifest,
    Space,
    generation_folder,
    generation_names,
    seal_file,
    set_current,
    write_manifest,
    writing,
)
from ogpqa.index.opening import DENSE, STORE, Encoders, vectors_file
from ogpqa.index.parts import encodables
from ogpqa.index.reading import Reading, read_corpus
from ogpqa.index.store import write_store
from ogpqa.index.vectors import write_vectors
from ogpqa.types import Page, Skipped

STAMP = "%Y%m%dT%H%M%SZ"
Progress = Callable[[str, int, int], None]  # step, done, total


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildReport:
    """What a build did. Page ids against the generation before; `encoded`, `copied` count passages and their parts."""

    generation: str
    published: bool  # False when nothing changed: the generation before goes on serving
    created: tuple[str, ...]
    changed: tuple[str, ...]
    deleted: tuple[str, ...]
    unchanged: tuple[str, ...]
    skipped: tuple[Skipped, ...]
    records: Mapping[str, int]  # by type
    passages: int
    encoded: int
    copied: int
    seconds: float


def build_index(
    corpus: Path,
    index: Path,
    *,
    settings: Settings,
    exemplars: Mapping[str, Sequence[str]] | None = None,
    progress: Progress | None = None,
    encoders: Encoders | None = None,
    read: Callable[[Path], Reading] = read_corpus,
) -> BuildReport:
    """Build a generation from a corpus folder and let it serve.

    `exemplars` are short texts to keep embedded, by vector space ("en", "crosslingual"). `encoders` and `read` stand in
    for the compiled model and the readers of pages. Raises PageError when there is no page, ModelError for the model,
    IndexBuildError when another build runs or the disk is full; the old generation serves on.
    """
    started = time.perf_counter()
    tell = progress or (lambda step, done, total: None)
    try:
        with writing(index):
            remove_drafts(index)
            tell("read", 0, 1)
            reading = read(corpus)
            if not reading.contents.pages:
                raise PageError(f"No page of {corpus} can be read.", _first_reasons(reading.skipped))
            before = read_before(index)
            job = _Job(index, reading, before, encoders or _open_encoders(settings, index), tell)
            return job.run(exemplars or {}, started)
    except (OSError, sqlite3.Error) as error:
        raise IndexBuildError(
            f"The index in {index} cannot be written: {error}.", "Is the disk full, or the folder read-only?"
        ) from error


@dataclass(frozen=True, slots=True)
class _Job:
    """One build, between reading the pages and reporting."""

    index: Path
    reading: Reading
    before: Before
    encoders: Encoders
    tell: Progress

    def run(self, exemplars: Mapping[str, Sequence[str]], started: float) -> BuildReport:
        contents = self.reading.contents
        encoders = self.encoders.by_space
        known = self.before.embeddings(encoders)
        journals = {space: self._journal(encoder) for space, encoder in encoders.items()}
        spaces = {space: Embeddings(encoders[space], known[space], journals[space]) for space in encoders}
        encoding = encodables(contents.passages)
        rows = {space: kept.rows(encoding.texts, self._telling(space)) for space, kept in spaces.items()}
        encoded, copied = spaces[DENSE].n_encoded, spaces[DENSE].n_copied
        kept_exemplars = {
            space: _by_text(exemplars.get(space, ()), spaces[space], self._telling(f"{space} exemplars"))
            for space in spaces
        }
        manifest = self._write(rows, kept_exemplars, encoding.owners)
        published = manifest.name != self.before.name
        for path in (self.index / GENERATIONS).glob(".*.journal"):  # also those of encoders that went out of use
            path.unlink()
        difference = self.before.difference(contents.pages)
        return BuildReport(
            generation=manifest.name,
            published=published,
            created=difference.created,
            changed=difference.changed,
            deleted=difference.deleted,
            unchanged=difference.unchanged,
            skipped=self.reading.skipped,
            records=manifest.n_records,
            passages=manifest.n_passages,
            encoded=encoded,
            copied=copied,
            seconds=time.perf_counter() - started,
        )

    def _write(
        self, rows: Mapping[str, Rows], exemplars: Mapping[str, Mapping[str, Rows]], owners: Sequence[int]
    ) -> Manifest:
        """Write, publish and point to a generation, unless it would equal the one that serves."""
        self.tell("write", 0, 1)
        name = _new_name(self.index, corpus_digest(self.reading.contents.pages))
        draft = generation_folder(self.index, f".{name}")
        draft.mkdir(parents=True)
        try:
            write_store(draft / STORE, self.reading.contents, exemplars, owners)
            for space, found in rows.items():
                write_vectors(draft / vectors_file(space), found)
            manifest = self._manifest(name, draft)
            if self.before.manifest and _value(manifest) == _value(self.before.manifest):
                return self.before.manifest
            write_manifest(draft, manifest)
            publish_folder(draft, generation_folder(self.index, name))
        finally:
            shutil.rmtree(draft, ignore_errors=True)
        set_current(self.index, name)
        return manifest

    def _manifest(self, name: str, draft: Path) -> Manifest:
        contents, encoders = self.reading.contents, self.encoders
        kinds = [type(record).__name__ for record in contents.records]
        other = encoders.crosslingual
        return Manifest(
            name=name,
            built_at=datetime.now(UTC).isoformat(timespec="seconds"),
            ogpqa=__version__,
            corpus_digest=corpus_digest(contents.pages),
            encoder=Space(encoders.dense.name, encoders.dense.digest, encoders.dense.dim),
            crosslingual=Space(other.name, other.digest, other.dim) if other else None,
            n_pages=len(contents.pages),
            n_passages=len(contents.passages),
            n_records={kind: kinds.count(kind) for kind in sorted(set(kinds))},
            skipped=tuple((skipped.path, skipped.reason) for skipped in self.reading.skipped),
            files={path.name: seal_file(path) for path in sorted(draft.iterdir())},
        )

    def _journal(self, encoder: Encoder) -> Journal:
        return Journal(self.index / GENERATIONS / f".{encoder.digest}.journal", encoder.dim)

    def _telling(self, step: str) -> Callable[[int, int], None]:
        return lambda done, total: self.tell(f"encode {step}", done, total)


def corpus_digest(pages: Sequence[Page]) -> str:
    """SHA-256 over all that is kept of the pages."""
    lines = [repr((p.page_id, p.sha256, p.title, p.url, p.saved_on, p.lang)) for p in pages]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def remove_drafts(index: Path) -> None:
    """Remove what killed builds left; the caller holds the lock, so nobody is writing a draft."""
    for draft in (index / GENERATIONS).glob(".*"):
        if draft.is_dir():
            shutil.rmtree(draft)


def _open_encoders(settings: Settings, index: Path) -> Encoders:
    folder = compile_encoder(settings.model, index / ENCODERS, settings.encoders)
    other = None
    if settings.crosslingual:
        compile_crosslingual(index / ENCODERS, settings.encoders)
        other = open_crosslingual(index / ENCODERS)
    return Encoders(open_encoder(folder, settings.threads), other)


def _by_text(texts: Sequence[str], kept: Embeddings, tell: Callable[[int, int], None]) -> dict[str, Rows]:
    return dict(zip(texts, kept.rows(texts, tell), strict=True))


def _value(manifest: Manifest) -> tuple[object, ...]:
    """All of a manifest but its name and its time."""
    return manifest.ogpqa, manifest.encoder, manifest.crosslingual, dict(manifest.files), tuple(manifest.skipped)


def _new_name(index: Path, digest: str) -> str:
    """A name that sorts after all others, also for two builds in one second or when the clock was set back."""
    moment = datetime.now(UTC)
    if names := generation_names(index):
        last = datetime.strptime(names[-1][:16], STAMP).replace(tzinfo=UTC)
        moment = max(moment, last + timedelta(seconds=1))
    return f"{moment.strftime(STAMP)}-{digest[:8]}"


def _first_reasons(skipped: Sequence[Skipped]) -> str:
    return " ".join(f"{s.path}: {s.reason}." for s in skipped[:3])
