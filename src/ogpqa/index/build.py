"""A folder of saved pages becomes a generation that serves.

Everything is written into a hidden draft, waited for, and given its name by one rename; then the gate decides, and
`current` is replaced. Killed at any moment, the build leaves the old generation serving, and the next one goes on from
what was encoded.
"""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from ogpqa import __version__
from ogpqa.config import Settings
from ogpqa.encoder import (
    Encoder,
    Rows,
    compile_crosslingual,
    compile_encoder,
    compile_judge,
    open_crosslingual,
    open_encoder,
    open_judge,
)
from ogpqa.errors import IndexBuildError, OgpqaError, PageError
from ogpqa.exclusions import EXCLUDE, read_exclusions, write_exclusions
from ogpqa.index.before import Before, read_before, read_generation
from ogpqa.index.decisions import Decision, forget_strays
from ogpqa.index.embeddings import Embeddings, Journal
from ogpqa.index.gate import Gate, State
from ogpqa.index.generation import (
    ENCODERS,
    GENERATIONS,
    Manifest,
    Space,
    generation_folder,
    seal_file,
    writing,
)
from ogpqa.index.memory import recall, remember, remembered_generation
from ogpqa.index.opening import DENSE, STORE, Encoders, titles_of, vectors_file
from ogpqa.index.parts import encodables
from ogpqa.index.publishing import decide, equal, name_draft, new_name
from ogpqa.index.reading import Reading, Remembered, read_corpus
from ogpqa.index.report import BuildReport, Clock
from ogpqa.index.store import TextsRows, write_store
from ogpqa.index.vectors import write_vectors
from ogpqa.index.view import without_excluded
from ogpqa.types import Page, Skipped

Progress = Callable[[str, int, int], None]  # step, done, total
STRICT = Gate()


