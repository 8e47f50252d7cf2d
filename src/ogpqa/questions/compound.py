"""Two questions in one ("when did it join and who is its contact?"): where a joint parts them, if both can stand.

Both sides of a joint have to hold words of a relation of their own, and the member has to be named or known from
before: the side that does not name it takes it from the other, as a follow-up does. Names, titles, lists of members
and what a question is about are never parted.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from ogpqa.questions.candidates import Candidate, is_believed
from ogpqa.questions.followups import understand_in_context
from ogpqa.questions.mentions import SOFT
from ogpqa.questions.parse import Parser
from ogpqa.questions.reading import Reading
from ogpqa.questions.relations import CueHit, load_relations, wordings_in
from ogpqa.questions.text import is_unspaced
from ogpqa.types import Query, Question

_MARKS = r"[?？؟!。]+\s*(?:(?:WORD)\s*)?|\s*[,;，、،&+/]\s*(?:(?:WORD)\s*)?|\s*(?:WORD)\s*"
_MOST = 3  # joints of one question
_TELLING = 0.6  # how much the own words of each side have to say
_ALIKE = 0.9  # the same of the second vector space, where all short questions are near each other


def several_questions(parser: Parser, question: Question, reading: Reading) -> tuple[Question, ...]:
    """The questions that one holds, each behind the one that names what all are about; () where it is one."""
    joints = _joints_between(reading, bool(question.history or question.member))
    ways = [joints, *([joint] for joint in joints)] if len(joints) > 1 else [joints]
    for way in ways if joints else ():
        if parts := _understood(parser, question, _cut(reading, way)):
            return parts
    return ()


def _joints_between(reading: Reading, known: bool) -> list[tuple[int, int]]:
    """Where joints stand that own words of different relations stand around."""
    own = [c for c in reading.cues if c.target.startswith("relation.") and not _is_foreign(c)]
    named = any(m.kind not in SOFT for m in reading.mentions)
    members = reading.of_kind("members")
    of_all = "across" in reading.aggregates and not members
    compared = "compare" in reading.aggregates and len(members) > 1
    if len(own) < 2 or of_all or compared or not (named or known):
        return []
    found: list[tuple[int, int]] = []
    for start, end in (joint.span() for joint in _joints(reading.lang).finditer(reading.text)):
        before = [c for c in own if (found[-1][1] if found else 0) <= c.start < start]
        behind = [c for c in own if c.start >= end]
        if _apart(before, behind) and not _is_inside(reading, start, end) and len(found) < _MOST:
            found.append((start, end))
    commas = [reading.text[start:end].strip() == "," for start, end in found]
    # "In its plan, how many …" is one question; where no space parts words, commas part clauses.
    return [] if all(commas) and not is_unspaced(reading.text) else found


def _cut(reading: Reading, joints: Sequence[tuple[int, int]]) -> list[str]:
    """The texts between the joints; "how many" before a list of what is counted counts for all of it."""
    text, at = reading.text, 0
    parts = []
    for start, end in joints:
        parts.append(text[at:start])
        at = end
    ahead, behind = _shared_count(reading, joints[0][1]), _shared_rest(reading, joints)
    return [f"{parts[0]}{behind}", *(f"{ahead} {part}{behind}" for part in parts[1:]), f"{ahead} {text[at:]}"]


def _shared_count(reading: Reading, end: int) -> str:
    """The "how many" before a list of what is counted, for what does not stand beside it; "" for none."""
    listed = [c for c in reading.cues if c.target.startswith("relation.")]
    counts = (c for c in reading.cues if c.target == "aggregate.count")
    ahead = next((c for c in counts if c.start <= min(o.start for o in listed)), None)
    return reading.text[ahead.start : ahead.end] if ahead and _goes_on(reading, end) else ""


def _shared_rest(reading: Reading, joints: Sequence[tuple[int, int]]) -> str:
    """What stands behind the last word of a list ("commitments and documents FROM 2018"), for those before; or ""."""
    listed = [c for c in reading.cues if c.target.startswith("relation.")]
    last = joints[-1][1]
    if not _goes_on(reading, last) or not all(any(c.end == start for c in listed) for start, _ in joints):
        return ""
    return reading.text[max(c.end for c in listed if c.start == last) :]


def _goes_on(reading: Reading, end: int) -> bool:
    """Whether a list goes on behind a joint; "… and when did it join" asks anew."""
    starts = {kind: {c.start for c in reading.cues if c.target.startswith(kind)} for kind in ("relation.", "word.f")}
    return end in starts["relation."] and end not in starts["word.f"]


def _understood(parser: Parser, question: Question, texts: Sequence[str]) -> tuple[Question, ...]:
    """The texts as questions, when each is understood by its own words and no two ask for the same."""
    for host in range(len(texts)):
        before = question.history
        parts = [
            replace(question, text=text.strip(), history=before if i == host else (*before, texts[host].strip()))
            for i, text in enumerate(texts)
        ]
        asked = set()
        for part in parts:
            queries, reading, found = understand_in_context(
                parser, part.text, part.history, lang=question.lang, member=question.member
            )
            if not _stands(queries[0], found[0], reading):
                break
            filters = replace(queries[0].filters, members=())
            asked.add((queries[0].relation, queries[0].aggregate, filters))
        if len(asked) == len(parts):
            return tuple(parts)
    return ()


def _stands(query: Query, best: Candidate, reading: Reading) -> bool:
    """Whether a side is a question of its own: its relation's words say enough and leave nothing over."""
    relation = load_relations().get(query.relation or "")
    if (
        relation is None
        or relation.name != best.relation.name
        or not (_is_worded(best, reading) and is_believed(best, reading.lang))
    ):
        return False
    if relation.needs and not any(getattr(query.filters, need, None) for need in relation.needs):
        return False
    return not set(best.leftover) - set(best.idle) or bool(relation.by_subject and reading.subject)


