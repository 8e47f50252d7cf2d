"""What files gave at the build before, so that only files that changed are read.

index/read.json names a generation and says which of its pages came from which file; the pages, records and passages
are those of its store. It may be lost or damaged at any time: then everything is read again.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from ogpqa.files import replace_file, sealed, unsealed
from ogpqa.index.generation import NAME
from ogpqa.index.reading import Outcome, PageReading, Remembered, readers_digest
from ogpqa.index.store import Contents
from ogpqa.types import Passage, Record

MEMORY = "read.json"


def remember(index: Path, generation: str, outcomes: Remembered) -> None:
    """Keep what came of each file, for the next build. A disk without room for it is no error."""
    pages = {digest: o.page.page_id for digest, o in outcomes.items() if isinstance(o, PageReading)}
    skipped = {digest: o for digest, o in outcomes.items() if isinstance(o, str)}
    values = {"generation": generation, "readers": readers_digest(), "pages": pages, "skipped": skipped}
    try:
        replace_file(index / MEMORY, sealed(values))
    except OSError:
        (index / MEMORY).unlink(missing_ok=True)


def remembered_generation(index: Path) -> str | None:
    """The generation that holds what is remembered; None when nothing is, or other readers read it."""
    found = _values(index)
    return str(found["generation"]) if found else None


def recall(index: Path, contents: Contents) -> Remembered:
    """What came of each file, out of the contents of `remembered_generation`."""
    found = _values(index)
    if not found:
        return {}
    readings = readings_of(contents)
    pages = found["pages"]
    outcomes: dict[str, Outcome] = {d: readings[page_id] for d, page_id in pages.items() if page_id in readings}
    return {**outcomes, **found["skipped"]}


def readings_of(contents: Contents) -> Mapping[str, PageReading]:
    """The contents page by page."""
    records: dict[str, list[Record]] = {page.page_id: [] for page in contents.pages}
    passages: dict[str, list[Passage]] = {page.page_id: [] for page in contents.pages}
    for record in contents.records:
        records[record.page_id].append(record)
    for passage in contents.passages:
        passages[passage.page_id].append(passage)
    return {
        page.page_id: PageReading(page, tuple(records[page.page_id]), tuple(passages[page.page_id]))
        for page in contents.pages
    }


def _values(index: Path) -> dict[str, Mapping[str, str]]:
    try:
        values = unsealed((index / MEMORY).read_bytes())
    except (OSError, ValueError):
        return {}
    usable = values.get("readers") == readers_digest() and NAME.fullmatch(str(values.get("generation")))
    return values if usable else {}
