"""Words that change with the sound beside them: Korean particles, "de" and "d’", "y" and "e".

A template writes both forms, "[은/는]", and the one that fits what is filled in beside it is taken. What is filled in
is never searched for such marks.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

_CHOICE = re.compile(r"\[([^\[\]{}/]+)/([^\[\]{}/]+)\]")
_VOWELS = frozenset("aeiouyœæ")
# How Korean reads digits and Latin letters at a word's end: with a closing consonant, and whether that is ㄹ.
_CLOSED = frozenset("013678lmn")
_LIQUID = frozenset("178l")
_LAST_SYLLABLE = 28  # forms of a Hangul syllable that differ in their closing consonant; the first has none


def woven(template: str, values: Mapping[str, object]) -> str:
    """A template filled in, with the form of each choice that fits its neighbours."""
    pieces = _CHOICE.split(template)
    filled = [piece.format_map(values) for piece in pieces[0::3]]
    text = filled[0]
    for first, second, after in zip(pieces[1::3], pieces[2::3], filled[1:], strict=True):
        text += (second if _takes_second(first, text, after) else first) + after
    return text


def _takes_second(first: str, before: str, after: str) -> bool:
    if "가" <= first[0] <= "힣":
        return not _closes(before, liquid_counts=first != "으로")
    start = _plain(after.lstrip('«“" ')[:2])
    return start[:1] == "i" if first == "y" else start[:1] in _VOWELS


def _closes(before: str, *, liquid_counts: bool) -> bool:
    """Whether the last word ends in a consonant as Korean says it; ㄹ may count as none, before "로"."""
    spoken = [ch for ch in before[-12:] if ch.isalnum()]
    if not spoken:
        return False
    last = spoken[-1]
    if "가" <= last <= "힣":
        ending = (ord(last) - ord("가")) % _LAST_SYLLABLE
        return ending > 0 and (liquid_counts or ending != 8)
    last = _plain(last)
    if last == "g":
        return spoken[-2:-1] == ["n"]
    return last in _CLOSED and (liquid_counts or last not in _LIQUID)


def _plain(text: str) -> str:
    return "".join(ch for ch in unicodedata.normalize("NFD", text.casefold()) if not unicodedata.combining(ch))
