"""Words by their spelling: a typo is looked for among the words with its first letter, which few people get wrong."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

_BEGINNING, _ENDING = 6, 4  # letters that forms of one word share at the least, and that an ending has at the most


class Spellings:
    """Words in an order that decides ties. Immutable but for what it remembers; threads may share it."""

    def __init__(self, words: Iterable[str]) -> None:
        self.words = tuple(words)
        self._starting: dict[int, dict[str, tuple[str, ...]]] = {}  # by so many letters

    def near(self, typed: str, edits: int, limit: int | None = None) -> list[tuple[str, int]]:
        """Words with the letter that was typed first, at most so many edits away with their distance, nearest first,
        ties in order; up to `limit` of them."""
        alike = self._by_start(1, 1).get(typed[:1], ())
        found = process.extract(typed, alike, scorer=OSA.distance, score_cutoff=edits, limit=limit)
        return [(word, int(distance)) for word, distance, _ in found]

    def but_for_ending(self, typed: str) -> str:
        """The shortest word that differs in its ending alone ("przystąpienia", "przystąpienie"), or "".

        A word that is among them is no form of another: "Korruption" is not "korrupt".
        """
        if typed in self.starting(typed[:3]):
            return ""
        alike = (w for w in self.starting(typed[:3]) if w[:_BEGINNING] == typed[:_BEGINNING] and _same_word(typed, w))
        return min(alike, key=lambda word: (len(word), word), default="")

    def starting(self, start: str) -> Sequence[str]:
        """The words of more than three letters that start with these three, in order."""
        return self._by_start(3, 4).get(start, ())

    def _by_start(self, n: int, least: int) -> Mapping[str, Sequence[str]]:
        """The words of so many letters at least by their first n letters."""
        if n not in self._starting:
            starts: dict[str, list[str]] = defaultdict(list)
            for word in self.words:
                if len(word) >= least:
                    starts[word[:n]].append(word)
            self._starting[n] = {letters: tuple(words) for letters, words in starts.items()}
        return self._starting[n]


def _same_word(typed: str, word: str) -> bool:
    shared = next((i for i, (a, b) in enumerate(zip(typed, word, strict=False)) if a != b), min(len(typed), len(word)))
    ending = max(len(typed), len(word)) - shared
    return ending <= _ENDING and shared >= 2 * ending
