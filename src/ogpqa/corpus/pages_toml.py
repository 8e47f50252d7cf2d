"""pages.toml: what a person says of the saved pages, one table a page."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ogpqa.errors import SettingsError

PAGE_ID = re.compile(r"[a-z0-9-]{1,80}")
KEYS = ("file", "page_id", "url", "title", "saved_on", "lang")


@dataclass(frozen=True, slots=True)
class Entry:
    """One table. `key` is the table's name: a file's name or a page's id."""

    key: str
    file: str | None = None
    page_id: str | None = None
    url: str | None = None
    title: str | None = None
    saved_on: str | None = None
    lang: str | None = None

    def fits(self, path: str) -> bool:
        """Whether the entry speaks of the file (path relative to the corpus, with /)."""
        name, stem = path.rsplit("/", 1)[-1], path.rsplit("/", 1)[-1].rsplit(".", 1)[0]
        if self.file:
            return self.file in (path, name)
        return self.key in (path, name, stem) or (self.page_id or self.key) == stem


def read_pages_toml(path: Path) -> tuple[Entry, ...]:
    """The entries of the file; none when there is no file. Raises SettingsError naming file and key."""
    if not path.is_file():
        return ()
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise SettingsError(f"{path} is not TOML: {error}.", "Correct it or take it away.") from error
    entries = tuple(entry(path, key, table) for key, table in tables(path, data))
    for number, one in enumerate(entries):
        if one.page_id and any(other.page_id == one.page_id for other in entries[:number]):
            raise SettingsError(f"{path}: {one.key}.page_id = {one.page_id!r} is taken.", "Give each page its own id.")
    return entries


def tables(path: Path, data: Mapping[str, object]) -> Iterator[tuple[str, Mapping[str, object]]]:
    """Every table with its name: `["south-korea.txt"]`, `[south-korea]`, or entries of `[[page]]`."""
    for key, value in data.items():
        if isinstance(value, list) and all(isinstance(table, dict) for table in value):
            for table in value:
                yield str(table.get("file") or table.get("page_id") or key), table
        elif isinstance(value, dict) and value and all(isinstance(v, dict) for v in value.values()):
            yield from tables(path, {k if key in ("page", "pages") else f"{key}.{k}": v for k, v in value.items()})
        elif isinstance(value, dict):
            yield key, value
        else:
            raise SettingsError(f"{path}: {key} is no table.", 'Give each page a table: ["name-of-file.txt"].')


def entry(path: Path, key: str, table: Mapping[str, object]) -> Entry:
    """The checked entry of one table."""
    values: dict[str, str] = {}
    for name, value in table.items():
        if name not in KEYS:
            raise SettingsError(f"{path}: {key}.{name} is not known.", f"Known keys: {', '.join(KEYS)}.")
        if isinstance(value, date):
            value = value.isoformat()[:10]
        if not isinstance(value, str):
            raise SettingsError(f"{path}: {key}.{name} = {value!r} is no text.", "Put it in quotes.")
        if not (value := value.strip()):
            continue
        if problem := problem_of(name, value):
            raise SettingsError(f"{path}: {key}.{name} = {value!r} {problem}.", "Correct it or leave the key out.")
        values[name] = value
    return Entry(key, **values)


def problem_of(name: str, value: str) -> str | None:
    """What is wrong with the value; None when nothing is."""
    if name == "page_id" and not PAGE_ID.fullmatch(value):
        return "is no page id (a-z, 0-9 and -, at most 80)"
    if name == "url" and not re.fullmatch(r"https?://[^\s<>\"]+", value):
        return "is no http(s) address"
    if name == "saved_on" and not is_date(value):
        return "is no date (YYYY-MM-DD)"
    if name == "lang" and not re.fullmatch(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]+)*", value):
        return "is no language (such as en)"
    return None


def is_date(value: str) -> bool:
    """Whether the value is a day of the calendar, as YYYY-MM-DD."""
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False
