"""The recent posts: a title and the summary below it. Lone short lines between them are image captions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile

from ogpqa.corpus.outline import is_sentence
from ogpqa.records.sections import Placed, evidence, joined
from ogpqa.types import Page, Post


def read_posts(page: Page, member_id: str, placed: Sequence[Placed]) -> Iterator[Post]:
    """Every post of the section "Recent Posts"."""
    lines = [here for here in placed if here.key == "posts" and not (here.is_heading and here.block.level <= 2)]
    titles = [i for i, here in enumerate(lines) if is_marked(here)]
    if not titles:  # a page without marks: a short line right above a sentence
        sentences = [is_sentence(here.text) for here in lines]
        titles = [i for i, (here, below) in enumerate(pairwise(sentences)) if below and not here]
    for i, end in pairwise([*titles, len(lines)]):
        below = summary_lines(lines[i + 1 : end])
        span = joined(lines[i].span, below[-1].span) if below else lines[i].span
        summary = " ".join(here.text for here in below) or None
        yield Post(
            record_id="",
            page_id=page.page_id,
            member_id=member_id,
            span=span,
            section=lines[i].path[:1],
            evidence=evidence(page, span, title=lines[i].text, summary=summary),
            title=lines[i].text,
            summary=summary,
        )


def is_marked(here: Placed) -> bool:
    """Whether the line is marked as a title: a heading or a list item."""
    return here.is_heading or here.block.kind in ("item", "bullet")


def summary_lines(below: Sequence[Placed]) -> list[Placed]:
    """The lines of the summary: sentences right below the title; a date or an author may stand between."""
    start = next((i for i, here in enumerate(below) if is_sentence(here.text)), len(below))
    return list(takewhile(lambda here: is_sentence(here.text), below[start:]))
