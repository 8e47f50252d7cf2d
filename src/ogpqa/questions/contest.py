"""Wordings that claim the same words of a question, and which of them counts."""

from __future__ import annotations

from collections.abc import Sequence

from ogpqa.questions.mentions import Mention
from ogpqa.questions.relations import CueHit, load_relations
from ogpqa.questions.text import Token, is_unspaced
from ogpqa.questions.thesaurus import phrases_in

ON_SUBJECTS = frozenset(f"relation.{name}" for name, relation in load_relations().items() if relation.by_subject)
_LEVELS = frozenset({"aggregate.local", "aggregate.national"})
_CONTESTED = frozenset(
    {"count", "list", "latest", "first", "most", "exists", "compare", "current", "local", "national"}
)


def _outweighs(longer: CueHit, cue: CueHit) -> bool:
    return longer.start <= cue.start and cue.end <= longer.end and longer.end - longer.start > cue.end - cue.start


def stands_in(cue: CueHit, mentions: Sequence[Mention]) -> bool:
    """Whether a cue is part of a name."""
    return any(m.start <= cue.start and cue.end <= m.end for m in mentions)


def outside_subjects(cues: Sequence[CueHit], tokens: Sequence[Token]) -> list[CueHit]:
    """Cues without those that are but a part of a subject's phrase: "first nations" asks for no first row."""
    phrases = phrases_of_subjects(tokens)
    return [
        c
        for c in cues
        if c.target.startswith("word.")
        or not any(s <= c.start and c.end <= e and e - s > c.end - c.start for s, e in phrases)
    ]


def is_indirect(cue: CueHit, cues: Sequence[CueHit], names: Sequence[Mention]) -> bool:
    """Whether "how much" only opens what a question is about ("anything about how much fish may be caught")."""
    if cue.target != "aggregate.count" or cue.start == 0:
        return False
    about = any(c.target == "aggregate.about" and c.start and 0 < cue.start - c.end <= 1 for c in cues)
    asked = any(c.start >= cue.end and c.target.startswith("relation.") for c in cues)
    said = any(c.end <= cue.start and c.target in ON_SUBJECTS for c in cues)  # "anything on how much …"
    return about and not asked and (said or not any(m.start >= cue.end for m in names))


def without_subjects(mentions: Sequence[Mention], cues: Sequence[CueHit]) -> tuple[Mention, ...]:
    """The names without a guess at a second member right behind "about": that is a subject, however it sounds."""
    members = [m for m in mentions if m.kind == "members"]
    abouts = [c.end for c in cues if c.target == "aggregate.about"]
    guessed = [m for m in members if not m.exact and any(0 < m.start - end <= 1 for end in abouts)]
    return tuple(m for m in mentions if m not in guessed or len(members) == len(guessed))


def phrases_of_subjects(tokens: Sequence[Token]) -> list[tuple[int, int]]:
    """The characters of subjects' phrases of several words."""
    return [(tokens[i].start, tokens[j - 1].end) for i, j in phrases_in(tuple(t.stem for t in tokens))]


def _are_kin(one: CueHit, other: CueHit) -> bool:
    """Whether two wordings ask for different things of rows of one type."""
    first, second = (load_relations()[cue.target.partition(".")[2]] for cue in (one, other))
    return first is not second and first.record == second.record


def contested(text: str, cues: Sequence[CueHit]) -> tuple[CueHit, ...]:
    """Aggregates compete for words: "most recent" is latest, not most. So do relations on the same rows where no
    space parts words: the address of a contact ("联系人邮箱") is no contact."""
    if is_unspaced(text):
        own = [c for c in cues if c.target.startswith("relation.")]
        cues = [c for c in cues if c not in own or not any(_outweighs(o, c) and _are_kin(o, c) for o in own)]
    aggregates = [c for c in cues if c.target.removeprefix("aggregate.") in _CONTESTED]
    others = [c for c in cues if c.target in {"aggregate.about", "word.function"}]  # Thai "about" holds "how many"
    # "Countries and cities" are all members, not the local ones.
    members = [c for c in cues if c.target == "aggregate.unit_member"]
    kept = [
        c
        for c in aggregates
        if not any(_outweighs(o, c) for o in (*aggregates, *others))
        and not (c.target in _LEVELS and any(_outweighs(m, c) for m in members))
    ]
    return (*(c for c in cues if c not in aggregates), *kept)
