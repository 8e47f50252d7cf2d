"""Subjects that words speak of, from data/thesaurus.toml: "jails" and "Prison Conditions" share one."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

from ogpqa.errors import SettingsError
from ogpqa.questions.relations import DATA
from ogpqa.questions.text import tokenise

_Phrases = Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]  # first stem -> (stems, subject), longest first


@lru_cache(maxsize=16384)
def subjects_of(text: str) -> frozenset[str]:
    """The subjects whose phrases stand in an English text; a longer phrase hides the shorter ones inside it."""
    stems = tuple(token.stem for token in tokenise(text))
    return frozenset(subject for _, _, subject in _found(stems))


def phrases_in(stems: tuple[str, ...]) -> list[tuple[int, int]]:
    """Where phrases of several words stand among stems: from (inclusive) to (exclusive)."""
    return list(dict.fromkeys((at, at + length) for at, length, _ in _found(stems) if length > 1))


def _found(stems: tuple[str, ...]) -> Iterator[tuple[int, int, str]]:
    """(position, length in words, subject) of every phrase, from left to right."""
    at = 0
    while at < len(stems):
        length = 1
        for phrase, subject in _phrases().get(stems[at], ()):
            if len(phrase) < length:
                break
            if stems[at : at + len(phrase)] == phrase:
                yield at, len(phrase), subject
                length = len(phrase)
        at += length


@cache
def listed_phrases() -> tuple[tuple[str, str], ...]:
    """(subject, phrase) in the order of the file. Raises SettingsError that names the subject of an empty phrase."""
    path = DATA / "thesaurus.toml"
    subjects: Mapping[str, str] = tomllib.loads(path.read_text(encoding="utf-8"))["subjects"]
    pairs = tuple((subject, phrase.strip()) for subject, text in subjects.items() for phrase in text.split(","))
    for subject, phrase in pairs:
        if not tokenise(phrase):
            raise SettingsError(f"{path.name}: {subject} has an empty phrase.", "Take out the comma too many.")
    return pairs


@cache
def subject_words() -> frozenset[str]:
    """Every folded word that speaks of a subject: known words, not typos of others."""
    return frozenset(token.fold for _, phrase in listed_phrases() for token in tokenise(phrase))


@cache
def abbreviations() -> frozenset[str]:
    """The folded subjects that are written in capitals ("AI", "SME")."""
    return frozenset(t.fold for _, phrase in listed_phrases() for t in tokenise(phrase) if t.text.isupper()) - {"e"}


@cache
def _phrases() -> _Phrases:
    by_first: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
    for subject, phrase in listed_phrases():
        stems = tuple(token.stem for token in tokenise(phrase))
        by_first[stems[0]].append((stems, subject))
    return {first: tuple(sorted(found, key=lambda pair: -len(pair[0]))) for first, found in by_first.items()}
