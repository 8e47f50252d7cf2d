"""Whole pages: the real ones where they are at hand, in every format, and made ones."""

from __future__ import annotations

from collections import Counter
from dataclasses import fields
from pathlib import Path

import pytest

from ogpqa.corpus import load_corpus, load_page
from ogpqa.records import read_records
from ogpqa.types import ActionPlan, Commitment, Contact, Definition, Member, Page, Post, Record, Resource
from tests.pages_as_html import Dress, as_html, as_markdown
from tests.pages_made import FREEDONIA, page_from

DRESSES = [
    Dress(),
    Dress(mail="href"),
    Dress(mail="name"),
    Dress(rows="heading"),
    Dress(rows="break"),
    Dress(rows="article"),
    Dress(lines="div"),
    Dress(headings=False),
]


@pytest.fixture(scope="session")
def real_pages(shared: Path) -> dict[str, Page]:
    """The eight real pages by id; none may be skipped."""
    found = [load_corpus(shared / name) for name in ("seeds", "pages")]
    assert not any(corpus.skipped for corpus in found)
    return {page.page_id: page for corpus in found for page in corpus.pages}


def facts(page: Page) -> Counter[str]:
    """What the records of the page say, apart from where it stands."""
    apart = ("span", "evidence", "section")
    return Counter(
        str((type(record).__name__, [(f.name, getattr(record, f.name)) for f in fields(record) if f.name not in apart]))
        for record in read_records(page)
    )


def of_type(page: Page, kind: type[Record]) -> list[Record]:
    """The records of one type."""
    return [record for record in read_records(page) if isinstance(record, kind)]


@pytest.mark.parametrize(
    ("page_id", "n_commitments", "n_resources", "n_contacts"),
    [
        ("south-korea", 48, 24, 2),
        ("seoul-south-korea", 0, 7, 1),
        ("latvia", 21, 0, 2),
        ("mongolia", 15, 0, 1),
        ("estonia", 0, 13, 0),
        ("kenya", 0, 14, 0),
        ("nigeria", 0, 9, 1),
        ("austin-united-states", 0, 11, 1),
    ],
)
def test_rows_of_the_real_pages(
    real_pages: dict[str, Page], page_id: str, n_commitments: int, n_resources: int, n_contacts: int
) -> None:
    """Each real page gives as many rows as a person counts on it."""
    page = real_pages[page_id]
    assert len(of_type(page, Commitment)) == n_commitments
    assert len(of_type(page, Resource)) == n_resources
    assert len(of_type(page, Contact)) == n_contacts
    assert len(of_type(page, Member)) == 1


def test_details_of_the_real_pages(real_pages: dict[str, Page]) -> None:
    """Stars, missing areas, missing types, contacts and contradictions are read as they stand."""
    for page_id in ("latvia", "mongolia"):
        starred = [r for r in of_type(real_pages[page_id], Commitment) if isinstance(r, Commitment) and r.starred]
        assert len(starred) == 1
        assert not starred[0].title.casefold().startswith("starred")
    by_code = {r.code: r for r in of_type(real_pages["south-korea"], Commitment) if isinstance(r, Commitment)}
    assert by_code["KR0008"].area is None
    assert (by_code["KR0045"].year, by_code["KR0045"].area) == (2018, "Infrastructure & Transport")
    untyped = [r for r in of_type(real_pages["kenya"], Resource) if isinstance(r, Resource) and r.resource_type is None]
    assert [(r.year, r.format) for r in untyped] == [(2021, "Web page")]
    plans = [r for r in of_type(real_pages["estonia"], ActionPlan) if isinstance(r, ActionPlan)]
    assert {r.n_commitments for r in plans} == {None, 4, 3}
    contact = of_type(real_pages["nigeria"], Contact)[0]
    assert isinstance(contact, Contact)
    assert (contact.name, contact.role) == ("Dr Anne Nzegwu", "Director of Reform Coordination and Service Improvement")
    assert contact.organisation == "Ministry of Finance, Budget and National Planning"
    seoul = of_type(real_pages["seoul-south-korea"], Member)[0]
    assert isinstance(seoul, Member)
    assert (seoul.short_name, seoul.level, seoul.country, seoul.since) == ("Seoul", "local", "South Korea", 2016)


@pytest.mark.parametrize("dress", DRESSES, ids=str)
def test_the_same_records_from_html(real_pages: dict[str, Page], tmp_path: Path, dress: Dress) -> None:
    """The same pages as HTML, with menus, scripts, footers and trap links around them, say the same."""
    for page in real_pages.values():
        path = tmp_path / f"{page.page_id}.html"
        path.write_text(as_html(page, dress), encoding="utf-8")
        other = load_page(path)
        assert facts(other) == facts(page)
        assert (other.title, other.lang, other.url) == (
            page.title,
            "en",
            f"https://www.opengovpartnership.org/members/{page.page_id}/",
        )


