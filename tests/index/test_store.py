"""The store: what was saved is what is loaded, and full-text search takes any text."""

from __future__ import annotations

import random
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ogpqa.files import sha256_of
from ogpqa.index.generation import FORMAT
from ogpqa.index.letters import MAX_TERMS, Tokenizer, with_pairs
from ogpqa.index.rows import as_records, record_fields
from ogpqa.index.store import SCHEMA, Contents, Shown, Store, TextsRows, write_store
from ogpqa.types import ActionPlan, Commitment, Contact, Definition, Member, Page, Passage, Post, Record, Resource, Span

TEXTS = [
    "Point of contact for Seoul",
    "Open data and open contracting in Kenya",
    "서울의 담당자는 누구인가요",
    "公開データの透明性を高める",
    "São Tomé e Príncipe: lobbying",
    "e-mail: jane.doe@example.org",
    "open open open",
]


def passage(number: int, text: str, member: str = "seoul", kind: str | None = None) -> Passage:
    """A passage of a page of its member."""
    return Passage(number, member, member, Span(0, len(text)), ("A", "B"), text, "Member › Section", 2018, kind)


PASSAGES = [passage(n, text, "kenya" if n % 2 else "seoul", "Post" if n < 3 else None) for n, text in enumerate(TEXTS)]
PAGE = Page("seoul", "Seoul", "https://example.org/", "text\u0301 ☃ 서울\n\tend", "0" * 64, (), "2020-01-02", "en")


def stored(path: Path, records: tuple[Record, ...] = ()) -> Store:
    """A store of the passages above."""
    write_store(path, Contents((PAGE,), records, PASSAGES), {"en": TextsRows(("who",), np.ones((1, 3), np.float32))})
    return Store(path)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """The store of the passages above."""
    return stored(tmp_path / "store.sqlite")


def found(store: Store, text: str, k: int = 10) -> list[int]:
    """Numbers that a search finds."""
    return [number for number, _ in store.search_lexical(text, k)]


names = st.text(max_size=20)
spans = st.tuples(st.integers(0, 9), st.integers(0, 9)).map(lambda pair: Span(*pair))
common = {
    "record_id": names,
    "page_id": names,
    "member_id": names,
    "span": spans,
    "section": st.lists(names, max_size=3).map(tuple),
    "evidence": st.dictionaries(names, spans, max_size=2),
}
optional = st.none() | names
years = st.none() | st.integers(1900, 2100)
records = st.one_of(
    st.builds(
        Member, **common, name=names, short_name=names, level=st.sampled_from(["national", "local"]), since=years
    ),
    st.builds(ActionPlan, **common, number=years, period=optional, focus=st.lists(names, max_size=2).map(tuple)),
    st.builds(Contact, **common, name=names, role=optional, email=optional),
    st.builds(Commitment, **common, code=names, title=names, year=years, starred=st.booleans()),
    st.builds(Resource, **common, title=names, year=years, summary=optional),
    st.builds(Definition, **common, term=names, text=names, code=optional),
    st.builds(Post, **common, title=names, summary=optional),
)


@given(records)
def test_a_record_comes_back_as_it_was(record: Record) -> None:
    """Type, tuples, spans and empty fields survive the way through JSON."""
    assert [*as_records([(type(record).__name__, record_fields(record))])] == [record]


def test_pages_and_passages_come_back_as_they_were(store: Store) -> None:
    """A page lacks nothing but its blocks."""
    assert store.pages == (PAGE,)
    assert store.page("seoul") == PAGE
    assert list(store.passages()) == PASSAGES
    assert store.passage(3) == PASSAGES[3]
    assert store.n_passages == len(PASSAGES)


def test_what_is_not_there_raises(store: Store) -> None:
    """An unknown page raises KeyError, an unknown number IndexError."""
    with pytest.raises(KeyError):
        store.page("mars")
    with pytest.raises(IndexError):
        store.passage(99)


def test_passages_come_in_the_order_asked(store: Store) -> None:
    """However many are read at once; one that is not there raises."""
    numbers = [3, 0, 2] * 30
    assert list(store.each(numbers)) == [store.passage(number) for number in numbers]
    with pytest.raises(IndexError):
        list(store.each([0, 99]))


def test_a_word_stands_as_it_is_spelt(store: Store) -> None:
    """In any case; a word of the same stem is another."""
    word = max(PASSAGES[0].text.split(), key=len).strip(".,:;()")
    assert store.holds(word)
    assert store.holds(word.upper())
    assert not store.holds(f"{word}s")
    assert not store.holds("")


def test_words_of_hidden_passages_are_not_held(store: Store) -> None:
    """What is excluded leaves no trace, not even that a word once stood there."""
    hidden = store.showing(Shown(store.pages, store.records, hidden=range(store.n_passages)))
    held = next(word for p in store.passages() for word in p.text.split() if word.isalpha() and store.holds(word))
    assert not hidden.holds(held)


