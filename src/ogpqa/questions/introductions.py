"""What people say of themselves before they ask: "I run a farm near Zomba, who in Malawi can I write to?"."""

from __future__ import annotations

import re

from ogpqa.questions.mentions import SOFT
from ogpqa.questions.reading import Reading
from ogpqa.questions.relations import load_relations, wordings_in

_CLAUSE = re.compile(r"[.!?;:,–—]\s+|\s-\s+")
_ENDS = ".!?-–—"  # of clauses behind which something else may be spoken of
_NARROW = frozenset({"areas", "codes", "titles", "years"})
_TELLING = 0.8  # weight of a wording that says by itself what is asked


def behind_introduction(reading: Reading) -> str:
    """The question without such clauses, or "" where there are none.

    What is asked has to stand behind them whole: a strong wording of a relation that no title is searched for, and
    every name but those of places that are no members. Titles may well be about what people do.
    """
    own = wordings_in(reading.lang).own
    spoken = [t.end for t in reading.tokens if t.fold in own]
    for found in reversed(list(_CLAUSE.finditer(reading.text))) if spoken else ():
        if min(spoken) <= found.start() and _asks(reading, found.end()):
            return reading.text[found.end() :]
    return ""


def _says_on_what(reading: Reading, start: int) -> bool:
    """Whether what is asked behind the end of a sentence says itself which rows: "… What did it promise on health?"."""
    ended = reading.text[:start].rstrip()[-1:] in _ENDS
    starred = any(c.start >= start for c in reading.by_target.get("aggregate.starred", ()))
    return ended and (starred or any(m.kind in _NARROW and m.start >= start for m in reading.mentions))


def _asks(reading: Reading, start: int) -> bool:
    """Whether a whole question stands from `start` on."""
    asked = [c for c in reading.cues if c.target.startswith("relation.") and c.start >= start]
    strongest = max(asked, key=lambda c: c.weight, default=None)
    relation = load_relations()[strongest.target.partition(".")[2]] if strongest else None
    if strongest is None or strongest.weight < _TELLING or relation is None:
        return False
    if relation.by_subject and not _says_on_what(reading, start):
        return False
    names = [m for m in reading.mentions if m.kind not in SOFT and m.kind not in {"places", "countries"}]
    behind = {m.values for m in names if m.start >= start}
    return relation.record is not None and bool(behind) and all(m.values in behind for m in names)
