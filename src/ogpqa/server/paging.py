"""Long lists in pages: so many items at a time, the number of the page in the address."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Paged(Generic[Item]):
    """One page of a list. `number` and `n_pages` count from 1; `first` is the place of the first item, from 1."""

    items: tuple[Item, ...]
    number: int
    n_pages: int
    first: int
    total: int

    @property
    def last(self) -> int:
        """The place of the last item."""
        return self.first + len(self.items) - 1


def read_number(wanted: str | None) -> int:
    """The page that an address names, 1 for what is no number."""
    return int(wanted) if wanted and re.fullmatch(r"[1-9]\d{0,5}", wanted, re.ASCII) else 1


def paged(items: Sequence[Item], wanted: int, size: int) -> Paged[Item]:
    """The page of that number, or the last one when there are fewer."""
    n_pages = max(1, -(-len(items) // size))
    number = min(wanted, n_pages)
    start = (number - 1) * size
    return Paged(tuple(items[start : start + size]), number, n_pages, start + 1, len(items))
