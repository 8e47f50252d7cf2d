"""Policy areas and document types as other languages call them, found in a question."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from ogpqa.questions.mentions import Mention
from ogpqa.questions.relations import Wordings, cue_words, first_stem, stand_at, wordings_in
from ogpqa.questions.text import is_unspaced, tokenise


def find_synonyms(text: str, wordings: Wordings) -> list[Mention]:
    """Areas and document types by a wording of the language ("lucha contra la corrupción" for Anti-Corruption)."""
    tokens = tokenise(text)
    by_word, beginnings, unspaced = _synonym_words(wordings.lang)
    found = []
    for i, token in enumerate(tokens):
        for synonym in (*by_word.get(token.stem, ()), *beginnings.get(token.fold[:1], ())):
            if stand_at(tokens, i, synonym.words):
                end = tokens[i + len(synonym.words) - 1].end
                found.append(Mention(synonym.kind, (synonym.value,), token.start, end))
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


_ByStart = Mapping[str, Sequence[_Synonym]]


@cache
def _synonym_words(lang: str) -> tuple[_ByStart, _ByStart, Sequence[_Synonym]]:
    """Of a language: by the stem of their first word; by its first letter where they give its beginning; those without
    spaces."""
    tables = wordings_in(lang).synonyms.items()
    synonyms = [_Synonym(kind, v, phrase, cue_words(phrase)) for kind, table in tables for phrase, v in table.items()]
    by_word: dict[str, list[_Synonym]] = defaultdict(list)
    beginnings: dict[str, list[_Synonym]] = defaultdict(list)
    for s in synonyms:
        if s.words[0].endswith("*"):
            beginnings[s.words[0][:1]].append(s)
        else:
            by_word[first_stem(s.words)].append(s)
    return by_word, beginnings, [s for s in synonyms if is_unspaced(s.phrase)]
