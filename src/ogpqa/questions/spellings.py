"""Words by their spelling: a typo is looked for among the words of about its length, not among all of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

_BEGINNING, _ENDING = 6, 4  # letters that forms of one word share at the least, and that an ending has at the most


class Spellings:
    """Words in an order that decides ties. Immutable but for what it remembers; threads may share it."""

    def __init__(self, words: Iterable[str]) -> None:
        self.words = tuple(words)
        self._alike: dict[tuple[int, int, str], tuple[str, ...]] = {}
        self._starting: dict[str, tuple[str, ...]] = {}

    def near(
        self, typed: str, edits: int, limit: int | None = None, *, same_start: bool = False
    ) -> list[tuple[str, int]]:
        """Words at most so many edits away with their distance, nearest first, ties in order; up to `limit` of them.

        With `same_start` only those that start with the letter that was typed first.
        """
        alike = self._of_length(len(typed), edits, typed[:1] if same_start else "")
        found = process.extract(typed, alike, scorer=OSA.distance, score_cutoff=edits, limit=limit)
        return [(word, int(distance)) for word, distance, _ in found]

    def nearest(self, typed: str, edits: int) -> str | None:
        """The word that differs least, the first of equals, or None when all are further than `edits`."""
        alike = self._of_length(len(typed), edits)
        found = process.extractOne(typed, alike, scorer=OSA.distance, score_cutoff=edits)
        return found[0] if found else None

    def but_for_ending(self, typed: str) -> str:
        """The shortest word that differs in its ending alone ("przystąpienia", "przystąpienie"), or ""."""
        alike = (w for w in self.starting(typed[:3]) if w[:_BEGINNING] == typed[:_BEGINNING] and _same_word(typed, w))
        return min(alike, key=lambda word: (len(word), word), default="")

    def starting(self, start: str) -> Sequence[str]:
        """The words of more than three letters that start with these three, in order."""
        if not self._starting:
            starts: dict[str, list[str]] = {}
            for word in self.words:
                if len(word) > 3:
                    starts.setdefault(word[:3], []).append(word)
            self._starting = {letters: tuple(words) for letters, words in starts.items()}
        return self._starting.get(start, ())

    def _of_length(self, length: int, edits: int, start: str = "") -> tuple[str, ...]:
        """An edit changes the length by one at most: what is much longer or shorter need not be compared."""
        asked = length, edits, start
        if asked not in self._alike:
            self._alike[asked] = tuple(
                word for word in self.words if abs(len(word) - length) <= edits and word.startswith(start)
            )
        return self._alike[asked]


def _same_word(typed: str, word: str) -> bool:
    shared = next((i for i, (a, b) in enumerate(zip(typed, word, strict=False)) if a != b), min(len(typed), len(word)))
    ending = max(len(typed), len(word)) - shared
    return ending <= _ENDING and shared >= 2 * ending
