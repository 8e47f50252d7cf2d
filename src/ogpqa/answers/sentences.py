"""Sentences of a passage with their offsets, by sentencex, and those of them that answer."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ogpqa.answers.topics import same_word
from ogpqa.questions.text import Token, tokenise
from ogpqa.types import Passage, Span

SHORT = 70  # words up to which a passage is quoted whole
MOST = 3  # sentences that are quoted of a longer one


def split_sentences(text: str, offset: int = 0, lang: str = "en") -> list[Span]:
    """Spans of the sentences of a text, without outer white space, shifted by `offset`; they cover all its words."""
    from sentencex import segment

    spans = []
    for block in re.finditer(r"[^\n]+(?:\n(?!\s*\n)[^\n]+)*", text):
        at = block.start()
        for sentence in segment(lang, block.group()):
            kept = sentence.strip()
            if not kept:
                continue
            start = text.index(kept, at)
            at = start + len(kept)
            spans.append(Span(start + offset, at + offset))
    return spans or [Span(offset, offset + len(text))]


def best_span(passage: Passage, asked: Sequence[Token], *, whole: bool) -> Span:
    """The whole of a row, a table or a short passage, else up to three neighbouring sentences that hold most of the
    asked words; the earliest of equals."""
    if whole or len(passage.text.split()) <= SHORT:
        return passage.span
    spans = split_sentences(passage.text, passage.span.start)
    scores = [_held(asked, passage.text[s.start - passage.span.start : s.end - passage.span.start]) for s in spans]
    starts = range(max(1, len(spans) - MOST + 1))
    first = max(starts, key=lambda i: (sum(scores[i : i + MOST]), scores[i], -i))
    run = [i for i in range(first, min(first + MOST, len(spans))) if scores[i] > 0] or [first]
    return Span(spans[run[0]].start, spans[run[-1]].end)


def _held(asked: Sequence[Token], text: str) -> int:
    there = tokenise(text)
    return sum(any(same_word(t, other) for other in there) for t in asked)
