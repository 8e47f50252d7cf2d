"""A commitment's own page gives its record; what else it states stays passages."""

from __future__ import annotations

from pathlib import Path

import pytest

from ogpqa.corpus import load_page
from ogpqa.passages import split_passages
from ogpqa.records import read_records
from ogpqa.types import Commitment, Page

AT_A_GLANCE = """Open the harbour ledger (SY0012)

Overview

At-a-Glance

Action Plan: Action Plan 3

Action Plan Cycle: 2018-2020

Status: Completed

Institutions

Lead Institution: Ministry of Mirrors

Policy Areas

Fiscal Openness, Open Data

IRM Review

Starred: Yes

Completion: Substantial

Description

What is the public problem? Nobody knows when the tides will come, and the ledger of the harbour is kept under lock.
"""
HTML = """<h1>Open the harbour ledger (SY0012)</h1><h3>At-a-Glance</h3>
<table><tr><td>Action Plan Cycle</td><td>2018-2020</td></tr>
<tr><td>Policy Areas</td><td>Fiscal Openness, Open Data</td></tr><tr><td>Starred</td><td>Yes</td></tr></table>"""


def read(folder: Path, text: str, name: str = "sy0012.txt") -> Page:
    """The page of a file with that text."""
    (folder / name).write_text(text, encoding="utf-8")
    return load_page(folder / name)


def commitments(page: Page) -> list[Commitment]:
    """The commitments that the page gives, and nothing else."""
    records = read_records(page)
    assert all(isinstance(r, Commitment) for r in records)
    return [r for r in records if isinstance(r, Commitment)]


@pytest.mark.parametrize(("text", "name"), [(AT_A_GLANCE, "a.txt"), (HTML, "a.html")])
def test_title_code_year_areas_and_star_are_read(tmp_path: Path, text: str, name: str) -> None:
    """From the name of the page and the lines at a glance, below or beside their keys."""
    page = read(tmp_path, text, name)
    (found,) = commitments(page)
    assert (found.code, found.title, found.year) == ("SY0012", "Open the harbour ledger", 2018)
    assert (found.area, found.starred) == ("Fiscal Openness, Open Data", True)
    assert found.span.of(page.text) == "Open the harbour ledger (SY0012)"
    assert "2018" in found.evidence["year"].of(page.text)
    assert "Open Data" in found.evidence["area"].of(page.text)


def test_what_is_not_stated_is_not_made_up(tmp_path: Path) -> None:
    """A page with nothing but its name and a text; a key whose value is missing takes nothing from below."""
    (found,) = commitments(read(tmp_path, "# Open tides (SY0013)\n\nA text.\n", "b.md"))
    assert (found.year, found.area, found.starred) == (None, None, False)
    (found,) = commitments(read(tmp_path, AT_A_GLANCE.replace("Fiscal Openness, Open Data\n", ""), "c.txt"))
    assert found.area is None


def test_the_facts_that_no_record_holds_are_passages(tmp_path: Path) -> None:
    """Status, lead institution and completion can be quoted."""
    page = read(tmp_path, AT_A_GLANCE)
    texts = [p.text for p in split_passages(page, read_records(page), 0) if p.record_type is None]
    assert "Status: Completed" in texts
    assert any("Ministry of Mirrors" in text for text in texts)


def test_plain_text_without_empty_lines_is_read_too(tmp_path: Path) -> None:
    """Its first line is the name."""
    (found,) = commitments(read(tmp_path, "\n".join(filter(None, AT_A_GLANCE.splitlines())), "e.txt"))
    assert (found.code, found.year) == ("SY0012", 2018)


@pytest.mark.parametrize("title", ["Open tides", "Open tides (2018)", "(SY0013)", "News of (SY0013) today"])
def test_other_pages_are_no_commitments(tmp_path: Path, title: str) -> None:
    """A name without a code at its end, or without a title."""
    assert commitments(read(tmp_path, f"# {title}\n\nAction Plan Cycle: 2018-2020\n", "d.md")) == []
