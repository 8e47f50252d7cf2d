"""What full-text search takes for a word: FTS5's tokens, and pairs of characters where a script has no spaces.

FTS5 splits text at everything that is no letter or digit, which leaves a whole sentence of Chinese or Thai as one word.
Runs of such scripts become overlapping pairs of characters, on both sides: in what is indexed and in what is asked.
"""

from __future__ import annotations

import re
import sqlite3
import threading
import unicodedata

# Scripts without spaces, and Hangul, whose particles stick to the words: Thai to Myanmar, Khmer, kana, Han, Hangul.
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af"
    "\uf900-\ufaff\U00020000-\U0003ffff]+"
)
TOKENIZER = "porter unicode61 remove_diacritics 2"
MAX_TERMS = 256  # questions have 300 characters at most; this bounds other callers


def with_pairs(text: str) -> str:
    """The text as full-text search should index it: compatible forms folded, unspaced scripts in pairs of letters."""
    return _UNSPACED.sub(_pairs, unicodedata.normalize("NFKC", text).replace("\0", " "))


class Tokenizer:
    """FTS5's tokenizer on its own: a text goes into an index in memory, and its terms are read off. For threads too."""

    def __init__(self) -> None:
        self._local = threading.local()
        # One search asks for the same words three times.
        self._remembered: tuple[str, tuple[str, ...]] = "", ()

    def terms(self, text: str) -> tuple[str, ...]:
        """The terms of a text in alphabetical order, each as often as it stands there; at most MAX_TERMS of them.

        A term that a question repeats counts as often in BM25 (its k3 without end): long questions gain from it.
        """
        last, terms = self._remembered
        if text != last:
            terms = self._read(text)
            self._remembered = text, terms
        return terms

    def _read(self, text: str) -> tuple[str, ...]:
        connection = self._connection()
        connection.execute("BEGIN")
        try:
            # A lone surrogate is no text; it stands for itself in no page either.
            clean = with_pairs(text).encode("utf-8", "replace").decode("utf-8")
            connection.execute("INSERT INTO text VALUES (?)", (clean,))
            found = connection.execute("SELECT term, cnt FROM terms LIMIT ?", (MAX_TERMS,))
            return tuple(term for term, count in found for _ in range(count))[:MAX_TERMS]
        finally:
            connection.execute("ROLLBACK")

    def _connection(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = sqlite3.connect(":memory:", isolation_level=None)
            connection.execute(f"CREATE VIRTUAL TABLE text USING fts5 (x, content = '', tokenize = '{TOKENIZER}')")
            connection.execute("CREATE VIRTUAL TABLE terms USING fts5vocab (text, row)")
            self._local.connection = connection
        return connection


def _pairs(run: re.Match[str]) -> str:
    letters = run.group()
    pairs = [letters[i : i + 2] for i in range(max(1, len(letters) - 1))]
    return f" {' '.join(pairs)} "
