"""Numbers that a question compares with: "more than 5", "at least two", "their fourth plan", "5개 이상".

Such a number becomes a mention of the kind "amount" (or "ordinal", of a plan); its two values are the least and the
most that is asked, "" where there is no bound. A number beside no such wording is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ogpqa.questions.mentions import SOFT, Mention
from ogpqa.questions.relations import CueHit, load_relations, wordings_in
from ogpqa.questions.text import Token

_BEHIND = re.compile(r"\W{0,2}(\d{1,3})(?![\d\w-])")
_NUMBERED = re.compile(r"\s(?:(?:no|nr)\.?\s?|number\s|#)?(\d{1,2})(?![\d\w,.-]*\d)", re.IGNORECASE)
_MARK = re.compile(r"[,;:?!.]")
_BEFORE = re.compile(r"(?<![\d\w-])(\d{1,3})\s?[^\W\d]?\s?$")
_PLAN_WORDS = 2  # between "fourth" and "plan"
_COUNT = "aggregate.count"
_OTHERWISE = ("aggregate.list", _COUNT, "aggregate.amount_", "aggregate.lacking")
_ASKING = frozenset({"which", "what", "who", "whom", "whose", "where", "when", "how", "why"})
_SINGLE = frozenset({"codes", "persons", "titles"})  # names of rows, which are not counted then
_TEN, _TENS = 10, frozenset({10, 20})
_BEYOND = 3  # tokens with a joint
_DIGITS = 3  # of a number that is no year


def find_amounts(
    text: str, lang: str, tokens: Sequence[Token], cues: Sequence[CueHit], mentions: Sequence[Mention]
) -> list[Mention]:
    """The amounts of a question; an ordinal counts only where no member is named, else it is no filter."""
    hard = [m for m in mentions if m.kind not in SOFT]
    compared = [(c, c.target.removeprefix("aggregate.amount_")) for c in cues if ".amount_" in c.target]
    found = [m for cue, how in compared if (m := _compared(text, lang, tokens, cue, how))]
    if not found and not any(m.kind in {"members", "places"} for m in hard):
        found = list(_ordinals(lang, tokens, cues))
    return [m for m in found if not any(o.start < m.end and m.start < o.end for o in hard)]


def claimed_counts(
    lang: str, tokens: Sequence[Token], cues: Sequence[CueHit], mentions: Sequence[Mention]
) -> list[CueHit]:
    """Numbers that a question claims of a member and wants to have told: "Does Chile have NINE commitments?".

    They call for the count, as "how many" does, so that the answer says the right number. In writing that sets no words
    apart counters stand between, and none are found.
    """
    targets = {c.target for c in cues}
    members = {m.values for m in mentions if m.kind == "members"}
    if (
        any(m.kind in _SINGLE for m in mentions)
        or len(members) != 1
        or "aggregate.exists" not in targets
        or any(c.target.startswith(_OTHERWISE) and not _is_theirs(c, cues) for c in cues)
    ):
        return []
    counted = {f"relation.{name}" for name, r in load_relations().items() if "count" in r.aggregates and not r.reason}
    starts = {c.start for c in cues if c.target in counted}
    asking = min((c.start for c in cues if c.target.startswith("aggregate.unit_")), default=None)
    free = [t for t in tokens if not any(m.start <= t.start and t.end <= m.end for m in mentions if m.kind not in SOFT)]
    numbers = [_number(free, i, lang) for i in range(len(free))]
    for (token, behind), n in zip(pairwise(free), numbers, strict=False):
        if token.fold in _ASKING or token.start == asking:
            return []
        if n is not None and n > 1 and behind.start in starts:  # "a" and "one" are one word in many languages
            return [CueHit(_COUNT, t.start, t.end, 1.0) for t, m in zip(free, numbers, strict=True) if m == n]
    return []


def asked_plan(text: str, lang: str, tokens: Sequence[Token], cues: Sequence[CueHit]) -> int | None:
    """Which plan of a member's is asked for by its number: "their FIRST action plan", "Action Plan 4"."""
    plans = [cue for cue in cues if cue.target == "aggregate.unit_plan"]
    for ordinal in _ordinals(lang, tokens, cues):
        start = min(cue.start for cue in plans if cue.start >= ordinal.end)
        if not _MARK.search(text, ordinal.end, start):  # "First, the plan of Chile please"
            return int(ordinal.values[0])
    behind = (_NUMBERED.match(text, cue.end) for cue in plans)
    # "Are there in its plan 9 commitments?"
    counted = {cue.start for cue in cues if cue.target.startswith(("relation.", "aggregate.unit_"))}
    return next((int(found[1]) for found in behind if found and found.end() + 1 not in counted), None)


