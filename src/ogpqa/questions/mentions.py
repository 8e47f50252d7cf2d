"""Mentions: what a question names and where; names claim their characters, so that nothing is read twice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ogpqa.questions.text import Token, tokenise

PLACE_KINDS = frozenset({"members", "countries", "places"})
SOFT = frozenset({"areas", "resource_types", "terms"})
_GLOSS_WORDS, _SMALL = 6, 3  # words of a name before brackets, letters of those that may be written small


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


def glossed(text: str, tokens: Sequence[Token], mentions: Sequence[Mention]) -> list[tuple[int, int]]:
    """Where a name stands that brackets behind it say again: "Инесе Кушке (Inese Kušķe)", in whatever language."""
    spans = []
    for m in mentions:
        if m.kind in SOFT or m.start == 0 or text[m.start - 1] != "(":
            continue
        for t in reversed([t for t in tokens if t.end < m.start][-_GLOSS_WORDS:]):
            if t.text[0].isupper():
                spans.append((t.start, t.end))
            elif len(t.text) > _SMALL:  # "Agencia de Estadística (Agency for Statistics)"
                break
    return spans


def is_whole(mention: Mention, text: str) -> bool:
    """Whether the question says the whole of a name: "Lucia" may be a river where a contact is Lucia Kováčová."""
    said = {token.fold for token in tokenise(text[mention.start : mention.end])}
    return any({token.fold for token in tokenise(name)} <= said for name in mention.values)
