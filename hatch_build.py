"""Build hook: compile the translations; ship web/ and corpus/ inside the wheel, where ogpqa.resources finds them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class AssetsHook(BuildHookInterface):  # type: ignore[type-arg]  # the config's type is private to hatchling
    """Runs before each wheel, an editable one too; only a real wheel gets copies of the folders."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile, then name the shipped files one by one, so that no stray file of a folder gets into the wheel."""
        root = Path(self.root)
        compile_translations(root / "web" / "translations")
        if self.target_name != "wheel" or version != "standard":
            return
        for name in ("web", "corpus"):
            for path in sorted((root / name).rglob("*")):
                if path.is_file() and not path.name.startswith("."):
                    build_data["force_include"][str(path)] = f"ogpqa/share/{path.relative_to(root).as_posix()}"


def compile_translations(folder: Path) -> None:
    """Write a .mo beside each .po. Fuzzy entries stay out: a guessed translation is worse than English."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    for po in sorted(folder.rglob("*.po")):
        with po.open("rb") as source:
            catalog = read_po(source, abort_invalid=True)
        with po.with_suffix(".mo").open("wb") as target:
            write_mo(target, catalog)


if __name__ == "__main__":
    compile_translations(Path(__file__).parent / "web" / "translations")
