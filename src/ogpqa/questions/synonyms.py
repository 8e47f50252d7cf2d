"""Policy areas and document types as other languages call them, found in a question."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from ogpqa.questions.mentions import Mention
from ogpqa.questions.relations import Wordings, cue_words, first_stem, fits, wordings_in
from ogpqa.questions.text import is_unspaced, tokenise


def find_synonyms(text: str, wordings: Wordings) -> list[Mention]:
    """Areas and document types by a wording of the language ("lucha contra la corrupción" for Anti-Corruption)."""
    tokens = tokenise(text)
    by_word, beginnings, unspaced = _synonym_words(wordings.lang)
    found = []
    for i, token in enumerate(tokens):
        for synonym in (*by_word.get(token.stem, ()), *beginnings):
            run = tokens[i : i + len(synonym.words)]
            if len(run) == len(synonym.words) and all(
                fits(t, word) for t, word in zip(run, synonym.words, strict=True)
            ):
                found.append(Mention(synonym.kind, (synonym.value,), run[0].start, run[-1].end))
    if is_unspaced(text):
        found += [
            Mention(s.kind, (s.value,), at, at + len(s.phrase)) for s in unspaced if (at := text.find(s.phrase)) >= 0
        ]
    return found


class _Synonym(NamedTuple):
    kind: str
    value: str
    phrase: str
    words: tuple[str, ...]


@cache
def _synonym_words(lang: str) -> tuple[Mapping[str, Sequence[_Synonym]], Sequence[_Synonym], Sequence[_Synonym]]:
    """Of a language: by the stem of their first word; those that give its beginning; those without spaces."""
    tables = wordings_in(lang).synonyms.items()
    synonyms = [_Synonym(kind, v, phrase, cue_words(phrase)) for kind, table in tables for phrase, v in table.items()]
    by_word: dict[str, list[_Synonym]] = defaultdict(list)
    beginnings = [s for s in synonyms if s.words[0].endswith("*")]
    for s in synonyms:
        if s not in beginnings:
            by_word[first_stem(s.words)].append(s)
    return by_word, beginnings, [s for s in synonyms if is_unspaced(s.phrase)]