@pytest.mark.parametrize("linked", [False, True])
def test_the_same_records_from_markdown(real_pages: dict[str, Page], tmp_path: Path, linked: bool) -> None:
    """The same pages as Markdown, with and without links, say the same."""
    for page in real_pages.values():
        path = tmp_path / f"{page.page_id}.md"
        path.write_text(as_markdown(page, linked=linked), encoding="utf-8")
        assert facts(load_page(path)) == facts(page)


@pytest.mark.parametrize("dress", DRESSES, ids=str)
def test_the_same_records_from_html_of_a_made_page(dress: Dress) -> None:
    """A made page says the same as HTML."""
    page = page_from(FREEDONIA)
    assert facts(page_from(as_html(page, dress), "freedonia.html")) == facts(page)


@pytest.mark.parametrize("linked", [False, True])
def test_the_same_records_from_markdown_of_a_made_page(linked: bool) -> None:
    """A made page says the same as Markdown."""
    page = page_from(FREEDONIA)
    assert facts(page_from(as_markdown(page, linked=linked), "freedonia.md")) == facts(page)


def test_records_of_a_made_page() -> None:
    """Every kind of record is read off a page in the list layout."""
    records = read_records(page_from(FREEDONIA))
    plans = [r for r in records if isinstance(r, ActionPlan)]
    assert [(r.number, r.period, r.n_commitments, r.focus) for r in plans] == [
        (3, None, None, ()),
        (3, "2021-2023", 4, ("Open Data", "Health")),
        (None, "2020-2022", 5, ()),
        (None, None, None, ()),
    ]
    assert plans[3].themes == "clinics, rivers and open data"
    assert [(r.name, r.email) for r in records if isinstance(r, Contact)] == [
        ("Rufus Firefly", "rufus.firefly@gov.example"),
        ("Gloria Teasdale", None),
    ]
    assert [(r.code, r.title, r.area, r.starred) for r in records if isinstance(r, Commitment)] == [
        ("FR0004", "Open Mirrors", "Infrastructure & Transport", False),
        ("FR0003", "Clinics, Rivers, and Roads", "Land Rights, Water and Spatial Planning", True),
        ("FR0002", "Portal", None, False),
    ]
    assert [(r.year, r.resource_type, bool(r.summary)) for r in records if isinstance(r, Resource)] == [
        (2021, "Action Plan", False),
        (2020, None, True),
    ]
    assert [(r.term, r.code) for r in records if isinstance(r, Definition)] == [("Exists Yet", "XY"), ("Consult", None)]
    assert [r.title for r in records if isinstance(r, Post)] == ["Mirrors for All"]
    assert [r.lead_ministry for r in records if isinstance(r, Member)] == ["mirrors.gov.example/"]


def test_spans_evidence_and_ids() -> None:
    """Spans cut words without white space at their ends, evidence lies where it says, and ids count each type."""
    page = page_from(FREEDONIA)
    records = read_records(page)
    for record in records:
        words = record.span.of(page.text)
        assert words == words.strip() != ""
        for name, span in record.evidence.items():
            assert span.of(page.text).strip(), name
        assert record.page_id == record.member_id == "freedonia"
    assert len({record.record_id for record in records}) == len(records)
    assert records[-1].record_id == "freedonia:Post:1"
    contact = next(r for r in records if isinstance(r, Contact))
    assert contact.evidence["email"].of(page.text) == "rufus.firefly@gov.example"
    assert contact.section == ("Contacts",)


def test_empty_sections_give_no_records() -> None:
    """A member's page with nothing in its sections gives the member and its plan only."""
    page = page_from("Oz\n\n  • Member Since 2015\n\nContacts\n\n\nCommitments\n\n\nResources\n\n\nRecent Posts\n")
    assert [type(r) for r in read_records(page)] == [Member]


def test_a_page_of_another_kind_gives_no_records() -> None:
    """An article gives no member and no rows."""
    assert (
        read_records(page_from("On Rivers\n\nA river runs through it. Codes such as KR0001 stand in the text.\n")) == ()
    )


def test_titles_lost() -> None:
    """Where a page has lost headings and titles, rows still stand by their codes and types."""
    page = page_from(
        "Oz\n\nMember Since 2015\n\nOZ0066, 2018, Marginalized Groups\nOZX0001, 2018,\n2024, IRM Report, Web page\n"
    )
    rows = [r for r in read_records(page) if isinstance(r, Commitment | Resource)]
    assert [(r.title, r.year) for r in rows] == [("", 2018), ("", 2018), ("", 2024)]


def test_a_documents_own_page_is_no_row_of_a_list() -> None:
    """What stands below its name tells its year and type, and is listed on the member's page."""
    markup = "<h1>Oz Design Report 2018-2020</h1><p>2021, IRM Report, Web page</p><p>Two commitments of five.</p>"
    assert not [r for r in read_records(page_from(markup, "oz-report.html")) if isinstance(r, Resource)]
