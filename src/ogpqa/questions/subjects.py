"""What a question says it is about: the words beside "about", "に関する", "konusundaki".

Where no space parts words, nothing else tells a topic from the rest; elsewhere it says which words are no filler.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ogpqa.questions.language import POSTPOSITIONAL
from ogpqa.questions.mentions import Mention
from ogpqa.questions.relations import CueHit, load_relations

_EITHER_SIDE = frozenset({"zh"})
_PARTICLES = "的之有のはがをにでと은는이가을를의에도와과로"
_LETTER = re.compile(r"[\w\s\u0e00-\u0e7f'’&-]")
_TO_YEAR = 12  # characters between "after" and its year
_SHORTEST = 2  # characters
# A Korean word and its gap, but for forms of verbs and adjectives, which end so.
_WORD_BEFORE = re.compile(r"(?:^|\s)([가-힣]{2,}(?<![한된는은할던운인진킨온]))\s$")


def find_subject(text: str, lang: str, mentions: Sequence[Mention], cues: Sequence[CueHit]) -> tuple[int, int] | None:
    """Start and end of the words that stand beside "about" and that no name and no other wording explains."""
    years = [m.start for m in mentions if m.kind in {"years", "periods"}]
    closed = [(m.start, m.end) for m in mentions] + [(c.start, c.end) for c in cues if _closes(c, years)]
    small = [(c.start, c.end) for c in cues if c.target == "word.function"]
    for cue in (c for c in cues if c.target == "aggregate.about"):
        sides = []
        if lang not in POSTPOSITIONAL:
            sides.append((cue.end, _run(text, cue.end, 1, closed)))
        if lang in POSTPOSITIONAL | _EITHER_SIDE:
            sides.append((_run(text, cue.start, -1, closed), cue.start))
        for start, end in sides:
            start, end = _bare(text, _after_ending(text, start, end), end, small)
            if end - start >= _SHORTEST:
                return start, end
    return _before_a_noun(text, cues, [*closed, *((s, e) for s, e in small if e - s > 1)]) if lang == "ko" else None


def _before_a_noun(text: str, cues: Sequence[CueHit], explained: Sequence[tuple[int, int]]) -> tuple[int, int] | None:
    """A word of its own right before the word for rows, "고래잡이 공약" (whaling commitments); no verb or adjective."""
    rows = sorted(c.start for c in cues if c.target.startswith("relation.") and _is_searched(c.target))
    for at in rows:
        found = _WORD_BEFORE.search(text[:at])
        if found and not any(s < found.end(1) and found.start(1) < e for s, e in explained):
            return found.span(1)
    return None


def _is_searched(target: str) -> bool:
    return load_relations()[target.partition(".")[2]].by_subject


def _closes(cue: CueHit, years: Sequence[int]) -> bool:
    """Whether a topic ends at this wording; a word of what is never answered may well be part of one.

    "After" ends one before a year ("after 2014"), not in "help after cyclones".
    """
    kind, _, name = cue.target.partition(".")
    if name.startswith("range_"):
        return any(0 <= start - cue.end <= _TO_YEAR for start in years)
    return cue.target == "word.domain" or kind == "aggregate" or (kind == "relation" and _answers(name))


def _answers(relation: str) -> bool:
    return load_relations()[relation].record is not None


def _run(text: str, at: int, step: int, closed: Sequence[tuple[int, int]]) -> int:
    """How far the free characters reach from `at`, forwards or backwards."""
    while 0 <= (i := at if step > 0 else at - 1) < len(text):
        if not _LETTER.match(text[i]) or any(start <= i < end for start, end in closed):
            break
        at += step
    return at


def _after_ending(text: str, start: int, end: int) -> int:
    """Where a run begins once the ending of the name before it is left out ("Latvia의 우주", "Latvia'nın uzay")."""
    space = text.find(" ", start, end)
    on_a_word = start > 0 and not text[start - 1].isspace() and not text[start].isspace() if start < end else False
    return space if on_a_word and space > 0 else start


def _bare(text: str, start: int, end: int, small: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """A run without spaces, particles and function words at its ends."""
    before = (-1, -1)
    while before != (start, end) and start < end:
        before = (start, end)
        kept = text[start:end].rstrip(" " + _PARTICLES)
        end = start + len(kept)
        start = end - len(kept.lstrip(" " + _PARTICLES[: _PARTICLES.index("は")]))
        for s, e in small:
            if e - s > 1 and s <= start < e < end:
                start = e
            elif e - s > 1 and start < s < end <= e:
                end = s
            elif (s, e) == (start, end):
                start = end
    return start, end
