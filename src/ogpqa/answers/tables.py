"""The data files beside this module, each parsed once."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any


@cache
def load_table(name: str) -> Mapping[str, Any]:
    """A data file by its name: "reader", "synonyms" or "told"."""
    return tomllib.loads((Path(__file__).parent / f"{name}.toml").read_text(encoding="utf-8"))
