"""Whether a row bears out the topic of a question: by its words, also misspelt or inflected."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from rapidfuzz.distance import OSA

from ogpqa.questions.relations import wordings_in
from ogpqa.questions.text import Token, is_unspaced, stem_key, stems_in, tokenise

_ALL = 0.99
# Filler in a question ("data on …", "information about …"), but a subject in a topic ("open data").
_SUBJECTS = frozenset({"data", "information", "record", "right", "title"})
_MOST, _MANY_WORDS = 0.72, 4  # of four words and more, one may be missing


def matching(topic: str, texts: Sequence[str]) -> list[int]:
    """Positions of the texts that hold the topic: all its content words, or most of four and more.

    Words meet when their stems are equal, when they differ by one typo, or by an ending ("participation",
    "participatory"). A topic that is one compound ("e-government") meets as a whole.
    """
    words, whole = content_words(topic), stem_key(topic)
    if not words:
        return list(range(len(texts)))
    if len(words) == 1 and _is_compound(topic):
        return [i for i, text in enumerate(texts) if whole in _words_of(text)[0]]
    rows = [_words_of(text) for text in texts]
    # Each distinct word of the texts is compared once, however many rows hold it.
    distinct = frozenset().union(*(stems for _, stems in rows))
    meets = [frozenset(stem for stem in distinct if same_stem(word.stem, stem)) for word in words]
    weights = [len(word.stem) for word in words]
    enough = (_MOST if len(words) >= _MANY_WORDS else _ALL) * sum(weights)
    found = []
    for i, (joined, stems) in enumerate(rows):
        share = sum(weight for weight, met in zip(weights, meets, strict=True) if not met.isdisjoint(stems))
        if share >= enough or (len(whole) > 4 and whole in joined):
            found.append(i)
    return found


def either_of(topic: str, lang: str) -> list[str]:
    """The subjects of which either will do ("rivers or lakes"), in order; the topic alone where it is one."""
    words = wordings_in(lang).alternatives
    parts = [topic]
    for word in words:
        joint = word if is_unspaced(word) else f" {word} "
        parts = [piece.strip() for part in parts for piece in part.split(joint)]
    return [part for part in parts if part]


def _is_compound(topic: str) -> bool:
    """Whether a letter is joined to the word ("e-government"), which means something else without it."""
    first, *others = tokenise(topic)
    return len(first.fold) == 1 and bool(others) and topic[first.end : others[0].start] == "-"


@lru_cache(maxsize=65536)
def _words_of(text: str) -> tuple[str, frozenset[str]]:
    """The stems of a text, joined and each once."""
    stems = stems_in(text)
    return "".join(stems), frozenset(stems)


@lru_cache(maxsize=1024)
def content_words(topic: str) -> tuple[Token, ...]:
    """The words of a topic without English function words; all of them when it has no others."""
    small = wordings_in("en").small - _SUBJECTS
    tokens = tokenise(topic)
    return tuple(t for t in tokens if t.stem not in small and len(t.fold) > 1) or tokens


def same_word(a: Token, b: Token) -> bool:
    """Whether two words are one: by stem, by one typo, or but for an ending."""
    return same_stem(a.stem, b.stem)


def same_stem(a: str, b: str) -> bool:
    """The same of two stems."""
    if a == b:
        return True
    x, y = (a, b) if len(a) <= len(b) else (b, a)
    if len(x) < 5 or x[0] != y[0] or len(y) - len(x) > 5:
        return False
    if OSA.distance(x, y, score_cutoff=1) <= 1:
        return True
    shared = next((i for i, (p, q) in enumerate(zip(x, y, strict=False)) if p != q), len(x))
    return shared >= 6 and shared >= len(x) - 3 and len(y) - shared <= 5
