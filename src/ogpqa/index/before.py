"""The generation before a build: what it holds already, and what differs from it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from ogpqa.encoder import Encoder, Rows
from ogpqa.errors import OgpqaError
from ogpqa.index.embeddings import Digest, digest_of
from ogpqa.index.gate import State
from ogpqa.index.generation import Manifest, Space, check_files, current_name, generation_folder, read_manifest
from ogpqa.index.opening import CROSSLINGUAL, DENSE, STORE, vectors_file
from ogpqa.index.parts import encodables
from ogpqa.index.store import Contents, Store
from ogpqa.index.vectors import Vectors
from ogpqa.types import Page, Skipped

EMPTY = Contents((), (), ())


@dataclass(frozen=True, slots=True)
class Difference:
    """Page ids that came, differ, went and stayed, each ascending."""

    created: tuple[str, ...]
    changed: tuple[str, ...]
    deleted: tuple[str, ...]
    unchanged: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Before:
    """The generation that serves while another is built; empty when there is none that can be read."""

    folder: Path = Path()
    manifest: Manifest | None = None
    contents: Contents = EMPTY
    owners: tuple[int, ...] = ()

    @property
    def name(self) -> str | None:
        """Its name, None when there is none."""
        return self.manifest.name if self.manifest else None

    @property
    def state(self) -> State | None:
        """What the gate compares with; None when there is nothing."""
        if self.manifest is None:
            return None
        return State(self.contents, [Skipped(path, reason) for path, reason in self.manifest.skipped])

    def difference(self, pages: Iterable[Page]) -> Difference:
        """How these pages differ from its own."""
        return difference_of({p.page_id: p for p in self.contents.pages}, {page.page_id: page for page in pages})

    def embeddings(self, encoders: Mapping[str, Encoder]) -> dict[str, dict[Digest, Rows]]:
        """For each space, the rows that come from that encoder, by the digest of their text."""
        kept: dict[str, dict[Digest, Rows]] = {space: {} for space in encoders}
        same = {space: e for space, e in encoders.items() if (made := self._space(space)) and made.digest == e.digest}
        if not same:
            return kept
        passages = self.contents.passages
        encoding = encodables(passages)
        # Another release may have split passages otherwise: then the rows of parts are not those of our parts.
        texts = encoding.texts if encoding.owners == self.owners else encoding.texts[: len(passages)]
        digests = [digest_of(text) for text in texts]
        with closing(Store(self.folder / STORE)) as store:
            for space in same:
                rows = Vectors(self.folder / vectors_file(space)).rows(range(len(digests)))
                kept[space] = dict(zip(digests, rows, strict=True))
                kept[space] |= {digest_of(text): row for text, row in store.exemplars(space).items()}
        return kept

    def _space(self, space: str) -> Space | None:
        if self.manifest is None:
            return None
        return {DENSE: self.manifest.encoder, CROSSLINGUAL: self.manifest.crosslingual}[space]


def read_before(index: Path) -> Before:
    """The generation that serves. A damaged one counts as none: a build must be able to mend it."""
    try:
        return read_generation(index, current_name(index))
    except (OgpqaError, sqlite3.Error, TypeError, KeyError):  # also one whose records another release knows
        return Before()


def read_generation(index: Path, name: str) -> Before:
    """A generation after checking its files. Raises IndexDamagedError, sqlite3.Error."""
    folder = generation_folder(index, name)
    manifest = read_manifest(folder)
    check_files(folder, manifest)
    with closing(Store(folder / STORE)) as store:
        return Before(folder, manifest, Contents(store.pages, store.records, tuple(store.passages())), store.owners)


def read_pages(folder: Path) -> dict[str, Page]:
    """The pages of a generation by page_id."""
    with closing(Store(folder / STORE)) as store:
        return {page.page_id: page for page in store.pages}


def difference_of(old: Mapping[str, Page], new: Mapping[str, Page]) -> Difference:
    """From old pages to new ones."""
    both = sorted(old.keys() & new.keys())
    changed = tuple(page_id for page_id in both if _kept(old[page_id]) != _kept(new[page_id]))
    return Difference(
        created=tuple(sorted(new.keys() - old.keys())),
        changed=changed,
        deleted=tuple(sorted(old.keys() - new.keys())),
        unchanged=tuple(page_id for page_id in both if page_id not in changed),
    )


def _kept(page: Page) -> tuple[str | None, ...]:
    return page.sha256, page.title, page.url, page.saved_on, page.lang
