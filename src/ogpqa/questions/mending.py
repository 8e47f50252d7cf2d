"""Typos in the words of a question: "commitmnets" is read as "commitments", names stay as they are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence, Set
from dataclasses import dataclass, replace

from ogpqa.questions.gazetteer import Gazetteer
from ogpqa.questions.mentions import Mention, free_tokens
from ogpqa.questions.relations import Wordings, wordings_in
from ogpqa.questions.spellings import Spellings
from ogpqa.questions.text import Token, is_unspaced, stem
from ogpqa.questions.thesaurus import subject_words

_LONG_ENOUGH = 6  # letters from which a function word is seen through a typo
_LONG = 10  # letters from which two may be wrong: "violencia" is not "vigencia"
_SAFE = 5  # letters from which another letter may be a typo; below, only an order or a doubling is
_SHORTEST = 4  # letters of a word that is compared with others


@dataclass(frozen=True, slots=True)
class Known:
    """The words that a language's questions are read with: gathered once, not for each question."""

    wordings: Set[str]
    vocabulary: Set[str]  # of the pages
    folds: Set[str]  # of both, in English
    spellings: Spellings  # of what a typo may have been
    everyday: Spellings  # of short function words
    inflects: bool  # whether a word may have more endings than are listed
    is_word: Callable[[str], bool]  # whether a word of no list is one of the language all the same


def known_words(wordings: Wordings, names: Gazetteer, is_word: Callable[[str], bool]) -> Known:
    """The words of a language's wordings and of the pages."""
    everyday = frozenset(word for word in wordings.small if len(word) < _LONG_ENOUGH)
    return Known(
        wordings.words, names.vocabulary, names.vocabulary | wordings_in("en").words,
        Spellings(long_words((wordings.words - everyday) | names.soft_words)), Spellings(long_words(everyday)),
        wordings.lang != "en", is_word,
    )  # fmt: skip


def long_words(words: Iterable[str]) -> list[str]:
    """Those long enough that a likeness to them tells something."""
    return [word for word in words if len(word) >= _SHORTEST]


def corrected(
    tokens: Sequence[Token], mentions: Sequence[Mention], words: Known, stands: Callable[[str], bool]
) -> tuple[Token, ...]:
    """Tokens with typos in wordings mended: "commitmnets" is read as "commitments", names stay as they are.

    What `stands` on some page, or is a word of another language, is no typo: "forum" is not "form", "danse" not "dans".
    """
    claimed = free_tokens(tokens, mentions)
    mended = []
    for before, t in zip((None, *tokens), tokens, strict=False):
        known = t not in claimed or t.stem in words.wordings or t.fold in words.vocabulary or t.fold in subject_words()
        if not known and len(t.fold) >= 4 and not is_unspaced(t.fold):
            opens = before is None or t.start - before.end > 1  # a sentence: what is written large there is no name
            word = _meant(t, words, opens=opens)
            word = "" if word and stands(t.text) else word
            if not word and words.inflects:
                word = words.spellings.but_for_ending(t.fold)
            if word and word[0] == t.fold[0]:
                t = replace(t, fold=word, stem=stem(word))
        mended.append(t)
    return tuple(mended)


def _meant(typed: Token, words: Known, *, opens: bool) -> str:
    """The word that a typo stands for, the nearest, or ""."""
    near = words.spellings.near(typed.fold, 1 if len(typed.fold) < _LONG else 2)
    found = [slip for slip in near if _may_be(typed, slip[0])]
    if not found:
        # "siince" is "since", "thare" is "there", but "whale" is a word and not "whole".
        anything = opens and not words.is_word(typed.fold) or _is_no_word(typed, words)
        slips = [slip for slip in words.everyday.near(typed.fold, 1) if _may_be(typed, slip[0])]
        found = [slip for slip in slips if anything or _slipped(typed, slip[0])]
    # Sets have no order: ties go to words that hold all letters typed ("currenly" is no "currency"), then by alphabet.
    ranked = ((n, not set(word) >= set(typed.fold), abs(len(word) - len(typed.fold)), word) for word, n in found)
    return min(ranked, default=(0, False, 0, ""))[3]


def _may_be(typed: Token, word: str) -> bool:
    """Whether a slip is likely: rarely in the first letter, and in a short word not to another letter ("worn")."""
    return word[0] == typed.fold[0] and (len(typed.fold) >= _SAFE or set(word) >= set(typed.fold))


def _is_no_word(typed: Token, words: Known) -> bool:
    return len(typed.fold) >= _SAFE and typed.text.islower() and not words.is_word(typed.fold)


def _slipped(typed: Token, word: str) -> bool:
    """Whether letters of a function word changed places, or one inside it was left out ("whch", "thir")."""
    lost = len(word) > len(typed.fold) and word[-1] == typed.fold[-1] and typed.text.islower()
    return set(word) == set(typed.fold) or (lost and set(word) > set(typed.fold))
