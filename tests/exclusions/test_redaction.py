"""Pages, rows and passages without what is excluded; quotes stay true."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from ogpqa.exclusions import Exclusions, Redacted, redact
from ogpqa.types import Contact, Member, Page, Passage, Post, Record, Span
from tests.records_made import commitment, contact, member, page, passage, plan, post, stood

ADA = Exclusions(persons={"Ada Moon": ""})


def redacted(records: list[Record], exclusions: Exclusions = ADA) -> Redacted:
    """One page that states these records, without what is excluded."""
    return redact(*stood(records), exclusions)


def kinds(found: Redacted) -> list[str]:
    """The types that are left."""
    return [type(r).__name__ for r in found.records]


def test_a_contact_goes_with_the_whole_row() -> None:
    """Role, organisation and address tell who it is; others stay, and stand where they stood."""
    rows: list[Record] = [member(), contact("Ada Moon", email="ada@gov.example"), contact("Bea Star")]
    pages, before = stood(rows)
    found = redact(pages, before, ADA)
    (text,) = (p.text for p in found.pages)
    assert [r.name for r in found.records if isinstance(r, Contact)] == ["Bea Star"]
    assert len(text) == len(pages[0].text)
    assert "Ada" not in text
    assert "ada@gov" not in text
    assert "Bea Star" in text
    assert all(r.span.of(text) == r.span.of(pages[0].text) for r in found.records)
    assert found.pages[0].sha256 == hashlib.sha256(text.encode()).hexdigest() != pages[0].sha256


def test_an_address_takes_its_row_along() -> None:
    """Also where only a link bore it, so that the text does not hold it."""
    rows: list[Record] = [member(), contact("Ada Moon", email="ada@gov.example"), contact("Bea Star")]
    assert kinds(redacted(rows, Exclusions(emails={"ada@gov.example": ""}))) == ["Member", "Contact"]
    pages, before = stood([member(), contact("Ada Moon", email=None)])
    linked = [replace(r, email="ada@gov.example") if isinstance(r, Contact) else r for r in before]
    found = redact(pages, linked, Exclusions(emails={"ADA@gov.example": ""}))
    assert kinds(found) == ["Member"]
    assert "Ada Moon" not in found.pages[0].text


def test_the_address_of_an_excluded_person_goes_everywhere_on_the_page() -> None:
    """It names the person too."""
    pages, before = stood([member(), contact("Ada Moon", email="ada@gov.example")])
    longer = replace(pages[0], text=pages[0].text + "\nOr write to ada@gov.example.")
    (shown,) = redact([longer], before, ADA).pages
    assert "ada@gov.example" not in shown.text
    assert shown.text.endswith("Or write to                .")


def test_a_row_that_names_the_person_goes_whole() -> None:
    """A post, a commitment, a plan's themes: rows are dropped, never edited."""
    rows: list[Record] = [
        member(), post("A talk with Ada Moon", summary="On tides."), commitment("FR0001", "Ada Moon's harbours"),
        commitment("FR0002", "Open tides"), plan(themes="what Ada Moon says"), plan(period="2018-2020"),
    ]  # fmt: skip
    found = redacted(rows)
    assert kinds(found) == ["Member", "Commitment", "ActionPlan"]
    assert "Ada" not in found.pages[0].text
    assert "On tides." in found.pages[0].text


def test_a_member_stays_without_the_field_that_names_the_person() -> None:
    """One line of a page is no reason to lose the member."""
    found = redacted([member(lead_ministry="Office of Ada Moon")])
    (left,) = found.records
    assert isinstance(left, Member)
    assert (left.name, left.lead_ministry) == ("Freedonia", None)
    assert "lead_ministry" not in left.evidence


def test_an_excluded_page_goes_with_all_that_stands_on_it() -> None:
    """With its reason; other pages do not notice."""
    pages, rows = stood([member(), contact(), member("Latvia"), contact("Bea Star", "Latvia")])
    found = redact(pages, rows, Exclusions(pages={"freedonia": "asked to"}))
    assert [p.page_id for p in found.pages] == ["latvia"]
    assert {r.page_id for r in found.records} == {"latvia"}
    assert found.gone == {"freedonia": "asked to"}
    assert found.pages[0] is pages[1]


def test_passages_are_shown_unless_they_hold_something_excluded() -> None:
    """In their text, or in what stands above it."""
    text = "Freedonia\nAda Moon spoke.\nTides are open."
    found = redact([page("freedonia", text)], [], ADA)

    def made(quote: str, **known: object) -> Passage:
        start = text.index(quote)
        return replace(passage(quote), page_id="freedonia", span=Span(start, start + len(quote)), **known)  # type: ignore[arg-type]

    assert not found.shows(made("Ada Moon spoke."))
    assert not found.shows(made("Moon"))
    assert found.shows(made("Tides are open."))
    assert not found.shows(made("Tides are open.", section=("Words of Ada Moon",)))
    assert not redact([page("freedonia", text)], [], Exclusions(pages={"freedonia": ""})).shows(made("Tides are open."))


def test_a_title_that_names_the_person_becomes_the_id() -> None:
    """A page about the person only is better excluded itself."""
    told: list[Page] = [replace(page("interview", "Tides are open."), title="Ada Moon on tides")]
    (shown,) = redact(told, [], ADA).pages
    assert shown.title == "interview"


def test_a_heading_that_names_the_person_is_not_repeated() -> None:
    """Rows below it lose the path, not themselves."""
    pages, rows = stood([member(), post("Tides are open")])
    below = [replace(r, section=("News by Ada Moon", "Posts")) if isinstance(r, Post) else r for r in rows]
    found = redact([replace(pages[0], text=pages[0].text + "\nAda Moon")], below, ADA)
    assert [r.section for r in found.records] == [(), ("Posts",)]


@given(st.lists(st.sampled_from(["Ada Moon", "Tides", "Bea Star", "\n", "ada MOON,", "é"]), max_size=12))
def test_every_quote_stands_in_the_page_that_is_shown(parts: list[str]) -> None:
    """No text that is shown holds what is excluded, and its length is that of the page."""
    text = " ".join(["Freedonia", *parts])
    (shown,) = redact([page("freedonia", text)], [], ADA).pages
    assert len(shown.text) == len(text)
    assert not ADA.holds(shown.text)
