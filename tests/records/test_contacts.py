"""The section of contacts, in the shapes that HTML gives it."""

from __future__ import annotations

from pathlib import Path

import pytest

from ogpqa.records import read_records
from ogpqa.types import Commitment, Contact
from tests.pages_made import page_from

HEAD = "<h1>Oz</h1><p>Member Since 2015</p><h2>Contacts</h2>"
ANA = ("Ana Ruiz", "Director of Planning", "Ministry of Works", "ana@gov.example")
BOB = ("Bob Lee", "Senior Analyst", "City Hall", "bob@gov.example")
# The same two people in many shapes, set apart by <hr>.
SHAPES = (
    (Path(__file__).parent / "contact_shapes.html").read_text(encoding="utf-8").removesuffix("<hr>\n").split("<hr>\n")
)
MAIL = "<a href='mailto:{0}@gov.example'>{0}@gov.example</a>"


def contacts(markup: str) -> list[tuple[str, str | None, str | None, str | None]]:
    """The contacts of a page with this section."""
    records = read_records(page_from(HEAD + markup, "oz.html"))
    return [(r.name, r.role, r.organisation, r.email) for r in records if isinstance(r, Contact)]


@pytest.mark.parametrize("markup", SHAPES, ids=range(len(SHAPES)))
def test_two_contacts_in_many_shapes(markup: str) -> None:
    """One line a person, several lines a person, lists, cards, tables, and addresses that only a link holds."""
    filled = markup.replace("{ana}", MAIL.format("ana")).replace("{bob}", MAIL.format("bob"))
    assert contacts(filled) == [ANA, BOB]


def test_contacts_without_addresses() -> None:
    """People on lines of their own are people of their own."""
    assert contacts("<p>Ana Ruiz Director, City Hall</p><p>Bob Lee Analyst</p><p>Carla Diaz</p>") == [
        ("Ana Ruiz", "Director", "City Hall", None),
        ("Bob Lee", "Analyst", None, None),
        ("Carla Diaz", None, None, None),
    ]


def test_lead_ministry_is_no_contact() -> None:
    """The ministry's address below "Lead Ministry" is no person; a person below it is one."""
    found = contacts(
        "<p>Ana Ruiz Director, City Hall</p><p>Lead Ministry</p><p>works.gov.example/</p>"
        "<p>Bob Lee Analyst, City Hall bob@gov.example</p>"
    )
    assert [name for name, *_ in found] == ["Ana Ruiz", "Bob Lee"]


def test_an_address_alone() -> None:
    """An address without a name is still someone to write to; a lone trap is not."""
    assert contacts("<p>ogp@gov.example</p>") == [("ogp@gov.example", None, None, "ogp@gov.example")]
    assert contacts("<p>–</p><a href='/x'>Do NOT follow this link or you will be banned from the site!</a>") == []


def test_lines_that_say_what_they_hold() -> None:
    """The name of a field before its value, or alone above it, is no part of the value."""
    text = "Oz\n\nMember Since 2015\n\nCONTACTS\n\nName: Ana Ruiz\nRole: Director of Planning, Ministry of Works\n"
    text += "E-mail: ana@gov.example\n\nName: Bob Lee\nPosition\nSenior Analyst, City Hall\nE-mail: bob@gov.example\n"
    records = read_records(page_from(text))
    assert [(r.name, r.role, r.organisation, r.email) for r in records if isinstance(r, Contact)] == [ANA, BOB]


def test_a_page_that_lost_its_headings() -> None:
    """A line with a person, an office and an address is a contact; a sentence with an address is none."""
    text = "Oz\nMember Since 2015\nAna Ruiz Director of Planning, Ministry of Works ana@gov.example\n"
    text += "Questions on the plan are answered at plan@gov.example\n2019, Letter, Web page\n"
    records = read_records(page_from(text))
    assert [(r.name, r.role, r.organisation, r.email) for r in records if isinstance(r, Contact)] == [ANA]


@pytest.mark.parametrize(
    ("behind", "found"),
    [
        ("<h2>Facts and Figures</h2><p>Forum: meets twice a year</p>", [ANA]),
        ("<h3>Facts and Figures</h3><p>Bob Lee Senior Analyst, City Hall bob@gov.example</p>", [ANA, BOB]),
    ],
)
def test_a_heading_of_the_same_level_ends_the_section(
    behind: str, found: list[tuple[str, str | None, str | None, str | None]]
) -> None:
    """What stands under a heading of its own is no person, though the heading is not a known one."""
    person = "<p>Ana Ruiz Director of Planning, Ministry of Works ana@gov.example</p>"
    assert [one for one in contacts(person + behind) if one in (ANA, BOB)] == found
    assert len(contacts(person + "<h2>Facts and Figures</h2><p>Forum: meets twice a year</p>")) == 1


def test_sections_may_be_parted_by_such_headings() -> None:
    """Years of the section's own level that stand before any row are a part of it."""
    first, last = "<p>Roads</p><p>OZ0001, 2018, Transport</p>", "<p>Wells</p><p>OZ0002, 2016, Water</p>"
    rows = f"<h2>Commitments</h2><h2>2018</h2>{first}<h2>2016</h2>{last}"
    page = page_from("<h1>Oz</h1><p>Member Since 2015</p>" + rows, "oz.html")
    assert [r.code for r in read_records(page) if isinstance(r, Commitment)] == ["OZ0001", "OZ0002"]
