"""store.sqlite: the pages, records and passages of one generation, with full-text search over the passages."""

from __future__ import annotations

import copy
import json
import re
import sqlite3
import threading
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ogpqa.encoder import Rows
from ogpqa.index.letters import Tokenizer
from ogpqa.index.lexical import K1, best, idf, read_terms
from ogpqa.index.rows import (
    PAGE_COLUMNS,
    PASSAGE_COLUMNS,
    as_condition,
    as_page,
    as_passage,
    as_records,
    page_row,
    passage_row,
    record_fields,
)
from ogpqa.types import Page, Passage, Record

# ruff: noqa: S608 -- SQL is put together from our own column names; values are always bound.
SCHEMA = Path(__file__).with_name("schema.sql")
_LOOKED_AT = 30  # passages in which a word is looked for as it is spelt
BLOCK = 512  # texts with their rows in one value, a megabyte: what is read of it at once is memory
_AT_ONCE = 32  # passages that are read together


@dataclass(frozen=True, slots=True)
class Shown:
    """What a view of a store shows: pages and records in its order, the member of a page by its id where that is not
    the id in the store, and numbers of passages that are not found."""

    pages: Sequence[Page]
    records: Sequence[Record]
    owners: Mapping[str, str] = field(default_factory=dict)
    hidden: Collection[int] = ()


@dataclass(frozen=True, slots=True)
class Contents:
    """Everything that a store holds, in order: pages and records by page_id, passages by number."""

    pages: Sequence[Page]
    records: Sequence[Record]
    passages: Sequence[Passage]


class TextsRows(NamedTuple):
    """Distinct texts and their rows (len(texts), dim)."""

    texts: Sequence[str]
    rows: Rows


def write_store(path: Path, contents: Contents, exemplars: Mapping[str, TextsRows], owners: Sequence[int] = ()) -> None:
    """Write a new store. `exemplars` are short texts to keep, by space; `owners` has the passage of each part.

    Equal contents give equal bytes.
    """
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        # A draft that is thrown away when anything fails needs no journal; the caller waits for the disk.
        connection.executescript("PRAGMA journal_mode = off; PRAGMA synchronous = off")
        connection.executescript(SCHEMA.read_text(encoding="utf-8"))
        connection.execute("BEGIN")
        _insert(connection, "pages", map(page_row, contents.pages))
        _insert(connection, "records", _record_rows(contents.records))
        _insert(connection, "passages", map(passage_row, contents.passages))
        _insert(connection, "parts", enumerate(owners))
        _insert(connection, "exemplars", _blocks(exemplars))
        terms = ((t.term, t.numbers.tobytes(), t.gains.tobytes()) for t in read_terms(contents.passages))
        _insert(connection, "terms", terms)
        connection.execute("COMMIT")
    finally:
        connection.close()


def _insert(connection: sqlite3.Connection, table: str, rows: Iterable[tuple[Any, ...]]) -> None:
    rows = iter(rows)
    if (first := next(rows, None)) is not None:
        connection.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(first))})", chain([first], rows))


def _blocks(exemplars: Mapping[str, TextsRows]) -> Iterator[tuple[Any, ...]]:
    """Rows of the table: a value of SQLite has a greatest size, and a row for each text takes ten times as long."""
    for space, (texts, rows) in exemplars.items():
        for block, start in enumerate(range(0, len(texts), BLOCK)):
            cut = slice(start, start + BLOCK)
            yield space, block, json.dumps([*texts[cut]], ensure_ascii=False), rows[cut].tobytes()


def _record_rows(records: Sequence[Record]) -> Iterator[tuple[Any, ...]]:
    for position, record in enumerate(records):
        yield position, record.record_id, type(record).__name__, record.page_id, record_fields(record)


