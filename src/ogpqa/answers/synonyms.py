"""Words that say the same in a question and on a page: equal but for an ending or a typo, or of one group.

The groups are data: synonyms.toml.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from ogpqa.answers.tables import load_table
from ogpqa.answers.topics import same_word
from ogpqa.questions.text import Token, tokenise

SYNONYM = 0.7  # how much of a word is met by another of its group


@dataclass(frozen=True, slots=True)
class Words:
    """The distinct words of a text."""

    by_stem: Mapping[str, Token]
    by_letter: Mapping[str, tuple[Token, ...]]  # long ones, by the first letter
    groups: frozenset[int]  # that any word of the text is of

    def meeting(self, word: Token) -> float:
        """1 when the text holds the word, SYNONYM when one of its group, else 0."""
        if word.stem in self.by_stem:
            return 1.0
        if any(same_word(word, other) for other in self.by_letter.get(word.stem[:1], ())):
            return 1.0
        return SYNONYM if not self.groups.isdisjoint(groups_of(word.stem)) else 0.0


@lru_cache(maxsize=2048)
def words_of(text: str) -> Words:
    """The words of a text, ready to be compared with those of a question."""
    distinct = {token.stem: token for token in tokenise(text)}
    letters: dict[str, list[Token]] = defaultdict(list)
    for stem, token in distinct.items():
        if len(stem) >= 5:
            letters[stem[0]].append(token)
    groups = frozenset(group for stem in distinct for group in groups_of(stem))
    return Words(distinct, {letter: tuple(found) for letter, found in letters.items()}, groups)


def groups_of(stem: str) -> frozenset[int]:
    """The groups of synonyms.toml that a word belongs to, by its stem."""
    return _groups("groups").get(stem, frozenset())


def title_groups_of(stem: str) -> frozenset[int]:
    """The same of the few groups by which titles and roles say what a question asks for."""
    return _groups("titles").get(stem, frozenset())


@cache
def _groups(name: str) -> Mapping[str, frozenset[int]]:
    table = load_table("synonyms")
    found: dict[str, set[int]] = defaultdict(set)
    for number, words in enumerate(_lines(table[name])):
        for token in tokenise(words):
            found[token.stem].add(number)
    return {stem: frozenset(numbers) for stem, numbers in found.items()}


def _lines(groups: object) -> Iterable[str]:
    return [str(group) for group in groups] if isinstance(groups, list) else []
