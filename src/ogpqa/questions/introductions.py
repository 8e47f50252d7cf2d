"""What people say before they ask, of themselves or of who told them.

"I run a farm near Zomba, who in Malawi can I write to?", "My cousin says Nigeria made nine promises, is that so?"
"""

from __future__ import annotations

import re
from itertools import dropwhile

from ogpqa.questions.mentions import SOFT
from ogpqa.questions.reading import Reading
from ogpqa.questions.relations import Wordings, load_relations, wordings_in

_CLAUSE = re.compile(r"[.!?;:,–—]\s+|\s-\s+")
_ENDS = ".!?-–—"  # of clauses behind which something else may be spoken of
_PLACES = frozenset({"places", "countries"})
_NARROW = frozenset({"areas", "codes", "titles", "years"})
_TO_WHOM = 4  # words behind "told", of which those like "me that" are passed over
_TELLING = 0.8  # weight of a wording that says by itself what is asked


def behind_introduction(reading: Reading) -> str:
    """The question without such clauses, or "" where there are none.

    What is asked has to stand behind them whole: a strong wording of a relation that no title is searched for, and
    every name but those of places that are no members. Titles may well be about what people do.
    """
    wordings = wordings_in(reading.lang)
    spoken = [t.end for t in reading.tokens if t.fold in wordings.own]
    if start := _told_by(reading, wordings):
        return reading.text[start:]
    for found in reversed(list(_CLAUSE.finditer(reading.text))) if spoken else ():
        if min(spoken) <= found.start() and _asks(reading, found.end()):
            return reading.text[found.end() :]
    return ""


def _told_by(reading: Reading, wordings: Wordings) -> int:
    """Where that begins which somebody of one's own has said ("a friend of MINE TOLD me that …"); 0 if nobody has."""
    tokens = reading.tokens
    named = [m for m in reading.mentions if m.kind not in SOFT and m.kind not in _PLACES]
    verb = next((i for i, t in enumerate(tokens) if i and t.fold in wordings.telling), None)
    if verb is None or not named or wordings.own.isdisjoint(t.fold for t in tokens[: verb + 2]):
        return 0
    if tokens[0].fold not in wordings.own and all(t.fold in wordings.small | wordings.own for t in tokens[:verb]):
        return 0  # "who told me …" and "have we said …" ask
    behind = dropwhile(lambda t: t.fold in wordings.own | wordings.that, tokens[verb + 1 : verb + 1 + _TO_WHOM])
    start = next((t.start for t in behind), 0)
    asked = any(c.target.startswith("relation.") and c.start >= start for c in reading.cues)
    return start if asked and all(m.start >= start for m in named) else 0


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
    names = [m for m in reading.mentions if m.kind not in SOFT and m.kind not in _PLACES]
    behind = {m.values for m in names if m.start >= start}
    return relation.record is not None and bool(behind) and all(m.values in behind for m in names)
