"""Which saved copies a member has, and which of them answers at a time."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ogpqa.types import Record
from ogpqa.versions import Versions, day_of, member_address
from tests.records_made import commitment, contact, member, page


def versions(*days: str | None) -> Versions:
    """Copies of one member, "copy-0", "copy-1" …, saved on these days."""
    pages = [page(f"copy-{i}", "Freedonia", saved_on=day) for i, day in enumerate(days)]
    return Versions(pages, [replace(member(), page_id=p.page_id) for p in pages])


def at(found: Versions, time: str) -> str:
    """The copy that answers at a time."""
    copy = found.at("freedonia", time)
    return copy.page_id if copy else ""


def test_the_newest_copy_answers_and_supersedes_the_others() -> None:
    """The order of files does not matter, their days do."""
    found = versions("2021-03-05", "2024-01-31", "2019-12-31")
    assert [c.page_id for c in found.copies["freedonia"]] == ["copy-2", "copy-0", "copy-1"]
    assert found.superseded == {"copy-0", "copy-2"}
    newest = found.newest("freedonia")
    assert newest is not None
    assert newest.page_id == "copy-1"


@pytest.mark.parametrize(
    ("time", "answers"),
    [
        ("2020", "copy-0"),
        ("2019-11", "copy-0"),
        ("2021", "copy-1"),
        ("2021-03", "copy-1"),
        ("2021-03-04", "copy-0"),
        ("2021-03-05", "copy-1"),
        ("2023-12-31", "copy-1"),
        ("2030", "copy-2"),
        ("2001", "copy-0"),
    ],
)
def test_the_copy_of_a_time_is_the_newest_saved_by_its_end(time: str, answers: str) -> None:
    """A year ends with December; before the oldest copy the oldest one answers."""
    assert at(versions("2019-06-30", "2021-03-05", "2024-01-31"), time) == answers


def test_a_copy_without_day_is_older_than_all_others() -> None:
    """It answers for times before the first dated copy: nothing else may have been saved by then."""
    found = versions(None, "2021-03-05")
    assert found.superseded == {"copy-0"}
    assert at(found, "2019") == "copy-0"
    assert at(found, "2022") == "copy-1"


def test_of_two_copies_of_one_day_the_first_name_counts() -> None:
    """The choice is the same at every build."""
    assert versions("2021-03-05", "2021-03-05").superseded == {"copy-1"}
    assert versions(None, None).superseded == {"copy-1"}


def test_a_member_without_page_has_no_copies() -> None:
    """Nothing is superseded by nothing."""
    found = Versions([], [])
    assert (found.newest("freedonia"), found.at("freedonia", "2020"), found.superseded) == (None, None, frozenset())


def test_a_document_about_a_member_is_no_copy() -> None:
    """A commitment's own page is neither superseded by the member's page, nor does it supersede it."""
    pages = [
        page("freedonia", "Freedonia", saved_on="2024-01-31"),
        page("harbours", "Open harbours (FR0001)", saved_on="2025-01-31"),
    ]
    records: list[Record] = [member(), replace(commitment("FR0001", "Open harbours"), page_id="harbours")]
    found = Versions(pages, records)
    assert found.superseded == frozenset()
    assert [c.page_id for c in found.copies["freedonia"]] == ["freedonia"]


@pytest.mark.parametrize("url", [None, "https://ogp.example/countries/Freedonia/"])
def test_a_copy_that_lost_its_headings_does_not_count_twice(url: str | None) -> None:
    """It bears the member's title or address and rows without a name; the whole copy answers, however old."""
    pages = [
        page("freedonia", "Freedonia", saved_on="2019-01-31"),
        replace(page("lost", "x", saved_on="2025-01-31"), url=url, title="OGP" if url else "freedonia "),
    ]
    records: list[Record] = [member(), contact(), replace(contact(), page_id="lost")]
    found = Versions(pages, records)
    assert found.superseded == {"lost"}
    assert [c.page_id for c in found.copies["freedonia"]] == ["freedonia"]


@pytest.mark.parametrize(
    ("page_id", "day"),
    [
        ("freedonia-2021-03", "2021-03"),
        ("freedonia-2021", "2021"),
        ("2021-freedonia", "2021"),
        ("freedonia-2021-33", "2021"),
        ("freedonia-20215", ""),
        ("freedonia", ""),
    ],
)
def test_a_day_is_read_off_the_page_id_where_nothing_else_says_it(page_id: str, day: str) -> None:
    """As far as the id tells."""
    assert day_of(page(page_id, "Freedonia")) == day
    assert day_of(page(page_id, "Freedonia", saved_on="2020-02-02")) == "2020-02-02"


@pytest.mark.parametrize(
    ("url", "place"),
    [
        ("https://ogp.example/members/freedonia/", ("freedonia", "")),
        ("https://ogp.example/members/Freedonia", ("freedonia", "")),
        ("https://ogp.example/countries/freedonia//", ("freedonia", "")),
        ("https://ogp.example/es/country/freedonia?x=1#top", ("freedonia", "")),
        ("https://ogp.example/members/freedonia/commitments/FR0001/", ("freedonia", "/commitments/fr0001")),
        ("https://ogp.example/documents/freedonia/", None),
        ("https://ogp.example/", None),
        (None, None),
    ],
)
def test_addresses_of_members_are_compared_without_what_makes_no_difference(
    url: str | None, place: tuple[str, str] | None
) -> None:
    """Letter case, a slash at the end, `countries` for `members`."""
    assert member_address(url) == place
