"""exclude.toml: what a person wants left out, and why."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

from ogpqa.errors import SettingsError
from ogpqa.exclusions.matching import Exclusions

EXCLUDE = "exclude.toml"
# The lists of the file, and what an entry calls its value where it is a table with a reason.
KEYS: Mapping[str, str] = {"pages": "page", "persons": "name", "emails": "address"}
_EMAIL = re.compile(r"[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+")
_EXAMPLE = 'Write persons = ["Ana Ruiz"], or [[persons]] with name = "Ana Ruiz" and reason = "…".'
MAX_BYTES = 1_000_000


def read_exclusions(path: Path) -> Exclusions:
    """What the file excludes; nothing when there is no file. Raises SettingsError that names file and key."""
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except (FileNotFoundError, NotADirectoryError):
        return Exclusions()
    except OSError as error:
        raise SettingsError(f"{path} cannot be read: {error.strerror}.", "Check its permissions.") from error
    if len(data) > MAX_BYTES:
        raise SettingsError(f"{path} is larger than {MAX_BYTES:,} bytes.", "Name people and pages, not texts.")
    return parse_exclusions(data, path)


def parse_exclusions(data: bytes, path: Path) -> Exclusions:
    """What the bytes of such a file exclude. Raises SettingsError that names file and key."""
    try:
        table = tomllib.loads(data.decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise SettingsError(f"{path} is not TOML: {error}.", "Correct it or take it away.") from error
    for key in table:
        if key not in KEYS:
            raise SettingsError(f"{path}: {key} is not known.", f"Known keys: {', '.join(KEYS)}.")
    found = {key: dict(_entries(path, key, table.get(key, []))) for key in KEYS}
    return Exclusions(**found)


def _entries(path: Path, key: str, values: object) -> Iterator[tuple[str, str]]:
    """Values and reasons of one list."""
    if not isinstance(values, list):
        raise SettingsError(f"{path}: {key} is no list.", _EXAMPLE)
    for n, value in enumerate(values, 1):
        place = f"{path}: {key}[{n}]"
        reason: object = ""
        if isinstance(value, dict):
            unknown = sorted(set(value) - {KEYS[key], "reason"})
            if unknown:
                raise SettingsError(
                    f"{place}.{unknown[0]} is not known.", f"An entry has {KEYS[key]} and reason, nothing else."
                )
            reason, value = value.get("reason", ""), value.get(KEYS[key])
        if not isinstance(value, str) or not isinstance(reason, str):
            raise SettingsError(f"{place} is no text.", _EXAMPLE)
        value = " ".join(value.split())
        if problem := _problem(key, value):
            raise SettingsError(f"{place} = {value!r} {problem}.", "Correct it or take it out.")
        yield value, " ".join(reason.split())


def _problem(key: str, value: str) -> str | None:
    """What is wrong with a value; None when nothing is."""
    if not value:
        return "is empty"
    if key == "emails" and not _EMAIL.fullmatch(value):
        return "is no e-mail address"
    if key == "persons" and len(re.findall(r"\w", value)) < 2:
        return "is too short for a name: it would be found everywhere"
    return None


def write_exclusions(path: Path, exclusions: Exclusions) -> None:
    """Write such a file, for a generation to keep what it was built without; none when nothing is excluded."""
    if not exclusions:
        return
    lines = []
    for key, name in KEYS.items():
        for value, reason in sorted(getattr(exclusions, key).items()):
            lines += [f"[[{key}]]", f"{name} = {_quoted(value)}", f"reason = {_quoted(reason)}", ""]
    path.write_text("\n".join(lines), encoding="utf-8")


def _quoted(text: str) -> str:
    """A TOML string: JSON's escapes are TOML's."""
    return json.dumps(text, ensure_ascii=False)
