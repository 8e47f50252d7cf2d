"""The section of contacts, in the shapes that HTML gives it."""

from __future__ import annotations

from pathlib import Path

import pytest

from ogpqa.records import read_records
from ogpqa.types import Contact
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
