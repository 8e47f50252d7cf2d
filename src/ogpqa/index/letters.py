"""What full-text search takes for a word.

FTS5 splits text at everything that is no letter or digit, which leaves a whole sentence of Chinese or Thai as one word.
Runs of such scripts become overlapping pairs of characters, on both sides: in what is indexed and in what is asked.
"""

from __future__ import annotations

import re
import unicodedata

# Scripts without spaces, and Hangul, whose particles stick to the words: Thai to Myanmar, Khmer, kana, Han, Hangul.
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af"
    "\uf900-\ufaff\U00020000-\U0003ffff]+"
)
MAX_WORDS = 64  # a question has 300 characters; more words than this are an attack or a pasted page


def with_pairs(text: str) -> str:
    """The text as full-text search should index it: compatible forms folded, unspaced scripts in pairs of letters."""
    return _UNSPACED.sub(_pairs, unicodedata.normalize("NFKC", text).replace("\0", " "))


def match_expression(text: str) -> str:
    """A question as an FTS5 expression that finds passages with any of its words; empty when it has none.

    Every word is quoted: FTS5 reads bare words as operators and raises on punctuation.
    """
    words = "".join(c if unicodedata.category(c)[0] in "LNM" else " " for c in with_pairs(text)).casefold().split()
    return " OR ".join(f'"{word}"' for word in list(dict.fromkeys(words))[:MAX_WORDS])


def _pairs(run: re.Match[str]) -> str:
    letters = run.group()
    pairs = [letters[i : i + 2] for i in range(max(1, len(letters) - 1))]
    return f" {' '.join(pairs)} "
