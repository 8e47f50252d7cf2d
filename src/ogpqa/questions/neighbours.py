"""Names that stand side by side and mean one place: "Seoul in South Korea", "Georgia, the US state"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from functools import cache
from itertools import zip_longest

from ogpqa.questions import places
from ogpqa.questions.gazetteer import Gazetteer
from ogpqa.questions.mentions import Mention
from ogpqa.questions.relations import wordings_in
from ogpqa.questions.text import fold, tokenise

_JOINING = frozenset({"vs", "versus", "contact", "member"})  # beside function words, what stands before a code


def settled(text: str, found: Sequence[Mention], names: Gazetteer) -> Iterator[Mention]:
    """Neighbouring places that mean one place: "Seoul in South Korea", "Georgia, the US state", "Kaduna, Nigeria"."""
    where = sorted((m for m in found if m.kind in {"members", "places", "countries"}), key=lambda m: m.start)
    dropped = {m for m in where if _is_common_code(text, m, where)}
    where = [m for m in where if m not in dropped]
    changed: dict[Mention, Mention] = {}
    for mention, after in zip_longest(where, where[1:]):
        if mention.kind == "members" and _is_national(mention, names):
            if end := _qualified(text, mention):
                changed[mention] = Mention("places", (text[mention.start : end],), mention.start, end)
                dropped |= {m for m in where if mention.end <= m.start < end}  # "US" of "the US state"
                continue
            if start := _unknown_before(text, mention, found, names):
                changed[mention] = Mention("places", (text[start : mention.end],), start, mention.end)
                continue
        if after and mention not in dropped and _same_place(text, mention, after, names):
            dropped.add(after)
            changed[mention] = replace(mention, end=after.end)
    yield from (changed.get(m, m) for m in found if m not in dropped)


def _is_common_code(text: str, mention: Mention, where: Sequence[Mention]) -> bool:
    """Whether two letters that are a country's code are a word here: "electronic ID", where another place is named."""
    before = tokenise(text[: mention.start])
    code = text[mention.start : mention.end]
    if len(code) > 2 or not code.isascii() or not before or all(m.end - m.start <= 2 for m in where):
        return False  # "德国" is no code
    beside = any(m.end == before[-1].end for m in where)
    return not beside and before[-1].stem not in wordings_in("en").small | _JOINING


def _is_national(mention: Mention, names: Gazetteer) -> bool:
    return all(names.members[v].level == "national" for v in mention.values if v in names.members)


@cache
def _qualifiers() -> Set[tuple[str, ...]]:
    return frozenset(tuple(t.fold for t in tokenise(q)) for q in places.load_aliases().qualifiers)


def _qualified(text: str, mention: Mention) -> int:
    """Where a qualifier right after the mention ends, or 0."""
    after = tokenise(text[mention.end :])
    gap = text[mention.end : mention.end + after[0].start].strip() if after else "?"
    if gap not in {"", ",", "("} or not mention.exact:
        return 0  # "mongolian state-owned companies" speaks of no state of that name
    for n in (4, 3, 2, 1):
        if tuple(t.fold for t in after[:n]) in _qualifiers():
            return mention.end + after[min(n, len(after)) - 1].end
    return 0


def _unknown_before(text: str, mention: Mention, found: Sequence[Mention], names: Gazetteer) -> int:
    """Where an unknown capitalised name of "Unknown, Country" starts, or 0."""
    match = re.search(r"((?:[A-Z][\w'’-]+ ?){1,3}), $", text[: mention.start])
    if not match or match.start() == 0 or any(t.fold in names.vocabulary for t in tokenise(match.group(1))):
        return 0
    if any(t.fold in wordings_in("de").words for t in tokenise(match.group(1))):
        return 0  # "Wer hat mehr Verpflichtungen, Armenien oder …": German writes nouns like names
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
