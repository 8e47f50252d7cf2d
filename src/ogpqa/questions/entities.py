"""Finding what a question names: members, people, codes, years, titles, areas, document types, terms.

Exact names first, the longest first; then names inside unspaced or inflected words; then typos. What is found claims
its characters, so that nothing is read twice. Names of one question may overlap only where they are soft: an area, a
document type or a term is a filter for the relations that accept it, and common words for the others.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from itertools import zip_longest

from rapidfuzz import process
from rapidfuzz.distance import OSA

from ogpqa.questions import places
from ogpqa.questions.gazetteer import Gazetteer, Name
from ogpqa.questions.text import Token, fold, is_unspaced, key, tokenise

_PLACE_KINDS = frozenset({"members", "countries", "places"})
SOFT = frozenset({"areas", "resource_types", "terms"})
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)
_CODE = re.compile(r"(?<![A-Za-z0-9])([A-Za-z]{2,4})([ -]?)(\d{2,5})(?![0-9A-Za-z])")
_PERIOD = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*[-\u2010-\u2015/~]\s*((?:19|20)?\d\d)(?!\d)")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_ARABIC_PREFIXES = "وفبكلا"


@dataclass(frozen=True, slots=True)
class Mention:
    """Something that the question names, and where. `values` are the filter's values; `exact` is False for a guess."""

    kind: str
    values: tuple[str, ...]
    start: int
    end: int
    exact: bool = True


def find_mentions(text: str, names: Gazetteer, common: Set[str]) -> tuple[Mention, ...]:
    """Every mention in a normalised question, in order. `common` are folded words that are never guessed to be names."""
    found: list[Mention] = []
    for step in (
        _emails,
        _codes,
        _titles,
        _periods,
        _years,
        _long_names,
        _misspelt_names,
        _exact_names,
        _names_inside,
        _inflected_or_misspelt,
        _people,
    ):
        found += [m for m in step(text, names, common, tuple(found)) if m.kind in SOFT or not _claimed(m, found)]
    return tuple(sorted(_settled(text, found, names), key=lambda m: (m.start, m.end)))


def _claimed(mention: Mention, found: Iterable[Mention]) -> bool:
    return any(m.start < mention.end and mention.start < m.end for m in found if m.kind not in SOFT)


def _free(tokens: Sequence[Token], found: Iterable[Mention]) -> list[Token]:
    hard = [m for m in found if m.kind not in SOFT]
    return [t for t in tokens if not any(m.start < t.end and t.start < m.end for m in hard)]


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


def _periods(text: str, names: Gazetteer, common: Set[str], found: Sequence[Mention]) -> Iterator[Mention]:
    for match in _PERIOD.finditer(text):
        start, end = match.groups()
        yield Mention("periods", (f"{start}-{start[: 4 - len(end)]}{end}",), match.start(), match.end())


def _years(text: str, names: Gazetteer, common: Set[str], found: Sequence[Mention]) -> Iterator[Mention]:
    for match in _YEAR.finditer(text):
        yield Mention("years", (match.group(),), match.start(), match.end())


def _titles(text: str, names: Gazetteer, common: Set[str], found: Sequence[Mention]) -> Iterator[Mention]:
    yield from _look_up(text, names, common, ("titles",), found)


def _long_names(text: str, names: Gazetteer, common: Set[str], found: Sequence[Mention]) -> Iterator[Mention]:
    """Exact names of two and more words, before a part of one is taken for another with a typo."""
    for mention in _exact_names(text, names, common, found):
        if len(tokenise(text[mention.start : mention.end])) > 1:
            yield mention


def _exact_names(text: str, names: Gazetteer, common: Set[str], found: Sequence[Mention]) -> Iterator[Mention]:
    yield from _look_up(
        text,
        names,
        common,
        ("members", "countries", "places", "persons", "organisations", "roles"),
        found,
    )


def _look_up(
    text: str, names: Gazetteer, common: Set[str], kinds: Sequence[str], found: Sequence[Mention]
) -> Iterator[Mention]:
    """Names of the given kinds that stand in the text word by word, longest first."""
    tokens = [t for t in tokenise(text)]
    taken: list[Mention] = [m for m in found if m.kind not in SOFT]
    for n in range(min(names.longest, len(tokens)), 0, -1):
        for i in range(len(tokens) - n + 1):
            run = tokens[i : i + n]
            for name in _names_for(run, names):
                if name.kind not in kinds or not _acceptable(name, run, names, common):
                    continue
                mention = Mention(name.kind, name.values, run[0].start, run[-1].end)
                if name.kind in SOFT:
                    yield mention
                elif not _claimed(mention, taken):
                    taken.append(mention)
                    yield mention


def find_soft(tokens: Sequence[Token], names: Gazetteer) -> list[Mention]:
    """Areas, document types and terms among the words of a question, typos already mended; they may overlap."""
    found = []
    for n in range(1, min(names.longest, len(tokens)) + 1):
        for i in range(len(tokens) - n + 1):
            run = tokens[i : i + n]
            kept = [m for m in _names_for(run, names) if m.kind in SOFT and _acceptable(m, run, names, frozenset())]
            found += [Mention(name.kind, name.values, run[0].start, run[-1].end) for name in kept]
    return found