def build_index(
    corpus: Path,
    index: Path,
    *,
    settings: Settings,
    exemplars: Mapping[str, Sequence[str]] | None = None,
    progress: Progress | None = None,
    encoders: Encoders | None = None,
    read: Callable[[Path], Reading] | None = None,
    gate: Gate | None = STRICT,
    jobs: int = 1,
) -> BuildReport:
    """Build a generation from a corpus folder and let it serve, unless the gate holds it back (None: no gate).

    `exemplars` are short texts to keep embedded, by vector space ("en", "crosslingual"). `encoders` and `read` stand in
    for the compiled model and the readers of pages, which work in up to `jobs` processes. Raises PageError when there
    is no page, ModelError for the model, IndexBuildError when another build runs or the disk is full; the old
    generation serves on.
    """
    tell = progress or (lambda step, done, total: None)
    clock = Clock()
    try:
        with writing(index):
            remove_drafts(index)
            with clock.step("read"):
                tell("read", 0, 1)
                excluded = read_exclusions(corpus / EXCLUDE)
                before = read_before(index)
                reading = read(corpus) if read else _read(corpus, index, before, jobs, tell)
                reading = without_excluded(reading, excluded)
            if not reading.contents.pages:
                raise PageError(f"No page of {corpus} can be read.", _first_reasons(reading.skipped))
            with clock.step("open"):
                encoders = encoders or _open_encoders(settings, index)
            return _Job(index, reading, before, encoders, tell, clock).run(exemplars or {}, gate)
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
    clock: Clock

    def run(self, exemplars: Mapping[str, Sequence[str]], gate: Gate | None) -> BuildReport:
        contents = self.reading.contents
        encoders = self.encoders.by_space
        with self.clock.step("encode"):
            known = self.before.embeddings(encoders)
            journals = {space: self._journal(encoder) for space, encoder in encoders.items()}
            spaces = {space: Embeddings(encoders[space], known[space], journals[space]) for space in encoders}
            encoding = encodables(contents.passages)
            rows = {space: kept.rows(encoding.texts, self._telling(space)) for space, kept in spaces.items()}
            encoded, copied = spaces[DENSE].n_encoded, spaces[DENSE].n_copied
            titles = titles_of(contents.records)
            kept_exemplars = {
                space: _distinct(
                    (*exemplars.get(space, ()), *titles), spaces[space], self._telling(f"{space} exemplars")
                )
                for space in spaces
            }
        with self.clock.step("write"):
            manifest = self._write(rows, kept_exemplars, encoding.owners)
        with self.clock.step("check"):
            decision = self._decide(manifest, gate)
        if decision is None or decision.decision != "held":
            for path in (self.index / GENERATIONS).glob(".*.journal"):  # also those of encoders that went out of use
                path.unlink()
        if self.reading.outcomes:
            remember(self.index, manifest.name, self.reading.outcomes)
        difference = self.before.difference(contents.pages)
        return BuildReport(
            generation=manifest.name,
            outcome=decision.decision if decision else "unchanged",
            reasons=decision.reasons if decision else (),
            serving=self.before.name if decision and decision.decision == "held" else manifest.name,
            created=difference.created,
            changed=difference.changed,
            deleted=difference.deleted,
            unchanged=difference.unchanged,
            skipped=self.reading.skipped,
            records=manifest.n_records,
            passages=manifest.n_passages,
            encoded=encoded,
            copied=copied,
            seconds=self.clock.seconds,
            steps=self.clock.steps,
            processor=self.clock.processor,
        )

    def _write(self, rows: Mapping[str, Rows], exemplars: Mapping[str, TextsRows], owners: Sequence[int]) -> Manifest:
        """Write a generation and name it, unless it would equal the one that serves."""
        self.tell("write", 0, 1)
        name = new_name(self.index, corpus_digest(self.reading.contents.pages))
        draft = generation_folder(self.index, f".{name}")
        draft.mkdir(parents=True)
        try:
            write_exclusions(draft / EXCLUDE, self.reading.exclusions)
            write_store(draft / STORE, self.reading.contents, exemplars, owners)
            for space, found in rows.items():
                write_vectors(draft / vectors_file(space), found)
            manifest = self._manifest(name, draft)
            if self.before.manifest and equal(manifest, self.before.manifest):
                return self.before.manifest
            return name_draft(self.index, draft, manifest)
        finally:
            shutil.rmtree(draft, ignore_errors=True)

    def _decide(self, manifest: Manifest, gate: Gate | None) -> Decision | None:
        """What became of it; None when it serves already."""
        if manifest.name == self.before.name:
            return None
        self.tell("check", 0, 1)
        state = State(self.reading.contents, self.reading.skipped)
        return decide(self.index, manifest.name, state, self.before, gate)

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
            judge=encoders.judge.digest if encoders.judge else None,
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
    forget_strays(index)


def _read(corpus: Path, index: Path, before: Before, jobs: int, tell: Progress) -> Reading:
    return read_corpus(
        corpus, _remembered(index, before), jobs=jobs, tell=lambda done, total: tell("read", done, total)
    )


def _remembered(index: Path, before: Before) -> Remembered:
    """What came of the files at the last build: of the generation that serves, or of a newer one that is held back."""
    name = remembered_generation(index)
    try:
        return recall(index, (before if name == before.name else read_generation(index, name)).contents) if name else {}
    except (OgpqaError, sqlite3.Error, TypeError, KeyError):
        return {}


def _open_encoders(settings: Settings, index: Path) -> Encoders:
    folder = compile_encoder(settings.model, index / ENCODERS, settings.encoders)
    other = None
    if settings.crosslingual:
        compile_crosslingual(index / ENCODERS, settings.encoders)
        other = open_crosslingual(index / ENCODERS)
    digest = compile_judge(settings.model, index / ENCODERS, settings.encoders) if settings.judge else None
    judge = open_judge(index / ENCODERS / digest, settings.threads) if digest else None
    return Encoders(open_encoder(folder, settings.threads), other, judge)


def _distinct(texts: Sequence[str], kept: Embeddings, tell: Callable[[int, int], None]) -> TextsRows:
    texts = tuple(dict.fromkeys(texts))
    return TextsRows(texts, kept.rows(texts, tell))


def _first_reasons(skipped: Sequence[Skipped]) -> str:
    return " ".join(f"{s.path}: {s.reason}." for s in skipped[:3])
