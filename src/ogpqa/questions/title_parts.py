"""Letters that a title is asked to hold: "commitments whose title starts with 'Open'", "with 'code' in the title"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ogpqa.questions.language import POSTPOSITIONAL
from ogpqa.questions.mentions import Mention
from ogpqa.questions.relations import CueHit, wordings_in
from ogpqa.questions.text import Token, is_unspaced

PARTS = ("title_starts", "title_holds")
_QUOTED = re.compile("(?:[\"“”„«‹「『‘]|(?<!\\w)')(?P<words>[^\"“”„«»‹›「」『』‘’']{1,80})[\"“”»›」』’']")
_SAYS_SO = 4  # words of a wording that says that a word follows ("starts with the word")
_FAR = 30  # characters between a wording and the quoted letters


def find_title_parts(text: str, lang: str, tokens: Sequence[Token], cues: Sequence[CueHit]) -> list[Mention]:
    """The quoted words nearest to such a wording; without quotes the word right behind it."""
    quoted = list(_QUOTED.finditer(text))
    found: list[Mention] = []
    for part in PARTS:
        for cue in (c for c in cues if c.target == f"aggregate.{part}"):
            near = sorted((max(q.start() - cue.end, cue.start - q.end()), q) for q in quoted) if quoted else []
            if near and near[0][0] <= _FAR:
                words = near[0][1]
                found.append(Mention(part, (words["words"].strip(),), *words.span()))
            elif word := _behind(cue, lang, tokens):
                found.append(Mention(part, (word.text,), word.start, word.end))
    return found[:1]


def _behind(cue: CueHit, lang: str, tokens: Sequence[Token]) -> Token | None:
    """The word behind a wording that says that one follows ("starts with the word Open")."""
    word = next((t for t in tokens if t.start >= cue.end), None)
    if word is None or lang in POSTPOSITIONAL or is_unspaced(word.text) or cue.n_words < _SAYS_SO:
        return None
    follows = cue.target.endswith("starts") and word.start - cue.end <= 1
    return word if follows and word.stem not in wordings_in(lang).small else None