def test_short_passages_are_those_of_no_row(store: Store) -> None:
    """Up to a number of characters."""
    free = [p for p in PASSAGES if p.record_type is None]
    assert list(store.short_passages(10_000)) == free
    assert list(store.short_passages(0)) == []


def test_numbers_are_filtered(store: Store) -> None:
    """Filters of different kinds are joined by and, values of one kind by or."""
    assert store.numbers() == tuple(range(len(PASSAGES)))
    assert store.numbers(members=["kenya"]) == (1, 3, 5)
    assert store.numbers(members=["kenya", "seoul"], record_types=["Post"]) == (0, 1, 2)
    assert store.numbers(years=[1999]) == ()


@pytest.mark.parametrize(
    ("asked", "number"),
    [
        ("contacts", 0),
        ("OPEN CONTRACTING", 1),
        ("서울 담당자", 2),
        ("담당자를", 2),
        ("透明性", 3),
        ("データ", 3),
        ("sao tome principe", 4),
        ("jane.doe@example.org", 5),
        ("ｋｅｎｙａ", 1),
    ],
)
def test_words_are_found(store: Store, asked: str, number: int) -> None:
    """Stems, letter case, accents, Korean particles, unspaced scripts and full-width letters do not matter."""
    assert found(store, asked)[0] == number


def test_scores_are_positive_and_sorted(store: Store) -> None:
    """The best comes first, k is respected, ties go to the lower number."""
    hits = store.search_lexical("open data contact section", 10)
    assert all(score > 0 for _, score in hits)
    assert hits == sorted(hits, key=lambda hit: (-hit[1], hit[0]))
    assert store.search_lexical("open data contact section", 2) == hits[:2]
    assert store.search_lexical("open", 0) == []
    assert store.search_lexical("open", -1) == []


def test_a_search_is_filtered(store: Store) -> None:
    """Filters change which passages are found, not their scores."""
    everything = dict(store.search_lexical("section open contact", 10))
    some = store.search_lexical("section open contact", 10, members=["kenya"], record_types=["Post"])
    assert some == [(1, everything[1])]


@given(st.text(max_size=300))
def test_any_text_may_be_asked(text: str) -> None:
    """No text raises, whatever operators, quotes and control characters it holds."""
    with TemporaryDirectory() as folder:
        stored(Path(folder) / "s").search_lexical(text, 5)


@pytest.mark.parametrize(
    "text", ["", " ", '"', "'", "*", "_", "-", "AND", "OR NOT", "NEAR(a b)", "a:b", '"a', "\0", "^x", "😀"]
)
def test_operators_are_words(store: Store, text: str) -> None:
    """What FTS5 reads as syntax is text here."""
    store.search_lexical(text, 5)


def test_long_questions_are_bounded() -> None:
    """A pasted page becomes a question of so many terms."""
    assert len(Tokenizer().terms(" ".join(f"w{n}" for n in range(9999)))) == MAX_TERMS


@given(st.text(alphabet="ab 서울시東京ก", max_size=30))
def test_pairs_lose_no_letter(text: str) -> None:
    """Every letter of a text is in what is indexed."""
    assert set(text) - {" "} == set(with_pairs(text)) - {" "}


def test_equal_contents_give_equal_files(tmp_path: Path) -> None:
    """A store is a function of its contents, byte for byte."""
    stored(tmp_path / "a")
    stored(tmp_path / "b")
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_a_store_is_read_only(store: Store) -> None:
    """Nobody writes to a generation."""
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        store._connection().execute("DELETE FROM pages")


def test_threads_share_a_store(store: Store) -> None:
    """Eight threads get what one gets; closing closes them all."""
    questions = [random.Random(n).choice(TEXTS) for n in range(200)]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda q: store.search_lexical(q, 5), questions))
    assert together == [store.search_lexical(q, 5) for q in questions]
    store.close()
    assert store.passage(0) == PASSAGES[0]
    store.close()


def test_exemplars_come_back(store: Store) -> None:
    """Texts of a space and their rows."""
    assert store.exemplars("en")["who"].tolist() == [1, 1, 1]
    assert store.exemplars("crosslingual") == {}


def test_a_store_that_was_removed_is_read_on(tmp_path: Path) -> None:
    """A server may hold a generation that was pruned: also threads that never read it before still can."""
    store = stored(tmp_path / "store.sqlite")
    (tmp_path / "store.sqlite").unlink()
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda n: store.passage(n % len(PASSAGES)).text, range(200)))
    assert found == [TEXTS[n % len(PASSAGES)] for n in range(200)]
    store.close()


def test_another_schema_is_another_format() -> None:
    """An index of an older schema must be refused by its manifest, not fail at a question: both change together."""
    assert (FORMAT, sha256_of(SCHEMA)[:12]) == (4, "cc06699efc65")
