"""What a question denies: areas, types, years and organisations beside a "not" ("not in health", "neither plans nor").

A denial reaches over small words and words for rows alone. One that reaches something else, a code, a member or a
subject that no name tells, is left open: rows that hold it are none that were asked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ogpqa.questions.mentions import Mention
from ogpqa.questions.reading import Reading
from ogpqa.questions.relations import CueHit, load_relations, wordings_in
from ogpqa.questions.text import fold, is_unspaced
from ogpqa.questions.times import ends_of_range

DENIABLE = frozenset({"areas", "resource_types", "years", "organisations"})
_PLAIN = frozenset({"word.function", "word.domain", "aggregate.about",
                    "aggregate.unit_area", "aggregate.unit_type", "aggregate.unit_year"})  # fmt: skip
_STARS = frozenset({"aggregate.starred", "aggregate.unstarred", "aggregate.lacking"})
_LEVELS = frozenset({"aggregate.local", "aggregate.national"})
_NEAR = 8  # characters between a name and a "not" behind it, where no space parts words


@dataclass(frozen=True, slots=True)
class Denials:
    """The names that are denied, and whether a "not" is left that reaches none of them."""

    names: tuple[Mention, ...] = ()
    left_open: bool = False


def find_denials(reading: Reading) -> Denials:
    """What each "not" of the question reaches; names that only "and", "or" or a comma parts share it."""
    ahead = reading.by_target.get("aggregate.denied", ())
    behind = reading.by_target.get("aggregate.denied_behind", ())
    if not ahead and not behind:
        return Denials()
    found: list[Mention] = []
    left_open = False
    for cue in (*ahead, *behind):
        reached = _reached(reading, cue, forward=cue in ahead)
        if isinstance(reached, Mention) and reached.kind in DENIABLE:
            found.append(reached)
        elif reached is not None and not _is_of_stars(reading, cue):
            left_open = True
    names = sorted((m for m in reading.mentions if m.kind in DENIABLE), key=lambda m: m.start)
    for m in names if found else ():
        if m not in found and any(m.kind == f.kind and _is_listed(reading, f, m) for f in found):
            found.append(m)
    ranged = any(m.kind == "years" for m in found) and (
        ends_of_range(reading) is not None or any(mark.startswith("range_") for mark in reading.aggregates)
    )
    return Denials(tuple(dict.fromkeys(found)), left_open or ranged)


def denies_rows(reading: Reading) -> bool:
    """Whether rows are asked for that are not so, as no filter says: a passage on glaciers is none "not about" them."""
    rows = any(load_relations()[name].by_subject for name in reading.of_relations)
    return rows and find_denials(reading).left_open


def _reached(reading: Reading, cue: CueHit, *, forward: bool) -> Mention | str | None:
    """The first name or telling word that the cue reaches; None where it reaches the end of the question."""
    if is_unspaced(reading.text):
        away = [((m.start - cue.end) if forward else (cue.start - m.end), m) for m in reading.mentions]
        near = [(n, m.kind not in DENIABLE, m.start - m.end, m) for n, m in away if 0 <= n <= _NEAR]
        return min(near, key=lambda one: one[:3])[3] if near else None
    spans = reading.mentions
    tokens = [t for t in reading.tokens if (t.start >= cue.end if forward else t.end <= cue.start)]
    at = cue.end if forward else cue.start
    for token in tokens if forward else reversed(tokens):
        between = reading.text[at : token.start] if forward else reading.text[token.end : at]
        if "," in between:
            return None
        there = [m for m in spans if m.start <= token.start and token.end <= m.end]
        if there:
            return min(there, key=lambda m: (m.kind not in DENIABLE, m.start - m.end))
        said = {c.target for c in reading.cues if c.start <= token.start and token.end <= c.end}
        if said & (_STARS | _LEVELS) or not said & _PLAIN:
            return token.text
        at = token.end if forward else token.start
    return None


def _is_of_stars(reading: Reading, cue: CueHit) -> bool:
    """Whether the "not" is that of "not starred" or of "no"."""
    stars = [c for target in _STARS for c in reading.by_target.get(target, ())]
    return any(c.start < cue.end and cue.start < c.end or 0 <= c.start - cue.end <= 1 for c in stars)


def _is_listed(reading: Reading, denied: Mention, other: Mention) -> bool:
    """Whether nothing but a joint stands between two names."""
    first, second = sorted((denied, other), key=lambda m: m.start)
    between = fold(reading.text[first.end : second.start]).strip(" ,、，")
    wordings = wordings_in(reading.lang)
    joints: Sequence[str] = (*wordings.joints, *wordings.alternatives, *wordings.neither, "&")
    return second.start >= first.end and (not between or between in {fold(j).strip(" *") for j in joints})
