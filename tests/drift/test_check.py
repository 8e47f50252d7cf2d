"""Each kind of drift on a page made for it, and none on a page without."""

from __future__ import annotations

from pathlib import Path

import pytest

from ogpqa.corpus import load_corpus, load_page
from ogpqa.drift import Finding, find_drift, is_doubtful
from ogpqa.drift.knowledge import load_knowledge
from ogpqa.records import read_records
from ogpqa.types import Contact, Page, Span

SOUND = """Freedonia

  • Member Since 2014
  • Action Plan 3

Current Action Plan

2021-2023

Action Plan 3

  • Number of Commitments: 1

Contacts

Rufus Firefly Head of Digital Affairs, Ministry of Mirrors rufus.firefly@gov.example

Commitments

  1. Open the mirror register

    FR0001, 2021, Open Data

Resources

  1. Freedonia Action Plan 2021-2023

    2021, Action Plan, Web page
"""
# What happens to the page, what is found, on which line.
CASES = {
    "name-lost": ("Freedonia\n\n  • Member Since 2014\n", "", 1),
    "section-missing": ("Contacts\n", "", 6),
    "section-unread": ("    FR0001, 2021, Open Data\n", "    first of its kind\n", 20),
    "section-empty": (
        "Rufus Firefly Head of Digital Affairs, Ministry of Mirrors rufus.firefly@gov.example\n",
        "\n",
        14,
    ),
    "title-lost": ("  1. Freedonia Action Plan 2021-2023\n", "", 27),
    "nesting-lost": ("    2021, Action Plan, Web page", "  2. 2021, Action Plan, Web page", 28),
    "glossary-tip": (
        "Resources\n",
        "It opens public participation Giving people a say when governments deci… More to all.\n\nResources\n",
        24,
    ),
    "letters-lost": ("Open the mirror register", "Ouvrir le registre dâ€™Ã©tat", 20),
    "code-left": ("Rufus Firefly Head of Digital Affairs,", "{{ contact.name }}", 16),
    "doubtful-contact": (
        "Rufus Firefly Head of Digital Affairs, Ministry of Mirrors rufus.firefly@gov.example",
        "Please enable JavaScript to see who it is.",
        16,
    ),
    "row-twice": (
        "Resources\n",
        "  2. Open the mirror register\n\n    FR0001, 2021, Open Data\n\nResources\n",
        24,
    ),
    "contradiction": ("Action Plan 3\n\n  • Number", "Action Plan 4\n\n  • Number", 10),
    "not-listed": ("  1. Open the mirror register\n\n    FR0001, 2021, Open Data\n", "", 12),
}


def found_on(text: str, folder: Path, name: str = "freedonia.txt") -> list[Finding]:
    """What is found on a page with that text."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    page = load_page(path)
    return find_drift([page], {page.page_id: read_records(page)})


def test_a_sound_page_has_nothing_to_look_at(tmp_path: Path) -> None:
    """The page that the cases are made from gives no finding."""
    assert found_on(SOUND, tmp_path) == []


@pytest.mark.parametrize("kind", CASES)
def test_each_kind_is_found_on_its_line(kind: str, tmp_path: Path) -> None:
    """The finding names the kind and the line of the file."""
    old, new, line = CASES[kind]
    assert SOUND.count(old) == 1
    found = found_on(SOUND.replace(old, new), tmp_path)
    assert (kind, line) in [(finding.kind, finding.line) for finding in found], found


def test_every_kind_has_words_and_a_case() -> None:
    """drift.toml explains what is told, and tells nothing that no test makes."""
    assert set(load_knowledge().kinds) == {*CASES, "page-twice"}


def test_pages_with_one_text_are_found(tmp_path: Path) -> None:
    """The second page in order of id names the first."""
    for name in ("b", "a"):
        (tmp_path / f"{name}.txt").write_text(SOUND)
    pages = load_corpus(tmp_path).pages
    found = find_drift(pages, {page.page_id: read_records(page) for page in pages})
    assert found == [Finding("b", 1, "page-twice", "the text of a")]


def test_titles_lost_by_another_extractor(tmp_path: Path) -> None:
    """A page of which only the lines of facts remain says so for each row."""
    rows = "\n".join(f"GE00{n}, 2018, Open Data\n20{n}, IRM Report, Web page" for n in range(10, 14))
    kinds = [finding.kind for finding in found_on(f"Menu\n\n{rows}\n", tmp_path)]
    assert kinds.count("title-lost") == 8


def test_other_pages_are_left_alone(tmp_path: Path) -> None:
    """A page that is no member's has no sections to miss."""
    assert found_on("A note\n\nSomething was said about rivers, and nothing else was.\n", tmp_path) == []


def test_a_ministry_below_the_contacts_is_no_contact(tmp_path: Path) -> None:
    """The section is empty, not misunderstood, when only the lead ministry stands in it."""
    person = "Rufus Firefly Head of Digital Affairs, Ministry of Mirrors rufus.firefly@gov.example"
    found = found_on(SOUND.replace(person, "Lead Ministry\n\nwww.mirrors.example/"), tmp_path)
    assert [finding.kind for finding in found] == ["section-empty"]


def test_html_is_looked_at_too(tmp_path: Path) -> None:
    """Lines are those of the page's text."""
    rows = "<ol><li>Open the mirrors</li><li>FR0001, 2021, Open Data</li></ol>"
    html = f"<html><body><h1>Freedonia</h1><ul><li>Member Since 2014</li></ul><h2>Commitments</h2>{rows}</body></html>"
    found = found_on(html, tmp_path, "freedonia.html")
    assert ("nesting-lost", 5) in [(finding.kind, finding.line) for finding in found]


@pytest.mark.parametrize(
    ("name", "email", "doubtful"),
    [
        ("Loading…", None, True),
        ("[contact-form id=3]", None, True),
        ("Ada Okafor", None, False),
        ("Loading…", "ada@gov.example", False),
        ("María José O’Neill-Ñandú", None, False),
    ],
)
def test_people_are_told_from_templates(name: str, email: str | None, doubtful: bool) -> None:
    """An address makes a contact; without one the words must read like a person's."""
    contact = Contact(record_id="", page_id="x", member_id="x", span=Span(0, 1), name=name, email=email)
    assert is_doubtful(contact) is doubtful


def test_the_packaged_corpus_has_known_findings() -> None:
    """The restated pages keep what bites on the real ones: commitments that are not listed, a row that stands twice."""
    from ogpqa.resources import corpus_folder

    pages: tuple[Page, ...] = load_corpus(corpus_folder()).pages
    found = find_drift(pages, {page.page_id: read_records(page) for page in pages})
    assert [(f.page_id, f.kind) for f in found] == [
        ("seoul-south-korea", "not-listed"),
        ("seoul-south-korea", "section-empty"),
        ("seoul-south-korea", "row-twice"),
    ]
