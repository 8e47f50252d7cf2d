"""Markdown."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ogpqa.corpus.markdown import plain, read_markdown

PAGE = """---
title: "Freedonia"
url: https://x.example/freedonia/
lang: fr
saved_on: 2021-02-03
page_id: freedonia-2021
---

# Freedonia

- **Member Since 2014**
* Action Plan 3

## Contacts

**Rufus Firefly** Head, Office <rufus@gov.example>

[Gloria Teasdale](mailto:gloria@gov.example)

<!-- hidden: nothing -->

| Code | Title |
|---|---|
| FR0001 | Roads |

Show More
"""


def test_front_matter_is_read_and_blanked() -> None:
    """What the front matter says becomes the page's; its lines are no text."""
    draft = read_markdown(PAGE)
    assert (draft.title, draft.url, draft.lang) == ("Freedonia", "https://x.example/freedonia/", "fr")
    assert (draft.saved_on, draft.page_id) == ("2021-02-03", "freedonia-2021")
    assert "saved_on" not in draft.text
    assert len(draft.text) == len(PAGE)


def test_blocks_hold_words_without_markers() -> None:
    """Marks that wrap a whole line, bullets and table bars stand outside the spans."""
    draft = read_markdown(PAGE)
    words = [block.span.of(draft.text) for block in draft.blocks]
    assert words == [
        "Freedonia",
        "Member Since 2014",
        "Action Plan 3",
        "Contacts",
        "**Rufus Firefly** Head, Office <rufus@gov.example>",
        "Gloria Teasdale",
        "Code | Title",
        "FR0001 | Roads",
    ]


def test_links_are_kept_beside_the_text() -> None:
    """Targets of links and addresses stand in the block."""
    draft = read_markdown(PAGE)
    assert draft.blocks[4].links == ("mailto:rufus@gov.example",)
    assert draft.blocks[5].links == ("mailto:gloria@gov.example",)


def test_plain_words() -> None:
    """A reader sees neither emphasis nor targets; underscores inside words stay."""
    assert plain("**A** [b](https://x.example) _c_ d_e \\* <f@g.example> <br>") == "A b c d_e * f@g.example"


@given(st.text(alphabet="#*-_|[]()<>`!\\>1. \t\nab@:é\u00a0", max_size=200))
def test_any_text_gives_clean_blocks(text: str) -> None:
    """Blocks are in order, never empty, and never begin or end with white space."""
    draft = read_markdown(text)
    assert len(draft.text) == len(text)
    at = 0
    for block in draft.blocks:
        words = block.span.of(draft.text)
        assert words
        assert words == words.strip()
        assert block.span.start >= at
        at = block.span.end


BOX = """# Freedonia

## Current Action Plan

2021-2023

Freedonia is currently implementing 4 commitments from their 2021-2023 action plan.

A Guide to Fair Harbours

It shows harbour masters how to publish berths.

## Contacts

Rufus Firefly

He answers letters about the harbour office every day.
"""


def test_a_line_above_a_sentence_is_the_title_of_a_box() -> None:
    """In the plan's section, where pages set boxes; not among contacts, where each line is a row."""
    draft = read_markdown(BOX)
    headings = [b.span.of(draft.text) for b in draft.blocks if b.kind == "heading"]
    assert headings == ["Freedonia", "Current Action Plan", "A Guide to Fair Harbours", "Contacts"]
