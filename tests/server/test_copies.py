"""Saved copies: the mark covers exactly the quoted characters, and no line gets lost."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ogpqa.server.copies import PART, headings_of, in_context, in_parts, read_lines, read_span, tight
from ogpqa.types import Span
from tests.fakes_assistant import KOREA, make_index, make_page

TEXT = st.text(alphabet="ab é中\n \t<>&\u202e", max_size=80)


@given(TEXT, st.integers(0, 80), st.integers(0, 80))
def test_the_mark_covers_the_span_and_nothing_else(text: str, start: int, end: int) -> None:
    """Put together, the marked parts are the span and all parts the page, white space at line ends apart."""
    page = make_page("p", text)
    mark = read_span(f"{start}-{end}", page)
    lines = list(read_lines(page, mark))
    whole = "".join(line.before + line.marked + line.after for line in lines)
    assert whole.split() == "".join(text.split("\n")).split() or "".join(whole.split()) == "".join(text.split())
    marked = "".join(line.marked for line in lines)
    assert "".join(marked.split()) == ("".join(mark.of(text).split()) if mark else "")
    assert sum(line.first for line in lines) == bool(marked)


@given(st.text(max_size=20))
def test_any_text_is_a_span_of_the_page_or_none(text: str) -> None:
    """What stands in an address marks something of the page or nothing."""
    span = read_span(text, make_page("p", KOREA))
    assert span is None or 0 <= span.start < span.end <= len(KOREA)


def test_context_is_the_rest_of_the_line() -> None:
    """A quote is shown with what stands before and after it on its line, cut at words."""
    page = make_page("p", "x\nbefore QUOTE after\ny")
    start = page.text.index("QUOTE")
    quote = in_context(page, Span(start, start + 5))
    assert (quote.before, quote.snippet, quote.after) == ("before ", "QUOTE", " after")
    page = make_page("p", "word " * 100 + "QUOTE" + " word" * 100)
    start = page.text.index("QUOTE")
    quote = in_context(page, Span(start, start + 5))
    assert quote.before.startswith("…word")
    assert quote.after.endswith("word…")
    assert len(quote.before) + len(quote.after) < 250


def test_tight_drops_empty_lines_only() -> None:
    """No letter of a quote is changed."""
    assert tight("  a\n\n   b  c \n") == "a\nb  c"


@given(st.lists(st.integers(1, 400), min_size=1, max_size=120), st.integers(0, 40_000))
def test_parts_lose_no_line_and_cut_no_mark(lengths: list[int], start: int) -> None:
    """Put together, the parts are the page; each is small, and the mark stands in one."""
    page = make_page("p", "\n".join("x" * length * 5 for length in lengths))
    mark = read_span(f"{start}-{start + 900}", page)
    lines = list(read_lines(page, mark))
    parts = in_parts(lines)
    assert [line for part in parts for line in part] == lines
    assert sum(any(line.marked for line in part) for part in parts) == bool(mark)
    assert all(sum(len(line.before + line.after) for line in part) <= PART for part in parts)


def test_headings_are_read_off_the_sections() -> None:
    """A section's name on a line of its own is a heading; the page's own title is none."""
    index = make_index()
    page = index.store.page("south-korea")
    headings = headings_of(page, (r for r in index.store.records if r.page_id == page.page_id))
    found = [(line.before, line.level) for line in read_lines(page, None, headings) if line.level]
    assert found == [("Contact", 1), ("Commitments", 1), ("Recent Posts", 1)]
