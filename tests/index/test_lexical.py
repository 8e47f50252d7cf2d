"""BM25 counted at build against FTS5's own."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ogpqa.index.letters import TOKENIZER, Tokenizer, with_pairs
from ogpqa.index.lexical import CONTEXT_WEIGHT, TEXT_WEIGHT
from ogpqa.index.store import Contents, Store, write_store
from ogpqa.types import Passage, Span

words = st.sampled_from("open opening data kenya seoul contracts contract são tomé 서울의 東京都 2018 the".split())
texts = st.lists(words, max_size=12).map(" ".join)


def fts5(passages: Sequence[Passage], terms: Sequence[str]) -> dict[int, float]:
    """What FTS5 answers to any of these terms: numbers and positive scores."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute(f"CREATE VIRTUAL TABLE w USING fts5 (context, text, tokenize = '{TOKENIZER}')")
        rows = [(p.number, with_pairs(p.context), with_pairs(p.text)) for p in passages]
        connection.executemany("INSERT INTO w (rowid, context, text) VALUES (?, ?, ?)", rows)
        found = connection.execute(
            "SELECT rowid, -bm25(w, ?, ?) FROM w WHERE w MATCH ?",
            (CONTEXT_WEIGHT, TEXT_WEIGHT, " OR ".join(f'"{term}"' for term in terms)),
        )
        return dict(found.fetchall())


@given(contents=st.lists(st.tuples(texts, texts), min_size=1, max_size=12), asked=words | texts)
def test_scores_are_those_of_fts5(contents: list[tuple[str, str]], asked: str) -> None:
    """The same passages with the same scores as bm25() gives; a word that is asked twice counts twice in both."""
    passages = [
        Passage(n, "page", None, Span(0, len(text)), (), text, context) for n, (context, text) in enumerate(contents)
    ]
    # Terms are stems, and a stem's stem may be another one: FTS5 is asked in words that stem to them.
    spoken = {Tokenizer().terms(word)[0]: word for word in with_pairs(asked).split()}
    with TemporaryDirectory() as folder:
        write_store(Path(folder) / "s", Contents((), (), passages), {})
        ours = dict(Store(Path(folder) / "s").search_lexical(asked, 99))
    theirs = fts5(passages, [spoken[term] for term in Tokenizer().terms(asked)]) if spoken else {}
    assert ours == {number: pytest.approx(score, rel=1e-4, abs=1e-6) for number, score in theirs.items()}


@given(texts)
def test_no_score_exceeds_the_greatest(text: str) -> None:
    """The bound holds for the text itself, in a store of it and others."""
    others = ["open data", "kenya contracts 2018", "nothing of it"]
    passages = [Passage(n, "page", None, Span(0, len(t)), (), t, "") for n, t in enumerate([text, *others])]
    with TemporaryDirectory() as folder:
        write_store(Path(folder) / "s", Contents((), (), passages), {})
        store = Store(Path(folder) / "s")
        for _, score in store.search_lexical(text, 9):
            assert score <= store.greatest_score(text) * (1 + 1e-6)
