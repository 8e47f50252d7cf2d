"""Names and wordings by their first letters: a text is compared with those it may hold, not with all of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Generic, TypeVar

T = TypeVar("T")


class Beginnings(Generic[T]):
    """Names or wordings, each in a form as it stands in text, in an order that decides ties. Immutable; threads may
    share it."""

    def __init__(self, names: Iterable[tuple[str, T]], letters: int) -> None:
        self._letters = letters
        found: dict[str, list[tuple[int, str, T]]] = defaultdict(list)
        for number, (form, name) in enumerate(names):
            if len(form) >= letters:
                found[form[:letters]].append((number, form, name))
        self._by_letters = {start: tuple(same) for start, same in found.items()}

    def inside(self, text: str) -> list[tuple[str, T]]:
        """What may stand in the text, in order: their first letters do."""
        return self.at(text, range(len(text) - self._letters + 1))

    def at(self, text: str, starts: Iterable[int]) -> list[tuple[str, T]]:
        """Those whose first letters stand at one of these places, in order."""
        there = {text[i : i + self._letters] for i in starts}
        found = sorted((one for start in there for one in self._by_letters.get(start, ())), key=lambda one: one[0])
        return [(form, name) for _, form, name in found]
