"""Build hook: a wheel carries web/, corpus/ and development questions, where ogpqa.resources finds them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class AssetsHook(BuildHookInterface):  # type: ignore[type-arg]  # the config's type is private to hatchling
    """Copies nothing into an editable wheel, so that edits in the checkout show at once."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Name the shipped files one by one: hidden files and leftovers of editors stay out."""
        if self.target_name != "wheel" or version != "standard":
            return
        root = Path(self.root)
        build_data["force_include"][str(root / "tests/golden/passages/tune.jsonl")] = "ogpqa/share/development.jsonl"
        for name in ("web", "corpus"):
            for path in sorted((root / name).rglob("*")):
                if path.is_file() and not path.name.startswith(".") and path.suffix not in (".pyc", ".orig", ".swp"):
                    build_data["force_include"][str(path)] = f"ogpqa/share/{path.relative_to(root).as_posix()}"
