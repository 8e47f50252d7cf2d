"""The recent posts: a title and the summary below it. Lone short lines between them are image captions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from ogpqa.corpus.outline import is_sentence
from ogpqa.records.sections import Placed, evidence, joined
from ogpqa.types import Page, Post


def read_posts(page: Page, member_id: str, placed: Sequence[Placed]) -> Iterator[Post]:
    """Every post of the section "Recent Posts"."""
    lines = [here for here in placed if here.key == "posts" and not (here.is_heading and here.block.level <= 2)]
    titles = [i for i, here in enumerate(lines) if is_title(lines, i)]
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


def is_title(lines: Sequence[Placed], i: int) -> bool:
    """Whether the line is a post's title: a heading, a list item, or a short line right above a sentence."""
    here = lines[i]
    if here.is_heading or here.block.kind in ("item", "bullet"):
        return True
    if any(line.is_heading or line.block.kind in ("item", "bullet") for line in lines):
        return False
    return not is_sentence(here.text) and i + 1 < len(lines) and is_sentence(lines[i + 1].text)


def summary_lines(below: Sequence[Placed]) -> list[Placed]:
    """The lines of the summary: sentences right below the title; a date or an author may stand between."""
    sentences = [i for i, here in enumerate(below) if is_sentence(here.text)]
    if not sentences:
        return []
    end = sentences[0]
    while end + 1 < len(below) and end + 1 in sentences:
        end += 1
    return list(below[sentences[0] : end + 1])
