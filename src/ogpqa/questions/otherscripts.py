"""Names of members and people written in another script, by their sound: "카두나" is Kaduna, "Кушке" Kušķe.

The last resort, when nothing else names a member or a person: each free run of letters is put into Latin letters
(anyascii), and names are looked for in it, short ones as they are, longer ones with a letter or two off.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence, Set
from itertools import groupby

from anyascii import anyascii
from rapidfuzz.distance import OSA

from ogpqa.questions.gazetteer import Gazetteer
from ogpqa.questions.mentions import SOFT, Mention

_SHORTEST = 5  # letters: shorter names are not looked for
_FORGIVEN = (6, 9)  # letters from which one may be off, and from which two


def find_spoken(text: str, names: Gazetteer, common: Set[str], found: Sequence[Mention]) -> Iterator[Mention]:
    """The member and the person that sound most like a run of letters in another script."""
    if text.isascii():
        return
    roman, at = _romanised(text, found)
    for kind in ("members", "persons"):
        if any(m.kind in {kind, "places", "countries"} for m in found):
            continue
        best = (-math.inf, 0)
        chosen: Mention | None = None
        for spoken, name in names.spoken:
            if name.kind == kind and (heard := _heard(spoken, roman)) and heard[:2] > best:
                best = heard[:2]
                chosen = Mention(kind, name.values, at[heard[2]], at[heard[3] - 1] + 1, False)
        if chosen:
            yield chosen


def _heard(spoken: str, roman: str) -> tuple[float, int, int, int] | None:
    """How alike a name sounds (0 is the same), its length, and where it stands.

    Within a run without spaces only the very sound counts; at the start of a word a letter or two may be off.
    """
    if len(spoken) < _SHORTEST:
        return None
    edits = sum(len(spoken) >= least for least in _FORGIVEN)
    heard: list[tuple[float, int, int, int]] = []
    for start in (i for i, letter in enumerate(roman) if letter == spoken[0]):
        allowed = edits if start == 0 or roman[start - 1] == " " else 0
        for end in (start + len(spoken), start + len(spoken) + 1):
            off = OSA.distance(spoken, roman[start:end], score_cutoff=allowed)
            if off <= allowed:
                heard.append((-off, len(spoken), start, min(end, len(roman))))
    return max(heard, default=None)


def _romanised(text: str, found: Sequence[Mention]) -> tuple[str, list[int]]:
    """The letters of other scripts in Latin ones, what is claimed or Latin as one space, and where each came from."""
    claimed = {i for m in found if m.kind not in SOFT for i in range(m.start, m.end)}
    letters: list[tuple[str, int]] = []
    for i, ch in enumerate(text):
        foreign = not ch.isascii() and ch.isalnum() and i not in claimed and ch > "\u024f"
        letters += [(letter, i) for letter in (anyascii(ch).lower() if foreign else " ")]
    kept = [pair for is_space, run in groupby(letters, lambda p: p[0] == " ") for pair in _run(is_space, list(run))]
    return "".join(letter for letter, _ in kept), [i for _, i in kept]


def _run(is_space: bool, run: list[tuple[str, int]]) -> list[tuple[str, int]]:
    return run[:1] if is_space else run
