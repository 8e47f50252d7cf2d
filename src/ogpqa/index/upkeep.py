"""What an operator does with generations: list, verify, compare, roll back, prune."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from ogpqa.encoder import check_encoder, open_crosslingual
from ogpqa.errors import IndexDamagedError, IndexMissingError, ModelError, OgpqaError
from ogpqa.exclusions import EXCLUDE, NOTHING, Exclusions, read_exclusions
from ogpqa.index.calibration import read_calibration
from ogpqa.index.decisions import forget_decision, is_held
from ogpqa.index.diff import Comparison, Edition, compare
from ogpqa.index.generation import (
    ENCODERS,
    Manifest,
    check_files,
    current_name,
    damage,
    generation_folder,
    generation_names,
    read_manifest,
    set_current,
    writing,
)
from ogpqa.index.opening import STORE, Encoders
from ogpqa.index.store import Store
from ogpqa.index.view import view_of


@dataclass(frozen=True, slots=True)
class Generation:
    """One line of the list of generations; `manifest` is None when it cannot be read."""

    name: str
    current: bool
    manifest: Manifest | None


def list_generations(index: Path) -> tuple[Generation, ...]:
    """All generations, oldest first."""
    try:
        serving: str | None = current_name(index)
    except OgpqaError:
        serving = None
    return tuple(Generation(name, name == serving, _manifest(index, name)) for name in generation_names(index))


def verify_index(index: Path, *, encoders: Encoders | None = None) -> list[str]:
    """What is wrong with the generation that serves and its encoders, one sentence each; empty when nothing is.

    `encoders` stand in for the compiled ones, which then are not looked at.
    """
    try:
        name = current_name(index)
        manifest = read_manifest(generation_folder(index, name))
        of_encoders = () if encoders else _encoder_problems(index, manifest)
        read_calibration(index, ())
        return [*_problems(generation_folder(index, name), manifest), *of_encoders]
    except (OgpqaError, sqlite3.Error) as error:
        return [str(error)]


def rollback(index: Path, name: str | None = None) -> str:
    """Let an earlier generation serve: the named one, else the newest before the current one. Returns its name.

    One that is held back is none of them: it never served.
    """
    with writing(index):
        chosen = name or _one_before(index, current_name(index))
        if chosen not in generation_names(index):
            raise IndexMissingError(f"There is no generation {chosen} in {index}.", "Run `ogpqa index list`.")
        if is_held(index, chosen):
            raise IndexMissingError(f"The generation {chosen} is held back.", f"Run `ogpqa index publish {chosen}`.")
        folder = generation_folder(index, chosen)
        check_files(folder, read_manifest(folder))
        set_current(index, chosen)
        return chosen


def prune(index: Path, keep: int) -> tuple[str, ...]:
    """Remove all generations but the newest `keep` and the current one, and encoders that none of these uses."""
    with writing(index):
        serving = current_name(index)
        names = generation_names(index)
        kept = {serving, *names[len(names) - max(keep, 0) :]}
        removed = tuple(name for name in names if name not in kept)
        for name in removed:
            shutil.rmtree(generation_folder(index, name))
            forget_decision(index, name)
        _prune_encoders(index, [m for name in sorted(kept) if (m := _manifest(index, name))])
        return removed


def changes_between(index: Path, old: str | None = None, new: str | None = None) -> Comparison:
    """What changed from one generation to another; when not named, from the one before to the one that serves.

    Raises IndexMissingError, IndexDamagedError.
    """
    new = new or current_name(index)
    old = old or _one_before(index, new)
    # What either was built without would else be told as "removed", by name.
    excluded = read_exclusions(index / EXCLUDE) | _built_without(index, old) | _built_without(index, new)
    return compare(open_edition(index, old, excluded), open_edition(index, new, excluded))


def _built_without(index: Path, name: str) -> Exclusions:
    return read_exclusions(generation_folder(index, name) / EXCLUDE)


def open_edition(index: Path, name: str, exclusions: Exclusions = NOTHING) -> Edition:
    """A generation as it is compared with others, without what is excluded.

    Raises IndexMissingError, IndexDamagedError.
    """
    if name not in generation_names(index):
        raise IndexMissingError(f"There is no generation {name} in {index}.", "Run `ogpqa index list`.")
    folder = generation_folder(index, name)
    manifest = read_manifest(folder)
    check_files(folder, replace(manifest, files={STORE: manifest.files[STORE]}))
    try:
        with closing(Store(folder / STORE)) as store:
            return Edition(name, manifest.built_at, view_of(store, exclusions | _built_without(index, name)))
    except sqlite3.Error as error:  # removed by a prune since it was checked
        raise IndexDamagedError(f"{folder / STORE} cannot be read: {error}.", "Run `ogpqa index list`.") from error


def _manifest(index: Path, name: str) -> Manifest | None:
    try:
        return read_manifest(generation_folder(index, name))
    except OgpqaError:
        return None


def _problems(folder: Path, manifest: Manifest) -> Iterator[str]:
    yield from (damaged := list(damage(folder, manifest)))
    if not damaged:
        yield from _disagreements(folder, manifest)


def _disagreements(folder: Path, manifest: Manifest) -> Iterator[str]:
    """What the files say against the manifest or each other; a bug of a build, not of a disk."""
    with closing(Store(folder / STORE)) as store:
        counts = {"pages": (len(store.pages), manifest.n_pages), "passages": (store.n_passages, manifest.n_passages)}
        for what, (found, expected) in counts.items():
            if found != expected:
                yield f"{folder / STORE} holds {found} {what} instead of {expected}."
        texts = {page.page_id: page.text for page in store.pages}
        for passage in store.passages():
            if passage.span.of(texts.get(passage.page_id, "")) != passage.text:
                yield f"{folder / STORE}: passage {passage.number} is not what its page says."


def _encoder_problems(index: Path, manifest: Manifest) -> Iterator[str]:
    other = manifest.crosslingual
    # The snapshot of the second model may be missing: it is for speed, and not every release has one.
    has_snapshot = other and (index / ENCODERS / other.digest).is_dir()
    compiled = [manifest.encoder.digest, manifest.judge, other.digest if other and has_snapshot else None]
    for digest in filter(None, compiled):
        try:
            check_encoder(index / ENCODERS / digest)
        except ModelError as error:
            yield str(error)
    if manifest.crosslingual:
        installed = open_crosslingual()
        if installed is None or installed.digest != manifest.crosslingual.digest:
            yield f"The package {manifest.crosslingual.name} is not installed as it was at the build."


def _one_before(index: Path, name: str) -> str:
    earlier = [earlier for earlier in generation_names(index) if earlier < name and not is_held(index, earlier)]
    if not earlier:
        raise IndexMissingError(f"There is no generation before {name}.", "Run `ogpqa index list`.")
    return earlier[-1]


def _prune_encoders(index: Path, manifests: list[Manifest]) -> None:
    folder = index / ENCODERS
    # A link to encoders that several indexes share is not ours to empty.
    if folder.is_symlink() or not folder.is_dir():
        return
    used = {space.digest for m in manifests for space in (m.encoder, m.crosslingual) if space}
    used |= {m.judge for m in manifests if m.judge}
    for encoder in folder.iterdir():
        if encoder.name not in used:
            shutil.rmtree(encoder)