def _is_worded(best: Candidate, reading: Reading) -> bool:
    """Whether a relation is meant by its words, or by all of what is said."""
    return best.words >= _TELLING or best.similarity >= (_TELLING if reading.lang == "en" else _ALIKE)


def _is_foreign(cue: CueHit) -> bool:
    return load_relations()[cue.target.partition(".")[2]].reason == "out_of_scope"


def _apart(before: Sequence[CueHit], behind: Sequence[CueHit]) -> bool:
    """Whether the wordings on both sides are of different relations."""
    return bool(before and behind) and {c.target for c in before} != {c.target for c in behind}


def _is_inside(reading: Reading, start: int, end: int) -> bool:
    """Whether the joint is part of a name, of a list of names, or of what the question is about."""
    spans = [(m.start, m.end) for m in reading.mentions]
    if any(s < end and start < e for s, e in spans):
        return True
    last = {m.kind for m in reading.mentions if 0 <= start - m.end <= 1}
    first = {m.kind for m in reading.mentions if 0 <= m.start - end <= 1}
    about = reading.text.find(reading.subject) if reading.subject else -1
    held = 0 <= about < end and start <= about + len(reading.subject) + 1
    return bool(last & first) or held or _goes_on_about(reading, start, end)


def _goes_on_about(reading: Reading, start: int, end: int) -> bool:
    """Whether the joint stands in "about X and Y": no other words between, and behind it no word that asks."""
    about = [c.end for c in reading.cues if c.target == "aggregate.about" and c.end <= start]
    told = [c for c in reading.cues if c.target.startswith("relation.") and about and about[-1] <= c.start < start]
    asks = any(c.start == end and not c.target.startswith("relation.") for c in reading.cues)
    return bool(about) and not told and not asks


@cache
def _joints(lang: str) -> re.Pattern[str]:
    """What may stand between two questions of a language: its words for "and", and marks."""
    words = sorted(wordings_in(lang).joints, key=len, reverse=True)
    return re.compile(_MARKS.replace("WORD", "|".join(map(_joint, words)) or r"\b\B"), re.IGNORECASE)


def _joint(word: str) -> str:
    """A joint as a pattern: a word, the beginning of one (in *), or letters where no space parts words."""
    if is_unspaced(word):
        return re.escape(word)
    return rf"\b{re.escape(word[:-1])}(?=\w)" if word.endswith("*") else rf"\b{re.escape(word)}\b"
