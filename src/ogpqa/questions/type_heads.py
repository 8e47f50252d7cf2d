"""Types of documents by their last word: "reports" are IRM Reports and no letters, where no type is named in full."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from ogpqa.questions.mentions import Mention
from ogpqa.questions.relations import CueHit
from ogpqa.questions.text import Token, tokenise

_DOCUMENTS = "relation.resources"


def heads_of(types: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    """The types of several words by the stem of the last one, in order."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for name in types:
        words = tokenise(name)
        if len(words) > 1:
            found[words[-1].stem][name] = None
    return {head: tuple(names) for head, names in found.items()}


def find_type_heads(
    tokens: Sequence[Token], cues: Sequence[CueHit], mentions: Sequence[Mention], heads: Mapping[str, Sequence[str]]
) -> list[Mention]:
    """What English plurals that ask for documents name; one of them alone may be any ("the report of 2018")."""
    if any(m.kind in {"resource_types", "titles"} for m in mentions):
        return []
    asked = [(c.start, c.end) for c in cues if c.target == _DOCUMENTS]
    return [
        Mention("resource_types", tuple(heads[t.stem]), t.start, t.end)
        for t in tokens
        if t.fold != t.stem and t.stem in heads and any(s <= t.start and t.end <= e for s, e in asked)
    ]
