"""Sentences of a passage with their offsets, by sentencex; lines of a list or table count as sentences."""

from __future__ import annotations

import re

from ogpqa.types import Span


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
