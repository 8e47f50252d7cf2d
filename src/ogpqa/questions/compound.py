"""Two questions in one ("when did it join and who is its contact?"): where a joint parts them, if both can stand.

Both sides of a joint have to hold words of a relation of their own, and the member has to be named or known from
before: the side that does not name it takes it from the other, as a follow-up does. Names, titles, lists of members
and what a question is about are never parted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from ogpqa.questions.candidates import Candidate, is_believed
from ogpqa.questions.followups import understand_in_context
from ogpqa.questions.mentions import SOFT
from ogpqa.questions.parse import Parser
from ogpqa.questions.reading import Reading
from ogpqa.questions.relations import CueHit, load_relations, wordings_in
from ogpqa.types import Query, Question

_MARKS = r"[?？؟!。]+\s*|\s*[,;，、،&+/]\s*(?:{word})?|(?:{word})"
_TELLING = 0.6  # how much the own words of each side have to say


def two_questions(parser: Parser, question: Question, reading: Reading) -> tuple[Question, Question] | None:
    """The two questions that one holds, each with the other before it where that one names the member; else None."""
    for left, right in _sides(reading, bool(question.history or question.member)):
        if found := _both(parser, question, left, right):
            return found
    return None


def _sides(reading: Reading, known: bool) -> Iterator[tuple[str, str]]:
    """What stands before and behind each joint that two relations' own words stand around."""
    own = [c for c in reading.cues if c.target.startswith("relation.") and _record(c)]
    named = any(m.kind not in SOFT for m in reading.mentions)
    if len(own) < 2 or "across" in reading.aggregates or not (named or known):
        return
    for joint in _joints(reading.lang).finditer(reading.text):
        start, end = joint.span()
        before, behind = [c for c in own if c.end <= start], [c for c in own if c.start >= end]
        if _apart(before, behind) and not _is_inside(reading, start, end):
            yield reading.text[:start].strip(), reading.text[end:].strip()


def _both(parser: Parser, question: Question, left: str, right: str) -> tuple[Question, Question] | None:
    """The two as questions, when each is understood by its own words and asks for something else."""
    first, second = _shared_count(parser, question, left, right)
    before = question.history
    for one, other in (((*before,), (*before, first)), ((*before, second), (*before,))):
        readings = [
            understand_in_context(parser, text, history, lang=question.lang, member=question.member)
            for text, history in ((first, one), (second, other))
        ]
        if all(_stands(queries[0], found[0], parts) for queries, parts, found in readings):
            asked = [queries[0] for queries, _, _ in readings]
            if (asked[0].relation, asked[0].aggregate) == (asked[1].relation, asked[1].aggregate):
                return None
            return replace(question, text=first, history=one), replace(question, text=second, history=other)
    return None


def _stands(query: Query, best: Candidate, reading: Reading) -> bool:
    """Whether a side is a question of its own: its relation's words say enough and leave nothing over."""
    relation = load_relations().get(query.relation or "")
    if relation is None or relation.name != best.relation.name or best.words < _TELLING or not is_believed(best):
        return False
    if relation.needs and not any(getattr(query.filters, need, None) for need in relation.needs):
        return False
    return not set(best.leftover) - set(best.idle) or bool(relation.by_subject and reading.subject)


def _shared_count(parser: Parser, question: Question, left: str, right: str) -> tuple[str, str]:
    """Both sides with the "how many" that stands before the first ("how many commitments and documents")."""
    first = parser.reading(left, question.lang)
    count = next((c for c in first.cues if c.target == "aggregate.count"), None)
    own = min((c.start for c in first.cues if c.target.startswith("relation.")), default=0)
    if count is None or count.start > own:
        return left, right
    second = parser.reading(right, first.lang)
    starts = min((c.start for c in second.cues if c.target.startswith("relation.")), default=1)
    return left, (f"{left[count.start : count.end]} {right}" if starts == 0 else right)


def _record(cue: CueHit) -> str | None:
    return load_relations()[cue.target.partition(".")[2]].record


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
    return bool(last & first) or held


@cache
def _joints(lang: str) -> re.Pattern[str]:
    """What may stand between two questions of a language: its words for "and", and marks."""
    words = sorted(wordings_in(lang).joints, key=len, reverse=True)
    bounded = (rf"\b{re.escape(w[:-1])}(?=\w)" if w.endswith("*") else rf"\b{re.escape(w)}\b" for w in words)
    loose = (re.escape(w[1:]) for w in words if w.startswith("-"))
    return re.compile(_MARKS.format(word="|".join((*bounded, *loose))), re.IGNORECASE)
