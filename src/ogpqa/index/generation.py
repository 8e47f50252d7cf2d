"""Generations on disk: names, manifests, the pointer to the one that serves, and the lock of those who write.

index/current                one line: the name of the generation that serves
index/generations/<name>/    a built generation, never changed once it has this name
index/generations/<name>.gate.json  what the gate decided about it, where somebody may ask: decisions.py
index/generations/.<name>/   a draft; nobody reads it, the next build removes it
index/read.json              what files gave at the last build, safe to lose: memory.py
"""

from __future__ import annotations

import fcntl
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from ogpqa.errors import IndexBuildError, IndexDamagedError, IndexMissingError
from ogpqa.files import replace_file, sealed, sha256_of, unsealed

FORMAT = 4  # raise it when schema.sql or another file of a generation changes
CURRENT, GENERATIONS, ENCODERS, LOCK = "current", "generations", "encoders", "build.lock"
MANIFEST = "manifest.json"
NAME = re.compile(r"\d{8}T\d{6}Z-[0-9a-f]{8}")
REBUILD = "Run `ogpqa index build` again, or `ogpqa index rollback` to an earlier generation."


@dataclass(frozen=True, slots=True)
class Space:
    """A vector space: the encoder whose rows it holds."""

    name: str
    digest: str
    dim: int


@dataclass(frozen=True, slots=True)
class FileSeal:
    """What a file of a generation must be."""

    sha256: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a generation holds and was made of."""

    name: str
    built_at: str  # ISO 8601, UTC
    ogpqa: str
    corpus_digest: str
    encoder: Space
    crosslingual: Space | None
    n_pages: int
    n_passages: int
    n_records: Mapping[str, int]  # by type
    skipped: Sequence[tuple[str, str]]  # path, reason
    files: Mapping[str, FileSeal]
    judge: str | None = None  # digest of the compiled judge; None: built without


def generation_folder(index: Path, name: str) -> Path:
    """The folder of a generation."""
    return index / GENERATIONS / name


def current_name(index: Path) -> str:
    """The name of the generation that serves. Raises IndexMissingError, IndexDamagedError."""
    try:
        text = (index / CURRENT).read_text(encoding="utf-8", errors="replace").strip()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise IndexMissingError(
            f"There is no index in {index}: {index / CURRENT} is missing.", "Run `ogpqa index build`."
        ) from error
    except OSError as error:
        raise IndexDamagedError(f"{index / CURRENT} cannot be read: {error.strerror}.", REBUILD) from error
    if not NAME.fullmatch(text) or not generation_folder(index, text).is_dir():
        raise IndexDamagedError(f"{index / CURRENT} does not name a generation.", "Run `ogpqa index rollback NAME`.")
    return text


def set_current(index: Path, name: str) -> None:
    """Let that generation serve, from one moment to the next."""
    replace_file(index / CURRENT, f"{name}\n".encode())


def generation_names(index: Path) -> tuple[str, ...]:
    """Names of all generations, oldest first; drafts and strangers left out."""
    folder = index / GENERATIONS
    return tuple(sorted(p.name for p in folder.iterdir() if NAME.fullmatch(p.name))) if folder.is_dir() else ()


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write manifest.json with a checksum of itself."""
    (folder / MANIFEST).write_bytes(sealed({"format": FORMAT, **asdict(manifest)}))


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a generation. Raises IndexDamagedError."""
    path = folder / MANIFEST
    try:
        values = unsealed(path.read_bytes())
    except (FileNotFoundError, NotADirectoryError) as error:
        raise IndexDamagedError(f"{path} is missing.", REBUILD) from error
    except OSError as error:
        raise IndexDamagedError(f"{path} cannot be read: {error.strerror}.", REBUILD) from error
    except ValueError as error:
        raise IndexDamagedError(f"{path} is damaged: {error}.", REBUILD) from error
    if values.pop("format") != FORMAT:
        raise IndexDamagedError(f"{path} is of another format than {FORMAT}.", REBUILD)
    crosslingual = values["crosslingual"]
    values["encoder"] = Space(**values["encoder"])
    values["crosslingual"] = Space(**crosslingual) if crosslingual else None
    values["files"] = {name: FileSeal(**seal) for name, seal in values["files"].items()}
    values["skipped"] = tuple((path, reason) for path, reason in values["skipped"])
    return Manifest(**values)


def seal_file(path: Path) -> FileSeal:
    """What a finished file is."""
    return FileSeal(sha256_of(path), path.stat().st_size)


def damage(folder: Path, manifest: Manifest) -> Iterator[str]:
    """What is wrong with the files of a generation, one sentence a file."""
    for name, seal in manifest.files.items():
        path = folder / name
        if not path.is_file():
            yield f"{path} is missing."
        elif path.stat().st_size != seal.size:
            yield f"{path} is damaged: it has {path.stat().st_size} bytes instead of {seal.size}."
        elif sha256_of(path) != seal.sha256:
            yield f"{path} is damaged: its checksum does not fit."


def check_files(folder: Path, manifest: Manifest) -> None:
    """Raise IndexDamagedError for the first damaged file. Damaged vectors load without an error otherwise."""
    for sentence in damage(folder, manifest):
        raise IndexDamagedError(sentence, REBUILD)


@contextmanager
def writing(index: Path) -> Iterator[None]:
    """Hold the index for writing. Raises IndexBuildError naming the process that holds it already.

    The kernel frees the lock when its process ends, however it ends.
    """
    index.mkdir(parents=True, exist_ok=True)
    with (index / LOCK).open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            file.seek(0)
            pid = file.read().strip() or "unknown"
            raise IndexBuildError(f"Process {pid} is writing to {index}.", "Wait until it has ended.") from error
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield
