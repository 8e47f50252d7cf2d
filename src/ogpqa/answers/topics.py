"""Whether a row bears out the topic of a question: by its words, also misspelt or inflected."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz.distance import OSA

from ogpqa.questions.relations import load_wordings
from ogpqa.questions.text import Token, stem_key, tokenise

_COVERED = 0.99  # all words of a short topic; see `covers`


def covers(topic: str, text: str) -> float:
    """The share (0 to 1) of the topic's words that stand in the text, weighted by their length.

    Words meet when their stems are equal, when one begins the other and they differ by an ending ("participation",
    "participatory"), or when they differ by one typo. Topics that are one compound ("e-government") meet as a whole.
    """
    wanted, there = content_words(topic), tokenise(text)
    if not wanted:
        return 1.0
    whole = stem_key(topic)
    if len(whole) > 4 and whole in stem_key(text):
        return 1.0
    weights = [len(t.stem) for t in wanted]
    met = [w for t, w in zip(wanted, weights, strict=True) if any(same_word(t, other) for other in there)]
    return sum(met) / sum(weights)


def content_words(topic: str) -> tuple[Token, ...]:
    """The words of a topic without English function words; all of them when it has no others."""
    small = load_wordings()["en"].small
    tokens = tokenise(topic)
    return tuple(t for t in tokens if t.stem not in small and len(t.fold) > 1) or tokens


def borne_out(topic: str, text: str) -> bool:
    """Whether the text holds the topic: every word, or all but one of four and more."""
    share = covers(topic, text)
    return share >= _COVERED or (len(content_words(topic)) >= 4 and share >= 0.72)


def matching(topic: str, texts: Sequence[str]) -> list[int]:
    """Positions of the texts that bear the topic out; the exact ones alone when there are any."""
    exact = [i for i, text in enumerate(texts) if stem_key(text) == stem_key(topic)]
    return exact or [i for i, text in enumerate(texts) if borne_out(topic, text)]


def same_word(a: Token, b: Token) -> bool:
    """Whether two words are one: by stem, by one typo, or but for an ending."""
    if a.stem == b.stem:
        return True
    x, y = sorted((a.stem, b.stem), key=len)
    if len(x) < 5 or x[0] != y[0]:
        return False
    if OSA.distance(x, y, score_cutoff=1) <= 1:
        return True
    shared = next((i for i, (p, q) in enumerate(zip(x, y, strict=False)) if p != q), len(x))
    return shared >= 6 and shared >= len(x) - 3 and len(y) - shared <= 5
