"""Options that several commands share, and the settings that they change."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ogpqa.errors import OgpqaError

if TYPE_CHECKING:
    from ogpqa.config import Settings

IndexOption = Annotated[
    Path | None, typer.Option("--index", help="Folder of built generations (default: OGPQA_INDEX, else index/).")
]
CorpusOption = Annotated[
    Path | None, typer.Option("--corpus", help="Folder of saved pages (default: OGPQA_CORPUS, else the packaged one).")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON and nothing else.")]


def settings_with(**changes: object) -> Settings:
    """The settings of the environment, changed by the options that were given."""
    from ogpqa.config import load_settings

    given = {name: value for name, value in changes.items() if value is not None}
    return load_settings().model_copy(update=given)


def corpus_of(settings: Settings) -> Path:
    """The corpus folder that is set, else the packaged one."""
    from ogpqa.resources import corpus_folder

    return settings.corpus or corpus_folder()


def print_json(value: Any) -> None:
    """Letters stay letters, also on a terminal that is not UTF-8 (then escaped)."""
    try:
        sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")
    except UnicodeEncodeError:
        sys.stdout.write(json.dumps(value, indent=2) + "\n")


def one_line(error: OgpqaError) -> str:
    """An error as it is told on stderr."""
    return f"ogpqa: {' '.join(str(error).split())}\n"


def readable(text: str) -> str:
    """An argument as text: bytes that are no UTF-8 become replacement characters."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
