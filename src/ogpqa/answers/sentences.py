"""Sentences of a passage with their offsets, by sentencex, and the runs of them that may be quoted."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

from ogpqa.answers.synonyms import words_of
from ogpqa.questions.text import Token
from ogpqa.types import Passage, Span

SHORT = 70  # words up to which a passage is quoted whole
MOST = 3  # sentences that are quoted of a longer one
_TELLING = 0.5  # how much a word weighs beside what is asked for


@lru_cache(maxsize=2048)
def split_sentences(text: str, offset: int = 0, lang: str = "en") -> tuple[Span, ...]:
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
    return tuple(spans) or (Span(offset, offset + len(text)),)


def best_span(
    passage: Passage,
    asked: Sequence[tuple[Token, float]],
    *,
    whole: bool,
    telling: Callable[[str], bool] = lambda text: False,
) -> Span:
    """The whole of a row, a table or a short passage, else up to three neighbouring sentences that hold most of the
    asked words by their weights, rather ones that are `telling`; the earliest of equals."""
    if whole or len(passage.text.split()) <= SHORT:
        return passage.span
    spans = sentences_of(passage)
    texts = [passage.text[s.start - passage.span.start : s.end - passage.span.start] for s in spans]
    held = [[*_held(asked, text), _TELLING * telling(text)] for text in texts]
    starts = range(max(1, len(spans) - MOST + 1))

    def together(start: int) -> float:
        return float(sum(max(column) for column in zip(*held[start : start + MOST], strict=True)))

    first = max(starts, key=lambda i: (together(i), sum(held[i]), -i))
    all_of_it = range(first, min(first + MOST, len(spans)))
    run = [i for i in all_of_it if sum(held[i]) > 0] or all_of_it
    return Span(spans[run[0]].start, spans[run[-1]].end)


def runs_of(passage: Passage) -> list[Span]:
    """The runs of neighbouring sentences that may be quoted of a long passage; each shares a sentence with the next."""
    spans = sentences_of(passage)
    last = max(1, len(spans) - MOST + 1)
    starts = sorted({*range(0, last, MOST - 1), last - 1})
    return [Span(spans[i].start, spans[min(i + MOST, len(spans)) - 1].end) for i in starts]


def sentences_of(passage: Passage) -> tuple[Span, ...]:
    """The sentences of a passage without the heading that it opens with."""
    spans = split_sentences(passage.text, passage.span.start)
    heading = passage.text.lstrip().partition("\n")[0].strip()
    titled = len(spans) > 1 and heading in passage.section and spans[0].end - spans[0].start == len(heading)
    return spans[1:] if titled else spans


def _held(asked: Sequence[tuple[Token, float]], text: str) -> list[float]:
    there = words_of(text)
    return [weight * there.meeting(word) for word, weight in asked]
