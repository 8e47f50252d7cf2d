"""Long lists in pages: no item is lost, none stands twice."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ogpqa.server.paging import paged, read_number


@given(st.lists(st.integers(), max_size=60), st.integers(1, 9))
def test_the_pages_are_the_list(items: list[int], size: int) -> None:
    """Put one behind the other, the pages are the list, and each says where it begins and ends."""
    first = paged(items, 1, size)
    pages = [paged(items, number, size) for number in range(1, first.n_pages + 1)]
    assert [item for page in pages for item in page.items] == items
    assert all(page.total == len(items) and len(page.items) <= size for page in pages)
    assert [page.first for page in pages[1:]] == [page.last + 1 for page in pages[:-1]]


@given(st.integers(1, 10**6))
def test_a_page_beyond_the_end_is_the_last(number: int) -> None:
    """A link to a page that went with a smaller index leads to the end, not to an error."""
    assert paged("abcde", number, 2).number == min(number, 3)


@given(st.text(max_size=8))
def test_any_text_names_a_page(text: str) -> None:
    """What stands in an address is a page's number or the first page."""
    assert 1 <= read_number(text) < 10**6
    assert read_number("7") == 7
    assert read_number(None) == 1
