"""A question as text: normalised, cut into tokens, folded so that spellings meet."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from ogpqa.errors import QuestionError

MAX_CHARACTERS = 300
_HANGUL, _HAN_KANA, _THAI = "\uac00-\ud7af", "\u3040-\u30ff\u3400-\u9fff", "\u0e00-\u0e7f"
# A word ends where the script changes, so that a name in Latin letters stands apart from Korean or Chinese around it.
_WORDS = re.compile(rf"[{_HANGUL}]+|[{_HAN_KANA}]+|[{_THAI}]+|(?:(?![{_HANGUL}{_HAN_KANA}{_THAI}])[^\W_])+", re.UNICODE)
# Scripts that set no space between words: there, names and wordings are looked up inside the run of characters.
_UNSPACED = re.compile(rf"[{_HANGUL}{_HAN_KANA}{_THAI}]")
_YEAR_ON_NAME = re.compile(r"(?<=[a-z])(?=(?:19|20)\d\d ?[年년])")  # "Ombara2014年" names a member and a year
_PLAIN = str.maketrans(
    {
        "ł": "l",
        "ø": "o",
        "đ": "d",
        "ı": "i",
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
        "ð": "d",
        "’": "'",
        "‘": "'",
        "\u0640": "",
    }  # the Arabic stroke that stretches a word, mostly between a prefix and a name
)


@dataclass(frozen=True, slots=True)
class Token:
    """A word of the question. `fold` is its form for comparison, `stem` that form without an English ending."""

    text: str
    fold: str
    stem: str
    start: int
    end: int


def normalise(text: str) -> str:
    """The question in NFKC on one line, without control, bidi and Unicode tag characters.

    Raises QuestionError when nothing readable is left or when it is longer than MAX_CHARACTERS.
    """
    composed = unicodedata.normalize("NFKC", text)
    kept = "".join(" " if ch.isspace() else ch for ch in composed if ch.isspace() or unicodedata.category(ch)[0] != "C")
    clean = unicodedata.normalize("NFKC", " ".join(kept.split()))  # what stood between letter and accent is gone
    clean = _YEAR_ON_NAME.sub(" ", clean)
    if len(clean) > MAX_CHARACTERS:
        raise QuestionError(
            f"The question has {len(clean)} characters.", f"Ask in {MAX_CHARACTERS} characters or fewer."
        )
    if not any(ch.isalnum() for ch in clean):
        raise QuestionError(
            "The question has no letter or digit.", "Ask in words, for example: Who is the contact for Latvia?"
        )
    return clean


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Lower case without Latin, Greek or Cyrillic accents; other scripts keep their marks."""
    marks_off = "".join(ch for ch in unicodedata.normalize("NFD", text.casefold()) if not "\u0300" <= ch <= "\u036f")
    return unicodedata.normalize("NFC", marks_off).translate(_PLAIN)


@lru_cache(maxsize=65536)
def stem(folded: str) -> str:
    """A folded word without a plural, -ing or -ed ending: light, so that different words stay different."""
    n = len(folded)
    if n > 4 and folded.endswith("ies"):
        return folded[:-3] + "y"
    if n > 5 and folded.endswith(("sses", "shes", "ches", "xes")):
        return folded[:-2]
    if n > 3 and folded.endswith("s") and not folded.endswith(("ss", "us", "is", "news")):
        return folded[:-1]
    if n > 6 and folded.endswith("ing"):
        return folded[:-3]
    if n > 5 and folded.endswith("ed"):
        return folded[:-2] if not folded.endswith("eed") else folded
    return folded


def tokenise(text: str) -> tuple[Token, ...]:
    """The words of a text, in order; apostrophes and hyphens part words ("Seoul's" is "Seoul" and "s")."""
    # Names and questions come again and again; what is longer is a passage, and thousands of those are megabytes.
    return _remembered(text) if len(text) <= MAX_CHARACTERS else _cut(text)


@lru_cache(maxsize=4096)
def _remembered(text: str) -> tuple[Token, ...]:
    return _cut(text)


def _cut(text: str) -> tuple[Token, ...]:
    return tuple(
        Token(m.group(), folded := fold(m.group()), stem(folded), m.start(), m.end()) for m in _WORDS.finditer(text)
    )


def stems_in(text: str) -> tuple[str, ...]:
    """The stems of a text's words, in order. Not remembered: for texts that are kept in another form."""
    return tuple(token.stem for token in _cut(text))


@lru_cache(maxsize=32768)
def key(text: str) -> str:
    """One string for a name, however it is spaced, hyphenated, accented or cased ("e-Government", "E government")."""
    return "".join(token.fold for token in _cut(text))


@lru_cache(maxsize=32768)
def stem_key(text: str) -> str:
    """As `key`, and without plural endings."""
    return "".join(token.stem for token in _cut(text))


def is_unspaced(text: str) -> bool:
    """Whether the text is in a script that is searched inside words (Korean, Chinese, Japanese, Thai)."""
    return bool(_UNSPACED.search(text))