def _misspelt_names(text: str, names: Gazetteer, common: Set[str], found: Sequence[Mention]) -> Iterator[Mention]:
    """Names of two and three words with a typo ("Noroh Macedonia"), before one of their words is taken for a name."""
    tokens = _free(tokenise(text), found)
    taken: list[Mention] = []
    for n in (3, 2):
        for i in range(len(tokens) - n + 1):
            run = tokens[i : i + n]
            typed = "".join(t.fold for t in run)
            if len(typed) < 9 or typed in names.by_key or all(t.fold in common for t in run) or len(text[run[0].end : run[-1].start].split()) > n:
                continue
            inflected = _inflected(run, names)
            near = (None,) if inflected else process.extractOne(typed, names.place_keys, scorer=OSA.distance, score_cutoff=1 if len(typed) < 12 else 2)
            name = inflected or (
                next((x for x in names.by_key[near[0]] if len(tokenise(x.text)) > 1), None) if near else None
            )
            mention = Mention(name.kind, name.values, run[0].start, run[-1].end, False) if name else None
            if mention and not _claimed(mention, taken):
                taken.append(mention)
                yield mention


def _inflected(run: Sequence[Token], names: Gazetteer) -> Name | None:
    """The place whose words are those of the run but for their endings ("Macedonii Północnej", "Южной Корее")."""
    for words, name in names.several_words.get(run[0].fold[:3], ()):
        if len(words) == len(run) and all(_same_but_ending(t.fold, w) for t, w in zip(run, words, strict=True)):
            return name
    return None


def _same_but_ending(typed: str, word: str) -> bool:
    if typed == word:
        return True
    shared = next((i for i, (a, b) in enumerate(zip(typed, word, strict=False)) if a != b), min(len(typed), len(word)))
    return shared >= max(3, len(word) - 3) and len(typed) - shared <= 3


def _names_for(run: Sequence[Token], names: Gazetteer) -> tuple[Name, ...]:
    rest = "".join(t.fold for t in run[1:])
    forms = [run[0].fold + rest, "".join(t.stem for t in run)]
    if "\u0600" <= run[0].fold[0] <= "\u06ff":
        # Arabic writes "of", "to", "and" and "the" onto the name.
        forms += [run[0].fold[i:] + rest for i in (1, 2, 3) if set(run[0].fold[:i]) <= set(_ARABIC_PREFIXES)]
    for form in dict.fromkeys(forms):
        if names_there := names.by_key.get(form):
            return names_there
    return ()


def _acceptable(name: Name, run: Sequence[Token], names: Gazetteer, common: Set[str]) -> bool:
    typed = run[0].text
    if len(run) == 1 and name.kind == "terms" and len(typed) <= 3:
        return typed.isupper()
    if len(run) == 1 and len(typed) <= 2 and not is_unspaced(typed):
        return typed in names.short
    if len(run) > 1 and name.kind in _PLACE_KINDS and len(tokenise(name.text)) == 1:
        return False  # "I'd" is not Indonesia's code, nor "chi è" Chile
    return not (len(run) == 1 and name.kind == "places" and run[0].fold in common)


def _names_inside(text: str, names: Gazetteer, common: Set[str], found: Sequence[Mention]) -> Iterator[Mention]:
    """Names inside runs of characters, for scripts that set no spaces or write particles onto the name."""
    if not is_unspaced(text):
        return
    folded, taken = fold(text), [m for m in found if m.kind not in SOFT]
    if len(folded) != len(text):
        return
    for name in names.unspaced:
        start = folded.find(form) if len(form := fold(name.text)) > 1 else -1
        mention = Mention(name.kind, name.values, start, start + len(form))
        if start >= 0 and not _claimed(mention, taken):
            taken.append(mention)
            yield mention


def _inflected_or_misspelt(
    text: str, names: Gazetteer, common: Set[str], found: Sequence[Mention]
) -> Iterator[Mention]:
    """Members and places in another ending ("Latvian", "Латвии") or with a typo or two ("Mongolai")."""
    tokens = _free(tokenise(text), found)
    taken: list[Mention] = []
    for n in (3, 2, 1):
        for i in range(len(tokens) - n + 1):
            run = tokens[i : i + n]
            typed = "".join(t.fold for t in run)
            if len(typed) < (4 if n == 1 else 8) or any(t.fold in common or t.fold.isdigit() for t in run if n == 1 or len(t.fold) > 3):
                continue
            name = _nearest(typed, names, ("members", "countries", "places"))
            if name and n == 1 and run[0].fold in names.vocabulary and not _is_ending_of(typed, name):
                continue
            # A guess at a place that is no member would refuse the question: only for what is written like a name.
            if name and name.kind == "places" and (run[0].text[0].islower() or len(typed) < 5):
                continue
            mention = Mention(name.kind, name.values, run[0].start, run[-1].end, False) if name else None
            if mention and not _claimed(mention, taken):
                taken.append(mention)
                yield mention


