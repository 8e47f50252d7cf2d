"""Files that are whole or absent: checksums, durable writes, folders that appear by one rename.

Layer 0: used by the encoder and the index, which both must survive a kill or a power cut at any moment.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

SEAL = "seal"


def sha256_of(path: Path) -> str:
    """Hex SHA-256 of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def sync(path: Path) -> None:
    """Wait until a file's bytes or a folder's entries are on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def write_file(path: Path, data: bytes) -> None:
    """Write a file and wait until it is on the disk."""
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def replace_file(path: Path, data: bytes) -> None:
    """Replace a file at once: readers see the old bytes or the new ones, nothing between."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        write_file(draft, data)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    sync(path.parent)


def publish_folder(draft: Path, final: Path) -> None:
    """Give a finished folder its final name by one rename, after everything in it is on the disk."""
    for path in sorted(draft.iterdir()):
        sync(path)
    sync(draft)
    draft.rename(final)
    sync(final.parent)


def sealed(values: Mapping[str, Any]) -> bytes:
    """JSON that carries a checksum of itself, so that one flipped byte in a manifest is noticed."""
    seal = hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()
    return (json.dumps({**values, SEAL: seal}, ensure_ascii=False, indent=1) + "\n").encode()


def unsealed(data: bytes) -> dict[str, Any]:
    """The values of `sealed`. Raises ValueError when they are not what was sealed."""
    values = json.loads(data)
    # Compared as bytes: a second name of one value, such as a lost line end, is damage too.
    if not isinstance(values, dict) or not values.pop(SEAL, None) or sealed(values) != data:
        raise ValueError("its checksum does not fit")
    return values
