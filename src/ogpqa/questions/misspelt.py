"""Names in another form than the index has them: inflected, or with a typo or two."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence, Set

from rapidfuzz.distance import OSA

from ogpqa.questions.gazetteer import Gazetteer
from ogpqa.questions.mentions import Mention, free_tokens, is_claimed
from ogpqa.questions.named import Name
from ogpqa.questions.text import Token, is_unspaced, key, tokenise

_LONG = 9  # letters of a name of several words that may have a typo anywhere
_SECOND = 4  # letters of the second word of a shorter one


def misspelt_names(text: str, names: Gazetteer, common: Set[str], found: Sequence[Mention]) -> Iterator[Mention]:
    """Names of two and three words with a typo ("Noroh Macedonia"), before one of their words is taken for a name."""
    tokens = free_tokens(tokenise(text), found)
    taken: list[Mention] = []
    for n in (3, 2):
        for i in range(len(tokens) - n + 1):
            run = tokens[i : i + n]
            typed = "".join(t.fold for t in run)
            if (
                typed in names.by_key
                or all(t.fold in common for t in run)
                or len(text[run[0].end : run[-1].start].split()) > n
            ):
                continue
            inflected = _inflected(run, names) if len(typed) >= _LONG else _half_misspelt(run, names)
            near = () if inflected or len(typed) < _LONG else names.long_place_keys.near(typed, _slips(typed), 1)
            name = inflected or next(
                (x for key, _ in near for x in names.by_key[key] if len(tokenise(x.text)) > 1), None
            )
            mention = Mention(name.kind, name.values, run[0].start, run[-1].end, False) if name else None
            if mention and not is_claimed(mention, taken):
                taken.append(mention)
                yield mention


def _slips(typed: str) -> int:
    """How many letters of a name of several words may be wrong."""
    return 1 if len(typed) < 12 else 2


def inflected_or_misspelt(text: str, names: Gazetteer, common: Set[str], found: Sequence[Mention]) -> Iterator[Mention]:
    """Members and places in another ending ("Latvian", "Латвии") or with a typo or two ("Mongolai")."""
    tokens = free_tokens(tokenise(text), found)
    taken: list[Mention] = []
    for n in (3, 2, 1):
        for i in range(len(tokens) - n + 1):
            run = tokens[i : i + n]
            typed = "".join(t.fold for t in run)
            if len(typed) < (4 if n == 1 else 8) or any(
                t.fold in common or t.fold.isdigit() for t in run if n == 1 or len(t.fold) > 3
            ):
                continue
            name = _nearest(typed, names, ("members", "countries", "places"))
            if name and n == 1 and run[0].fold in names.vocabulary and not _is_ending_of(typed, name):
                continue
            # A guess at a place that is no member would refuse the question: only for what is written like a name.
            if name and name.kind == "places" and (run[0].text[0].islower() or len(typed) < 5):
                continue
            if name and name.kind == "places" and all(t.fold in names.person_words for t in run if len(t.fold) > 2):
                continue  # "Al-Majali" is a contact, and no typo of Almaty
            mention = Mention(name.kind, name.values, run[0].start, run[-1].end, False) if name else None
            if mention and not is_claimed(mention, taken):
                taken.append(mention)
                yield mention


def find_people(text: str, names: Gazetteer, common: Set[str], found: Sequence[Mention]) -> Iterator[Mention]:
    """People by part of their name, in any order, or misspelt; several words must fit one person."""
    runs: list[tuple[Token, Set[str]]] = []
    for token in free_tokens(tokenise(text), found):
        if token.fold in common or token.fold.isdigit():
            continue
        people: Set[str] = set(names.person_words.get(token.fold, ()))
        if not people and len(token.fold) >= 5:
            for word, edits in names.person_spellings.near(token.fold, 2):
                if len(word) >= 4 and edits <= (1 if len(word) < 8 else 2):
                    people |= set(names.person_words[word])
        if people:
            runs.append((token, people))
    while runs:
        (first, people), *rest = runs
        last, taken = first, 1
        for token, others in rest:
            if not people & others or len(text[last.end : token.start].strip()) > 2:
                break
            people, last, taken = people & others, token, taken + 1
        capital = first.text[:1].isupper() or is_unspaced(first.text)
        if taken > 1 or capital or first.fold not in names.vocabulary:
            yield Mention("persons", tuple(sorted(people)), first.start, last.end, taken > 1)
        runs = runs[taken:]


def _inflected(run: Sequence[Token], names: Gazetteer) -> Name | None:
    """The place whose words are those of the run but for their endings ("Macedonii Północnej", "Южной Корее")."""
    for words, name in names.several_words.get(run[0].fold[:3], ()):
        if len(words) == len(run) and all(_same_but_ending(t.fold, w) for t, w in zip(run, words, strict=True)):
            return name
    return None


def _half_misspelt(run: Sequence[Token], names: Gazetteer) -> Name | None:
    """The place of two words whose first one is typed right, and the second but for one slip ("Sri Lnka")."""
    first, second = run[0].fold, run[-1].fold
    for words, name in names.several_words.get(first[:3], ()):
        if len(run) == len(words) == 2 and words[0] == first and words[1][0] == second[0]:
            if len(words[1]) >= _SECOND and OSA.distance(words[1], second, score_cutoff=1) <= 1:
                return name
    return None


def _same_but_ending(typed: str, word: str) -> bool:
    if typed == word:
        return True
    shared = next((i for i, (a, b) in enumerate(zip(typed, word, strict=False)) if a != b), min(len(typed), len(word)))
    return shared >= max(3, len(word) - 3) and len(typed) - shared <= 3


def _is_ending_of(typed: str, name: Name) -> bool:
    """Whether the word is a member's name with another ending ("Estonian"), rather than a word like it."""
    return name.kind == "members" and typed.startswith(key(name.text)[:-1])


def _nearest(typed: str, names: Gazetteer, kinds: Sequence[str]) -> Name | None:
    """The name that differs least: in its ending, or by one edit (two from eight letters on). Members win ties."""
    best = (math.inf, 0)
    chosen: Name | None = None
    near = [form for form, _ in names.place_keys.near(typed, 2, limit=12)]
    for form in dict.fromkeys((*near, *names.place_keys.starting(typed[:3]))):
        distance = _distance(typed, form)
        for name in names.by_key[form] if distance is not None else ():
            if name.kind in kinds and distance is not None and (distance, kinds.index(name.kind)) < best:
                best, chosen = (distance, kinds.index(name.kind)), name
    return chosen


def _distance(typed: str, form: str) -> float | None:
    """How far apart two keys are, or None when they are different words."""
    if len(form) < 4:
        return None
    edits = OSA.distance(typed, form, score_cutoff=2)
    if edits <= (1 if min(len(typed), len(form)) < 8 else 2) and typed[0] == form[0]:
        return float(edits)
    shared = next((i for i, (a, b) in enumerate(zip(typed, form, strict=False)) if a != b), min(len(typed), len(form)))
    if shared >= max(4, len(form) - 2) and len(typed) - shared <= 4:
        return 1 + 0.25 * (len(typed) - shared) + 0.5 * (len(form) - shared)
    return None
