"""Compiled encoders get their folders: whole, by one rename, shared between indexes by hard links."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from ogpqa.encoder.onnx import check_encoder
from ogpqa.errors import ModelError
from ogpqa.files import publish_folder


def publish_encoder(digest: str, encoders: Path, shared: Path | None, write: Callable[[Path], None]) -> Path:
    """The folder encoders/<digest>, filled by `write` unless it is whole already, or linked from `shared`."""
    final = encoders / digest
    if _is_whole(final):
        return final
    if shared is None or shared.absolute() == encoders.absolute():
        _publish(final, write)
    else:
        source = publish_encoder(digest, shared, None, write)
        _publish(final, lambda draft: _link(source, draft))
    return final


def _is_whole(folder: Path) -> bool:
    try:
        return bool(check_encoder(folder))
    except ModelError:
        return False


def _publish(final: Path, write: Callable[[Path], None]) -> None:
    """Let `write` fill a hidden folder, then give it its name. A damaged folder of that name makes way."""
    final.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=f".{final.name}.", dir=final.parent))
    try:
        draft.chmod(0o755)
        write(draft)
        if final.exists():
            shutil.rmtree(final)
        publish_folder(draft, final)
    except OSError:
        # Another build may have published the same encoder meanwhile; it is as good as ours.
        if not _is_whole(final):
            raise
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _link(source: Path, draft: Path) -> None:
    for path in source.iterdir():
        try:
            os.link(path, draft / path.name)
        except OSError:  # another disk
            shutil.copyfile(path, draft / path.name)
