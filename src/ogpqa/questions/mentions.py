"""Mentions: what a question names and where; names claim their characters, so that nothing is read twice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ogpqa.questions.text import Token

PLACE_KINDS = frozenset({"members", "countries", "places"})
SOFT = frozenset({"areas", "resource_types", "terms"})


@dataclass(frozen=True, slots=True)
class Mention:
    """Something that the question names, and where. `values` are the filter's values; `exact` is False for a guess."""

    kind: str
    values: tuple[str, ...]
    start: int
    end: int
    exact: bool = True


def is_claimed(mention: Mention, found: Iterable[Mention]) -> bool:
    """Whether a found name, other than a soft one, already stands there."""
    return any(m.start < mention.end and mention.start < m.end for m in found if m.kind not in SOFT)


def free_tokens(tokens: Sequence[Token], found: Iterable[Mention]) -> list[Token]:
    """The words that no found name has claimed."""
    hard = [m for m in found if m.kind not in SOFT]
    return [t for t in tokens if not any(m.start < t.end and t.start < m.end for m in hard)]
