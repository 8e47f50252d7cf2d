"""Plain text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ogpqa.corpus.text import read_text
from tests.pages_made import FREEDONIA, page_from


def test_offsets_are_those_of_the_file() -> None:
    """Page.text has the length of the file, and each block's words stand where they stand in the file."""
    page = page_from(FREEDONIA)
    assert len(page.text) == len(FREEDONIA)
    assert all(block.span.of(page.text) == block.span.of(FREEDONIA) for block in page.blocks)


def test_furniture_is_blanked() -> None:
    """Menus, "Show More" and the trap link are spaces in the text."""
    page = page_from(FREEDONIA)
    for line in ("Skip Navigation", "ON THE PAGE", "Show More", "Do NOT follow this link", "banned"):
        assert line not in page.text


def test_edges_are_furniture_only_at_the_edges() -> None:
    """The site's name as the last line is a footer; inside the text it is text."""
    page = page_from("Freedonia\n\nOpen Government Partnership\n\nA text.\n\nOpen Government Partnership")
    assert page.text.count("Open Government Partnership") == 1


def test_markers_stand_outside_spans() -> None:
    """Numbers, bullets and odd white space are in no block."""
    page = page_from(FREEDONIA)
    words = [block.span.of(page.text) for block in page.blocks]
    assert "Open Mirrors" in words
    assert "Member Since 2014" in words
    assert all(word == word.strip() and word.strip("\u00a0\u200b") for word in words)
    kinds = {block.span.of(page.text): block.kind for block in page.blocks}
    assert (kinds["Open Mirrors"], kinds["Member Since 2014"], kinds["Contacts"]) == ("item", "bullet", "heading")


def test_headings_have_levels() -> None:
    """The name is level 1, main sections 2, a post's title below its section."""
    page = page_from(FREEDONIA)
    levels = {block.span.of(page.text): block.level for block in page.blocks if block.kind == "heading"}
    assert levels["Freedonia"] == 1
    assert levels["Contacts"] == levels["Recent Posts"] == 2
    assert levels["Mirrors for All"] == 3
    assert "A ribbon in the river" not in levels


def test_status_lines_above_the_name() -> None:
    """The name is what stands above "Member Since", not the first line."""
    page = page_from(
        "Freedonia has been suspended under a case of the committee.\n\nFreedonia\n\n  • Member Since 2014\n"
    )
    assert page.title == "Freedonia"


def test_line_ends_and_byte_order_mark() -> None:
    """A byte order mark goes, and all line ends are one character."""
    page = page_from("\ufeffFreedonia\r\n\r\n  • Member Since 2014\rAction Plan 3\r\n")
    assert page.text == "Freedonia\n\n  • Member Since 2014\nAction Plan 3\n"


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=400))
def test_any_text_gives_clean_blocks(text: str) -> None:
    """Blocks are in order, disjoint, not empty, and never begin or end with white space."""
    draft = read_text(text)
    at = 0
    for block in draft.blocks:
        words = block.span.of(draft.text)
        assert words
        assert words == words.strip()
        assert block.span.start >= at
        at = block.span.end


def test_a_post_that_ends_in_a_link() -> None:
    """A short sentence with "(More)" behind it is a sentence, so that the line above it is a heading."""
    page = page_from("Oz\n\nMember Since 2015\n\nRecent Posts\n\nRivers of Oz\n\nForty rivers are now mapped. (More)\n")
    assert [b.span.of(page.text) for b in page.blocks if b.kind == "heading"][-1] == "Rivers of Oz"
