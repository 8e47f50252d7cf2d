"""Pages, records and passages of a corpus folder, as a build needs them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ogpqa.index.store import Contents
from ogpqa.types import Passage, Record, Skipped


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read from a corpus folder, and what was not."""

    contents: Contents
    skipped: tuple[Skipped, ...] = ()


def read_corpus(folder: Path) -> Reading:
    """Read a corpus folder. Raises PageError when it is not one."""
    # Here and not above: opening an index and answering from it needs no readers of HTML and PDF.
    from ogpqa.corpus import load_corpus
    from ogpqa.passages import split_passages
    from ogpqa.records import read_records

    corpus = load_corpus(folder)
    records: list[Record] = []
    passages: list[Passage] = []
    for page in corpus.pages:
        of_page = read_records(page)
        records += of_page
        passages += split_passages(page, of_page, len(passages))
    return Reading(Contents(corpus.pages, tuple(records), tuple(passages)), corpus.skipped)