class Store:
    """A written store, open for reading. May be shared by threads: each gets a connection of its own."""

    def __init__(self, path: Path) -> None:
        self._uri = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
        self._local = threading.local()
        self._open: list[sqlite3.Connection] = []
        self._tokenizer = Tokenizer()
        self.n_passages: int = self._all("SELECT count(*) FROM passages")[0][0]
        self._shown: NDArray[np.bool_] | None = None  # by number; None when no passage is hidden
        self._owners: Mapping[str, str] = {}  # member by page, where passages go by another id

    def showing(self, contents: Shown) -> Store:
        """The same store with these pages, records and owners instead of its own, and hidden passages not found."""
        view = copy.copy(self)
        shown = np.ones(self.n_passages, bool) if self._shown is None else self._shown.copy()
        shown[list(contents.hidden)] = False
        view._shown = None if shown.all() else shown
        view._owners = {**self._owners, **contents.owners}
        view.__dict__.pop("_all_shown", None)
        view.__dict__ |= {"pages": tuple(contents.pages), "records": tuple(contents.records)}
        return view

    @property
    def hides(self) -> bool:
        """Whether some of its passages are not found."""
        return self._shown is not None

    @property
    def owners(self) -> tuple[int, ...]:
        """The passage of each part's row, in the order of rows."""
        return tuple(number for (number,) in self._all("SELECT passage FROM parts ORDER BY position"))

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        """All pages by page_id, without blocks."""
        return tuple(map(as_page, self._all(f"SELECT {PAGE_COLUMNS} FROM pages ORDER BY page_id")))

    @cached_property
    def records(self) -> tuple[Record, ...]:
        """All records in page order."""
        return tuple(as_records(self._all("SELECT type, fields FROM records ORDER BY position")))

    @cached_property
    def _all_shown(self) -> tuple[int, ...]:
        return tuple(range(self.n_passages) if self._shown is None else np.flatnonzero(self._shown).tolist())

    def page(self, page_id: str) -> Page:
        """The page of that id. Raises KeyError."""
        for page in self.pages:
            if page.page_id == page_id:
                return page
        raise KeyError(page_id)

    def passage(self, number: int) -> Passage:
        """The passage of that number. Raises IndexError."""
        rows = self._all(f"SELECT {PASSAGE_COLUMNS} FROM passages WHERE number = ?", (int(number),))
        if not rows:
            raise IndexError(number)
        return self._owned(as_passage(rows[0]))

    def each(self, numbers: Sequence[int]) -> Iterator[Passage]:
        """The passages of these numbers in their order, some at a time. Raises IndexError."""
        for start in range(0, len(numbers), _AT_ONCE):
            asked = numbers[start : start + _AT_ONCE]
            where, values = as_condition({"number": asked})
            rows = self._all(f"SELECT {PASSAGE_COLUMNS} FROM passages WHERE {where}", values)
            found = {p.number: self._owned(p) for p in map(as_passage, rows)}
            if missing := set(asked) - found.keys():
                raise IndexError(min(missing))
            yield from map(found.__getitem__, asked)

    def passages(self) -> Iterator[Passage]:
        """All passages by number."""
        cursor = self._connection().execute(f"SELECT {PASSAGE_COLUMNS} FROM passages ORDER BY number")
        return (self._owned(p) for p in map(as_passage, cursor) if self._shown is None or self._shown[p.number])

    def short_passages(self, most: int) -> Iterator[Passage]:
        """The passages of no row that have at most so many characters, by number."""
        where = "record_type IS NULL AND length(text) <= ?"
        rows = self._all(f"SELECT {PASSAGE_COLUMNS} FROM passages WHERE {where} ORDER BY number", (most,))
        return (self._owned(p) for p in map(as_passage, rows) if self._shown is None or self._shown[p.number])

    def _owned(self, passage: Passage) -> Passage:
        owner = self._owners.get(passage.page_id)
        return replace(passage, member_id=owner) if owner else passage

    def numbers(
        self, *, members: Collection[str] = (), record_types: Collection[str] = (), years: Collection[int] = ()
    ) -> tuple[int, ...]:
        """Numbers of the passages of these members, record types and years, ascending; empty filters let all pass."""
        if self._shown is not None and not (members or record_types or years):
            return self._all_shown
        where, values = as_condition({"record_type": record_types, "year": years})
        if members:
            of_members, member_values = self._of_members(members)
            where, values = f"{where} AND {of_members}", [*values, *member_values]
        rows = self._all(f"SELECT number FROM passages WHERE {where} ORDER BY number", values)
        return tuple(number for (number,) in rows if self._shown is None or self._shown[number])

    def _of_members(self, members: Collection[str]) -> tuple[str, list[Any]]:
        """The condition on passages of these members: by the id in the store, or by their page's owner."""
        own, values = as_condition({"member_id": members})
        pages = [page for page, owner in self._owners.items() if owner in members]
        others = [page for page in self._owners if page not in pages]
        given, page_values = as_condition({"page_id": pages})
        not_given, other_values = as_condition({"page_id": others})
        where = f"({own} AND NOT ({not_given}))" if others else own
        where = f"({where} OR {given})" if pages else where
        return where, [*values, *(other_values if others else ()), *(page_values if pages else ())]

    def search_lexical(
        self,
        text: str,
        k: int,
        *,
        members: Collection[str] = (),
        record_types: Collection[str] = (),
        years: Collection[int] = (),
    ) -> list[tuple[int, float]]:
        """Up to k passages with any word of the text: number and BM25 (positive), best first, ties by number."""
        scores = np.zeros(self.n_passages, np.float32)
        for numbers, gains in self._postings(text):
            scores[numbers] += gains
        found = np.flatnonzero(scores if self._shown is None else scores * self._shown)
        if members or record_types or years:
            chosen = self.numbers(members=members, record_types=record_types, years=years)
            found = np.intersect1d(found, np.array(chosen, np.int64), assume_unique=True)
        return best(scores, found, k)

    def greatest_score(self, text: str) -> float:
        """The BM25 that no passage can exceed for this text: (k1 + 1) times the sum of its words' idf."""
        return (K1 + 1) * sum(self._idf(term) for term in self._tokenizer.terms(text))

    def exemplars(self, space: str) -> dict[str, Rows]:
        """Exemplar texts of a vector space and their rows."""
        return dict(self.each_exemplar(space))

    def each_exemplar(self, space: str) -> Iterator[tuple[str, Rows]]:
        """Exemplar texts of a vector space with their rows, one at a time."""
        sql = "SELECT texts, rows FROM exemplars WHERE space = ? ORDER BY block"
        for listed, blob in self._connection().execute(sql, (space,)):
            texts = json.loads(listed)
            yield from zip(texts, np.frombuffer(blob, np.float32).reshape(len(texts), -1), strict=True)

    def close(self) -> None:
        """Close the connections of all threads; none may be reading."""
        while self._open:
            self._open.pop().close()
        self._local = threading.local()

    def _postings(self, text: str) -> Iterator[tuple[NDArray[np.int32], NDArray[np.float32]]]:
        """For each term of the text: the passages that hold it, and what it adds to their scores."""
        for term in self._tokenizer.terms(text):
            for numbers, gains in self._all("SELECT numbers, gains FROM terms WHERE term = ?", (term,)):
                yield np.frombuffer(numbers, np.int32), np.frombuffer(gains, np.float32)

    def holds(self, word: str) -> bool:
        """Whether a word stands in one of the first passages that hold a word of its stem and are shown, whatever its
        case."""
        same = re.compile(rf"\b{re.escape(word)}\b", re.IGNORECASE)
        for numbers, _ in self._postings(word):
            shown = numbers if self._shown is None else numbers[self._shown[numbers]]
            if any(same.search(self.passage(int(n)).text) for n in shown[:_LOOKED_AT]):
                return True
        return False

    def _idf(self, term: str) -> float:
        rows = self._all("SELECT length(numbers) / 4 FROM terms WHERE term = ?", (term,))
        return idf(self.n_passages, rows[0][0] if rows else 0)

    def _connection(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            try:
                # Only `close` touches it from another thread.
                connection = sqlite3.connect(self._uri, uri=True, check_same_thread=False)
                self._open.append(connection)
            except sqlite3.OperationalError:
                if not self._open:
                    raise
                # The file was pruned while it serves: connections that are open still read it, and take turns.
                connection = self._open[0]
            self._local.connection = connection
        return connection

    def _all(self, sql: str, values: Sequence[Any] = ()) -> list[Any]:
        return self._connection().execute(sql, values).fetchall()
