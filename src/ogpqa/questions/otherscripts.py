"""Names of members and people written in another script, by their sound: "카두나" is Kaduna, "Кушке" Kušķe.

The last resort, when nothing else names a member or a person: each free run of letters is put into Latin letters
(anyascii), and names are looked for in it, short ones as they are, longer ones with a letter or two off.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence, Set
from itertools import groupby

from anyascii import anyascii
from rapidfuzz.distance import OSA

from ogpqa.questions.gazetteer import Gazetteer
from ogpqa.questions.mentions import SOFT, Mention
from ogpqa.questions.named import Name

_SHORTEST = 5  # letters: shorter names are not looked for
_FORGIVEN = (6, 9)  # letters from which one may be off, and from which two
_Heard = tuple[Name, int, int]  # from (inclusive) to (exclusive)


def find_spoken(text: str, names: Gazetteer, common: Set[str], found: Sequence[Mention]) -> Iterator[Mention]:
    """The member and the person that sound most like a run of letters in another script."""
    if text.isascii():
        return
    roman, at = _romanised(text, found)
    starts = [i for i, letter in enumerate(roman) if letter != " " and (i == 0 or roman[i - 1] == " ")]
    for kind in ("members", "persons"):
        if any(m.kind in {kind, "places", "countries"} for m in found):
            continue
        said = [(form, name) for form, name in names.spoken.inside(roman) if name.kind == kind]
        heard = _very(said, roman, at) or _nearly(
            [pair for pair in names.spoken_initials.at(roman, starts) if pair[1].kind == kind], roman, starts
        )
        if heard:
            name, start, end = heard
            yield Mention(kind, name.values, at[start], at[end - 1] + 1, False)


def _very(names: Iterable[tuple[str, Name]], roman: str, at: Sequence[int]) -> _Heard | None:
    """The longest name that is heard as it is, also within a run without spaces, and where; from a syllable's start."""
    there = [
        (len(form), start, name)
        for form, name in names
        if len(form) >= _SHORTEST and (start := roman.rfind(form)) >= 0 and (not start or at[start - 1] != at[start])
    ]
    if not there:
        return None
    n, start, name = max(there, key=lambda found: found[0])
    return name, start, start + n


def _nearly(names: Iterable[tuple[str, Name]], roman: str, starts: Sequence[int]) -> _Heard | None:
    """The name that is heard best at the start of a word, a letter or two off, and where."""
    best, chosen = (-math.inf, 0, 0, 0), None
    for form, name in names:
        edits = sum(len(form) >= least for least in _FORGIVEN)
        for start in (i for i in starts if edits and roman[i] == form[0]):
            for end in (start + len(form), start + len(form) + 1):
                off = OSA.distance(form, roman[start:end], score_cutoff=edits)
                if off <= edits and (-off, len(form)) >= best[:2]:
                    heard = (-off, len(form), start, min(end, len(roman)))
                    if heard[:2] > best[:2] or (name is chosen and heard > best):
                        best, chosen = heard, name
    return (chosen, *best[2:]) if chosen else None


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
