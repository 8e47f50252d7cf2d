"""A generation open for reading: every file checked against its manifest first."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from ogpqa.encoder import Encoder, Judge, Rows, hold_to_one_thread, open_crosslingual, open_encoder, open_judge
from ogpqa.errors import IndexDamagedError, ModelError
from ogpqa.exclusions import EXCLUDE, NOTHING, Exclusions, read_exclusions
from ogpqa.index.calibration import Calibration, read_calibration
from ogpqa.index.generation import (
    ENCODERS,
    REBUILD,
    Manifest,
    Space,
    check_files,
    current_name,
    generation_folder,
    read_manifest,
)
from ogpqa.index.nearest import TextRows
from ogpqa.index.store import Store
from ogpqa.index.vectors import Vectors
from ogpqa.index.view import view_of
from ogpqa.types import Commitment, Record, Resource

STORE = "store.sqlite"
# The vector spaces by the names that exemplars and files go by.
DENSE, CROSSLINGUAL = "en", "crosslingual"


def vectors_file(space: str) -> str:
    """The file of a vector space."""
    return f"vectors.{space}.faiss"


@dataclass(frozen=True, slots=True)
class CrosslingualSpace:
    """The second vector space, for questions that are not English."""

    encoder: Encoder
    vectors: Vectors


@dataclass(frozen=True, slots=True)
class Index:
    """One generation, open. A value: it never changes, and may be shared by threads."""

    manifest: Manifest
    store: Store
    vectors: Vectors
    encoder: Encoder
    crosslingual: CrosslingualSpace | None
    exclusions: Exclusions = NOTHING  # all that its store does not show
    listed: Exclusions = NOTHING  # of these, those that were given when it was opened, not at its build
    judge: Judge | None = None  # of quotes; None: built without, or not wanted
    calibration: Calibration | None = None  # of abstaining, when it was measured on this index

    @property
    def name(self) -> str:
        """The generation's name."""
        return self.manifest.name

    @property
    def built_at(self) -> str:
        """When it was built (ISO 8601, UTC)."""
        return self.manifest.built_at

    @property
    def digests(self) -> tuple[str, ...]:
        """Of all models that decide what a passage's probability is."""
        models = (self.encoder, self.crosslingual and self.crosslingual.encoder, self.judge)
        return tuple(model.digest for model in models if model)

    def exemplars(self, name: str, texts: Sequence[str]) -> Rows:
        """Rows (len(texts), dim) of short texts in the space "en" or "crosslingual": kept ones, others encoded now."""
        encoder = self._encoder_of(name)
        numbers = {text: number for number, text in enumerate(dict.fromkeys(texts))}
        rows, missing = np.empty((len(numbers), encoder.dim), np.float32), dict(numbers)
        for text, row in self.store.each_exemplar(name):
            if (number := missing.pop(text, None)) is not None:
                rows[number] = row
        for number, row in zip(missing.values(), encoder.encode(list(missing)), strict=True):
            rows[number] = row
        return rows if len(rows) == len(texts) else rows[[numbers[text] for text in texts]]

    def titles(self, name: str) -> TextRows:
        """The titles of commitments and documents with their rows in a space."""
        texts = titles_of(self.store.records)
        return TextRows(self.exemplars(name, texts), texts)

    def close(self) -> None:
        """Give back the store's connections."""
        self.store.close()

    def _encoder_of(self, space: str) -> Encoder:
        if space == DENSE:
            return self.encoder
        if space == CROSSLINGUAL and self.crosslingual:
            return self.crosslingual.encoder
        raise KeyError(space)


@dataclass(frozen=True, slots=True)
class Encoders:
    """Encoders that are given instead of opened: a test's, or ones that are open already."""

    dense: Encoder
    crosslingual: Encoder | None = None
    judge: Judge | None = None

    @property
    def by_space(self) -> dict[str, Encoder]:
        """Those that there are, by the name of their space."""
        return {DENSE: self.dense, **({CROSSLINGUAL: self.crosslingual} if self.crosslingual else {})}


def open_index(
    index: Path,
    *,
    threads: int,
    encoders: Encoders | None = None,
    name: str | None = None,
    exclusions: Exclusions | None = None,
    judge: bool = True,
) -> Index:
    """Open the generation that serves, or the one named, without what exclude.toml in the index folder excludes.

    `exclusions` are given instead of that file's; without `judge` none is opened. Raises IndexMissingError when there
    is none, IndexDamagedError naming the file that is missing or damaged, SettingsError when exclude.toml is unusable.
    """
    listed = read_exclusions(index / EXCLUDE) if exclusions is None else exclusions
    folder = generation_folder(index, name or current_name(index))
    manifest = read_manifest(folder)
    check_files(folder, manifest)
    try:
        store = Store(folder / STORE)
        owners = store.owners
        vectors = Vectors(folder / vectors_file(DENSE), owners)
    except (sqlite3.Error, RuntimeError) as error:
        raise IndexDamagedError(f"{folder} cannot be read: {error}.", REBUILD) from error
    dense = encoders.dense if encoders else _open_dense(index, manifest.encoder, threads)
    hold_to_one_thread()
    _check_space(dense, manifest.encoder)
    other = encoders.crosslingual if encoders else open_crosslingual(index / ENCODERS)
    everything = listed | read_exclusions(folder / EXCLUDE)  # those of its build
    crosslingual = _open_other(folder, manifest.crosslingual, other, owners)
    opened = Index(
        manifest=manifest,
        store=view_of(store, everything),
        vectors=vectors,
        encoder=dense,
        crosslingual=crosslingual,
        exclusions=everything,
        listed=listed,
        judge=_open_judge(index, manifest.judge, encoders, threads) if judge else None,
    )
    return replace(opened, calibration=read_calibration(index, opened.digests))


def _open_dense(index: Path, space: Space, threads: int) -> Encoder:
    try:
        return open_encoder(index / ENCODERS / space.digest, threads)
    except ModelError as error:
        raise IndexDamagedError(error.message, error.hint) from error


def _open_judge(index: Path, digest: str | None, given: Encoders | None, threads: int) -> Judge | None:
    """The judge of the build, the given one if it is that; None when the index was built without."""
    if digest is None:
        return None
    if given and given.judge and given.judge.digest == digest:
        return given.judge
    try:
        return open_judge(index / ENCODERS / digest, threads)
    except ModelError as error:
        raise IndexDamagedError(error.message, error.hint) from error


def _check_space(encoder: Encoder, space: Space) -> None:
    if encoder.digest != space.digest:
        raise IndexDamagedError(
            f"The index was built with encoder {space.name} {space.digest}, not {encoder.digest}.", REBUILD
        )


def _open_other(
    folder: Path, space: Space | None, encoder: Encoder | None, owners: Sequence[int]
) -> CrosslingualSpace | None:
    """The second space when it was built and its encoder is installed as it was then."""
    if space is None or encoder is None or encoder.digest != space.digest:
        return None
    return CrosslingualSpace(encoder, Vectors(folder / vectors_file(CROSSLINGUAL), owners))


def titles_of(records: Sequence[Record]) -> tuple[str, ...]:
    """The titles that a topic may be near to, once each: those of commitments and documents, in page order."""
    return tuple(dict.fromkeys(r.title for r in records if isinstance(r, Commitment | Resource)))