def _is_theirs(cue: CueHit, cues: Sequence[CueHit]) -> bool:
    """Whether a wording is a thing that a member has and no wish: "on ITS list"."""
    return any(c.target == "aggregate.back" and 0 < cue.start - c.end <= 1 for c in cues)


def _number(tokens: Sequence[Token], at: int, lang: str) -> int | None:
    """The number that a token is, or a part of: "twenty-five" and "dix-sept" are two."""
    token, words = tokens[at], wordings_in(lang).numbers
    if token.fold.isdigit():
        return int(token.fold) if len(token.fold) <= _DIGITS else None
    n = words.get(token.fold)
    if n is None:
        return None
    tens, ones = _beside(tokens, at, -1, lang), _beside(tokens, at, 1, lang)
    if n < _TEN and tens and (more := words.get(tens.fold, 0)) in _TENS:
        return more + n
    if n in _TENS and ones and (less := words.get(ones.fold, _TEN)) < _TEN:
        return n + less
    return n


def _beside(tokens: Sequence[Token], at: int, step: int, lang: str) -> Token | None:
    """The token next to another, beyond a joint ("vinte E cinco"); None where anything parts them."""
    row = [tokens[i] for i in (at, at + step, at + 2 * step) if 0 <= i < len(tokens)]
    row = row if len(row) == _BEYOND and row[1].fold in wordings_in(lang).joints else row[:2]
    ordered = sorted(row, key=lambda token: token.start)
    joined = all(after.start - before.end <= 1 for before, after in pairwise(ordered))
    return row[-1] if len(row) > 1 and joined else None


def _compared(text: str, lang: str, tokens: Sequence[Token], cue: CueHit, how: str) -> Mention | None:
    n, start, end = _number_beside(text, lang, tokens, cue)
    if n is None:
        return None
    least = {"over": n + 1, "least": n, "exactly": n}.get(how)
    most = {"under": n - 1, "most": n, "exactly": n}.get(how)
    values = tuple("" if bound is None else str(bound) for bound in (least, most))
    return Mention("amount", values, min(start, cue.start), max(end, cue.end))


def _number_beside(text: str, lang: str, tokens: Sequence[Token], cue: CueHit) -> tuple[int | None, int, int]:
    """The number right behind a wording or right before it, and where it stands."""
    if found := _BEHIND.match(text, cue.end):
        return int(found[1]), found.start(1), found.end(1)
    if found := _BEFORE.search(text[: cue.start]):
        return int(found[1]), found.start(1), found.end(1)
    beside = [(i, t) for i, t in enumerate(tokens) if 0 < t.start - cue.end <= 1 or 0 < cue.start - t.end <= 1]
    numbers = ((_number(tokens, i, lang), t.start, t.end) for i, t in beside if not t.fold.isdigit())
    return next((one for one in numbers if one[0] is not None), (None, 0, 0))


def _ordinals(lang: str, tokens: Sequence[Token], cues: Sequence[CueHit]) -> Iterator[Mention]:
    """ "Fourth" of "on their fourth action plan"."""
    plans = [(c.start, c.end) for c in cues if c.target == "aggregate.unit_plan"]
    for i, token in enumerate(tokens):
        n = wordings_in(lang).ordinals.get(token.fold)
        behind = tokens[i + 1 : i + 1 + _PLAN_WORDS]
        if n and any(s <= t.start and t.end <= e for t in behind for s, e in plans):
            yield Mention("ordinal", (str(n), str(n)), token.start, token.end)