def _is_ending_of(typed: str, name: Name) -> bool:
    """Whether the word is a member's name with another ending ("Estonian"), rather than a word like it."""
    return name.kind == "members" and typed.startswith(key(name.text)[:-1])


def _nearest(typed: str, names: Gazetteer, kinds: Sequence[str]) -> Name | None:
    """The name that differs least: in its ending, or by one edit (two from eight letters on). Members win ties."""
    best: tuple[float, int] | None = None
    chosen: Name | None = None
    candidates = process.extract(typed, names.place_keys, scorer=OSA.distance, score_cutoff=2, limit=12)
    keys = [str(k) for k, _, _ in candidates] + [k for k in names.place_keys if len(k) > 3 and k[:3] == typed[:3]]
    for form in dict.fromkeys(keys):
        distance = _distance(typed, form)
        for name in names.by_key[form] if distance is not None else ():
            if name.kind in kinds and (best is None or (distance, kinds.index(name.kind)) < best):  # type: ignore[operator]
                best, chosen = (distance, kinds.index(name.kind)), name  # type: ignore[assignment]
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


def _people(text: str, names: Gazetteer, common: Set[str], found: Sequence[Mention]) -> Iterator[Mention]:
    """People by part of their name, in any order, or misspelt; several words must fit one person."""
    runs: list[tuple[Token, Set[str]]] = []
    for token in _free(tokenise(text), found):
        if token.fold in common or token.fold.isdigit():
            continue
        people = set(names.person_words.get(token.fold, ()))
        if not people and len(token.fold) >= 5:
            for word in names.person_words:
                limit = 1 if len(word) < 8 else 2
                if (
                    len(word) >= 4
                    and word[0] == token.fold[0]
                    and OSA.distance(word, token.fold, score_cutoff=limit) <= limit
                ):
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


def _settled(text: str, found: Sequence[Mention], names: Gazetteer) -> Iterator[Mention]:
    """Neighbouring places that mean one place: "Seoul in South Korea", "Georgia, the US state", "Kaduna, Nigeria"."""
    qualifiers = {tuple(t.fold for t in tokenise(q)) for q in places.load_places().qualifiers}
    where = sorted((m for m in found if m.kind in {"members", "places", "countries"}), key=lambda m: m.start)
    dropped: set[Mention] = set()
    changed: dict[Mention, Mention] = {}
    for mention, after in zip_longest(where, where[1:]):
        if mention.kind == "members" and _is_national(mention, names):
            if end := _qualified(text, mention, qualifiers):
                changed[mention] = Mention("places", (text[mention.start : end],), mention.start, end)
                continue
            if start := _unknown_before(text, mention, found, names):
                changed[mention] = Mention("places", (text[start : mention.end],), start, mention.end)
                continue
        if after and mention not in dropped and _same_place(text, mention, after, names):
            dropped.add(after)
            changed[mention] = replace(mention, end=after.end)
    yield from (changed.get(m, m) for m in found if m not in dropped)


def _is_national(mention: Mention, names: Gazetteer) -> bool:
    return all(names.members[v].level == "national" for v in mention.values if v in names.members)


def _qualified(text: str, mention: Mention, qualifiers: Set[tuple[str, ...]]) -> int:
    """Where a qualifier right after the mention ends, or 0."""
    after = tokenise(text[mention.end :])
    gap = text[mention.end : mention.end + after[0].start].strip() if after else "?"
    if gap not in {"", ",", "("}:
        return 0
    for n in (4, 3, 2, 1):
        if tuple(t.fold for t in after[:n]) in qualifiers:
            return mention.end + after[min(n, len(after)) - 1].end
    return 0


def _unknown_before(text: str, mention: Mention, found: Sequence[Mention], names: Gazetteer) -> int:
    """Where an unknown capitalised name of "Unknown, Country" starts, or 0."""
    match = re.search(r"((?:[A-Z][\w'’-]+ ?){1,3}), $", text[: mention.start])
    if not match or match.start() == 0 or any(t.fold in names.vocabulary for t in tokenise(match.group(1))):
        return 0
    return 0 if any(m.start < match.end(1) and match.start(1) < m.end for m in found) else match.start(1)


def _same_place(text: str, mention: Mention, after: Mention, names: Gazetteer) -> bool:
    """Whether two neighbouring names mean one place, "Seoul in South Korea": a local member and its country."""
    gap = text[mention.end : after.start].strip(" ,(").casefold()
    if gap not in {"", "in", "of", "en", "de", "du", "à", "의", "в", "w", "di", "em", "the", "da", "do"}:
        return False
    if mention.kind == "members" and not _is_national(mention, names):
        countries = {fold(names.members[v].country or "") for v in mention.values}
        own = {fold(names.members[v].name if v in names.members else v) for v in after.values}
        return after.kind == "places" or bool(countries & own)
    comma = "," in text[mention.end : after.start]
    return mention.kind == "places" and after.kind in {"members", "countries"} and comma and _is_national(after, names)
