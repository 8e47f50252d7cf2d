"""Finding what a question names: members, people, codes, years, titles, areas, document types, terms.

Exact names first, the longest first; then names inside unspaced or inflected words; then typos. What is found claims
its characters, so that nothing is read twice. Names of one question may overlap only where they are soft: an area, a
document type or a term is a filter for the relations that accept it, and common words for the others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from functools import partial

from ogpqa.questions.dates import find_dates
from ogpqa.questions.gazetteer import Gazetteer
from ogpqa.questions.mentions import PLACE_KINDS, SOFT, Mention, is_claimed
from ogpqa.questions.misspelt import find_people, inflected_or_misspelt, misspelt_names
from ogpqa.questions.named import Name
from ogpqa.questions.neighbours import settled
from ogpqa.questions.otherscripts import find_spoken
from ogpqa.questions.places import load_aliases
from ogpqa.questions.text import Token, fold, is_unspaced, tokenise

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)
_CODE = re.compile(r"(?<![A-Za-z0-9])([A-Za-z]{2,4})([ -]?)(\d{2,5})(?![0-9A-Za-z])")
_PERIOD = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*[-\u2010-\u2015/~]\s*((?:19|20)?\d\d)(?!\d)")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_BEFORE_A_NAME = re.compile(r"(?P<word>[^\W\d_]+)(?P<joint>-|\.? )$")
_ARABIC_PREFIXES = frozenset("وفبكلا")
Named = Sequence[tuple[Sequence[Token], Sequence[Name]]]


def find_mentions(text: str, names: Gazetteer, common: Set[str]) -> tuple[Mention, ...]:
    """Every mention in a normalised question, in order. `common` are folded words that are no guess at a name."""
    found: list[Mention] = []
    named = named_runs(tokenise(text), names)
    for step in (
        _emails,
        _codes,
        partial(_titles, named),
        _dates,
        _periods,
        _years,
        partial(_long_names, named),
        _long_names_inside,
        misspelt_names,
        partial(_exact_names, named),
        _names_inside,
        inflected_or_misspelt,
        find_people,
        find_spoken,
    ):
        found += [m for m in step(text, names, common, tuple(found)) if m.kind in SOFT or not is_claimed(m, found)]
    mentions = (_with_title(text, m) if m.kind == "persons" else m for m in settled(text, found, names))
    return tuple(sorted(mentions, key=lambda m: (m.start, m.end)))


def _with_title(text: str, person: Mention) -> Mention:
    """A person with the title before the name, and the rest of a name with a hyphen ("Ms Al-Majali")."""
    found = _BEFORE_A_NAME.search(text[: person.start])
    while found and (found["joint"] == "-" or fold(found["word"]) in load_aliases().honorifics):
        person = replace(person, start=found.start("word"))
        found = _BEFORE_A_NAME.search(text[: person.start])
    return person


def _emails(text: str, names: Gazetteer, common: Set[str], found: Sequence[Mention]) -> Iterator[Mention]:
    for match in _EMAIL.finditer(text):
        yield Mention("emails", (match.group().casefold(),), match.start(), match.end())


def _codes(text: str, names: Gazetteer, common: Set[str], found: Sequence[Mention]) -> Iterator[Mention]:
    """Codes as typed ("kr0045", "KR-45"); a code that the index has not is kept, to be refused by name."""
    for match in _CODE.finditer(text):
        prefix, gap, digits = match.group(1).upper(), match.group(2), match.group(3)
        known_prefix = prefix in names.code_prefixes
        padded = f"{prefix}{digits.zfill(4)}"
        looks_so = len(digits) == 4 and (gap != " " and not (gap and prefix.lower() in common))
        if padded in names.codes and (
            known_prefix and match.group(1).lower() not in common or len(digits) == 4 and not gap
        ):
            yield Mention("codes", (padded,), match.start(), match.end())
        elif (looks_so or known_prefix and len(digits) >= 4 and match.group(1).isupper()) and not _YEAR.fullmatch(
            digits
        ):
            yield Mention("codes", (f"{prefix}{digits}",), match.start(), match.end())
        elif not gap and len(digits) == 4:
            yield Mention("codes", (f"{prefix}{digits}",), match.start(), match.end())


def _titles(named: Named, text: str, names: Gazetteer, common: Set[str], found: Sequence[Mention]) -> Iterator[Mention]:
    yield from _look_up(named, names, common, ("titles",), found)


def _dates(text: str, names: Gazetteer, common: Set[str], found: Sequence[Mention]) -> Iterator[Mention]:
    yield from find_dates(text)


def _periods(text: str, names: Gazetteer, common: Set[str], found: Sequence[Mention]) -> Iterator[Mention]:
    for match in _PERIOD.finditer(text):
        start, end = match.groups()
        yield Mention("periods", (f"{start}-{start[: 4 - len(end)]}{end}",), match.start(), match.end())


def _years(text: str, names: Gazetteer, common: Set[str], found: Sequence[Mention]) -> Iterator[Mention]:
    for match in _YEAR.finditer(text):
        yield Mention("years", (match.group(),), match.start(), match.end())


def _long_names(
    named: Named, text: str, names: Gazetteer, common: Set[str], found: Sequence[Mention]
) -> Iterator[Mention]:
    """Exact names of two and more words, before a part of one is taken for another with a typo."""
    for mention in _exact_names(named, text, names, common, found):
        if len(tokenise(text[mention.start : mention.end])) > 1:
            yield mention


def _long_names_inside(text: str, names: Gazetteer, common: Set[str], found: Sequence[Mention]) -> Iterator[Mention]:
    """Names of several words with particles on them ("도미니카 공화국의"), before one word is a name."""
    for mention in _names_inside(text, names, common, found):
        if " " in text[mention.start : mention.end]:
            yield mention


def _exact_names(
    named: Named, text: str, names: Gazetteer, common: Set[str], found: Sequence[Mention]
) -> Iterator[Mention]:
    yield from _look_up(
        named, names, common, ("members", "countries", "places", "persons", "organisations", "roles"), found
    )


def _look_up(
    named: Named, names: Gazetteer, common: Set[str], kinds: Sequence[str], found: Sequence[Mention]
) -> Iterator[Mention]:
    """Names of the given kinds that stand in the text word by word, longest first."""
    taken: list[Mention] = [m for m in found if m.kind not in SOFT]
    for run, names_there in named:
        for name in names_there:
            if name.kind not in kinds or not is_acceptable(name, run, names, common):
                continue
            mention = Mention(name.kind, name.values, run[0].start, run[-1].end)
            if not is_claimed(mention, taken):
                taken.append(mention)
                yield mention


def find_soft(tokens: Sequence[Token], names: Gazetteer) -> list[Mention]:
    """Areas, document types and terms among the words of a question, typos already mended; they may overlap."""
    return [
        Mention(name.kind, name.values, run[0].start, run[-1].end)
        for run, names_there in named_runs(tokens, names)
        for name in names_there
        if name.kind in SOFT and is_acceptable(name, run, names, frozenset())
    ]


def named_runs(tokens: Sequence[Token], names: Gazetteer) -> Named:
    """The runs of words that may be names, whatever their spacing and accents, with these; longest first."""
    found = []
    for i, first in enumerate(tokens):
        folds = stems = ""
        # Arabic writes "of", "to", "and" and "the" onto the name.
        onto = [n for n in (1, 2, 3) if set(first.fold[:n]) <= _ARABIC_PREFIXES]
        for end in range(i + 1, min(i + names.longest, len(tokens)) + 1):
            folds, stems = folds + tokens[end - 1].fold, stems + tokens[end - 1].stem
            behind = [folds[n:] for n in onto] + (["ال" + folds[2:]] if folds.startswith("لل") else [])
            forms = [form for form in (folds, stems, *behind) if names.may_begin(form)]
            if not forms:
                break
            if there := next((there for form in forms if (there := names.by_key.get(form))), None):
                found.append((tokens[i:end], there))
    return sorted(found, key=lambda pair: -len(pair[0]))


def is_acceptable(name: Name, run: Sequence[Token], names: Gazetteer, common: Set[str]) -> bool:
    """Whether a name may be meant by these words: short names only as written, common words never for a place."""
    typed = run[0].text
    if len(run) == 1 and name.kind == "terms" and len(typed) <= 3:
        return typed.isupper()
    if len(run) == 1 and len(name.text) == 3 and name.text.isupper() and typed.islower() and run[0].fold in common:
        return False  # Polish "rok" is a year
    if len(run) == 1 and len(typed) <= 2 and not is_unspaced(typed):
        return typed in names.short
    if len(run) == 1 and name.kind in PLACE_KINDS and name.text in names.short:
        return typed == name.text and run[0].fold not in common
    if len(run) > 1 and name.kind in PLACE_KINDS and len(tokenise(name.text)) == 1:
        # "T&T" is Trinidad's, but "I'd" is not Indonesia's code, nor "chi è" Chile.
        return all(len(t.text) == 1 and t.text.isupper() for t in run)
    return not (len(run) == 1 and name.kind == "places" and run[0].fold in common)


def _at_a_word(text: str, form: str) -> int:
    """Where a name stands in text without spaces, or -1; a Korean name starts a word, so "이란" is not in "IRM이란"."""
    start = text.find(form)
    while start >= 0 and not _stands_apart(text, start, start + len(form)):
        start = text.find(form, start + 1)
    return start


def _stands_apart(text: str, start: int, end: int) -> bool:
    """Whether a name is no part of another word: a Korean one starts a word, katakana stand between other letters."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if "\uac00" <= text[start] <= "\ud7af":
        return not before.isalnum() or not "\uac00" <= before <= "\ud7af"
    if "\u30a0" <= text[start] <= "\u30ff":
        return not any("\u30a0" <= ch <= "\u30ff" for ch in (before, after) if ch)
    return True


def _names_inside(text: str, names: Gazetteer, common: Set[str], found: Sequence[Mention]) -> Iterator[Mention]:
    """Names inside runs of characters, for scripts that set no spaces or write particles onto the name."""
    if not is_unspaced(text):
        return
    folded, taken = fold(text), [m for m in found if m.kind not in SOFT]
    if len(folded) != len(text):
        return
    for form, name in names.inside.inside(folded):
        start = _at_a_word(folded, form)
        mention = Mention(name.kind, name.values, start, start + len(form))
        if start >= 0 and not is_claimed(mention, taken):
            taken.append(mention)
            yield mention
