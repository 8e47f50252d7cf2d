"""Member pages in shapes that other savers give them."""

from __future__ import annotations

from typing import TypeVar

from ogpqa.records import read_records
from ogpqa.types import ActionPlan, Commitment, Contact, Member, Post, Record, Resource
from tests.pages_made import page_from

T = TypeVar("T", bound=Record)

DESCRIBED = """<html><head><title>Oz City, Freedonia - Open Government Partnership</title></head><body>
<header><h1>Open Government Partnership</h1></header>
<div><h2>Oz City, Freedonia</h2><dl><dt>Member Since</dt><dd>2020</dd><dt>Action Plan</dt><dd>1</dd></dl></div>
<h3>Current Action Plan</h3><h4>2021-2023</h4><h4>Action Plan 1</h4>
<ul><li><span>Number of Commitments:</span> <b>2</b></li><li><b>Policy Area Focus:</b> Health, Open Data</li></ul>
<h3>Commitments</h3><table>
<thead><tr><th>Code</th><th>Title</th><th>Year</th><th>Area</th></tr></thead>
<tbody><tr><td>OZC0001</td><td>Open budgets, all of them</td><td>2021</td><td>Fiscal Openness</td></tr>
<tr><td>OZC0002</td><td>Starred commitment Parks &amp; people</td><td>2021</td><td></td></tr></tbody></table>
<ul><li><span class="star">Starred commitment</span><h4>Rivers</h4><p>OZC0003, 2021, Water, and Land</p></li></ul>
<h3>Resources</h3>
<ul><li><a href="https://x.example/z"><h4>Letter of Intent</h4></a><span>2020, Letter, Web page</span></li>
<li><div>Action Plan 2021-2023</div>
<div>The plan in full, with its annexes. (More)</div><div>2021, Action Plan, PDF</div></li>
<li>Report of 2021 2022, IRM Report, Web page</li></ul>
<h3>Recent Posts</h3><article><h2>Rivers for all</h2><p>July 2021</p>
<p>The rivers of the city are open to everybody.</p></article>
</body></html>"""

BARS = """# Freedonia

| | |
|---|---|
| Member since | 2012 |
| Action plan | 5 |

## Current Action Plan (2023-2024)

| Number of commitments | 4 |
|---|---|
| Policy area focus | Not specified |

## Commitments (2)

| Code | Title | Year | Policy area |
|---|---|---|---|
| FR0101 | Open water tariffs ★ | 2023 | Water |
| FR0090 | School audits | 2020 | Education |

## Documents

| Title | Type | Year |
|---|---|---|
| Freedonia Action Plan 2023-2024 | Action Plan | 2023 |

## News

### Ducks read the budget

Two hundred ducks asked the mayor why the gutters were not cleaned.
"""

CAPITALS = """FREEDONIA

Member since 2011 | Action plan: 5

Current action plan: 2024-2027 (5th)
Commitments in this plan: 3

CONTACT PERSONS

* Vera Marcal - Head of Reforms, Ministry of Mirrors (vera@mirrors.example)

COMMITMENTS

2024
- FR0050 Information offices in every district (Right to Information)
- FR0051: Open contracts for roads [Open Contracting, 2025]
2021
- FR0041 Open maps

DOCUMENTS

- Freedonia Action Plan 2024-2027 (Action Plan, 2024)
- Letter of Freedonia (to all) (2019, Letter, PDF)
"""


def of_type(text: str, kind: type[T], name: str) -> list[T]:
    """The page's records of one type."""
    return [record for record in read_records(page_from(text, name)) if isinstance(record, kind)]


def test_terms_tables_and_cards() -> None:
    """Definition lists, tables, headings of any level and cards say the same as the list layout."""
    member = of_type(DESCRIBED, Member, "oz.html")[0]
    assert (member.name, member.level, member.since) == ("Oz City, Freedonia", "local", 2020)
    plans = of_type(DESCRIBED, ActionPlan, "oz.html")
    assert [(p.number, p.period, p.n_commitments, p.focus) for p in plans] == [
        (1, None, None, ()),
        (1, "2021-2023", 2, ("Health", "Open Data")),
    ]
    assert [(c.code, c.title, c.area, c.starred) for c in of_type(DESCRIBED, Commitment, "oz.html")] == [
        ("OZC0001", "Open budgets, all of them", "Fiscal Openness", False),
        ("OZC0002", "Parks & people", None, True),
        ("OZC0003", "Rivers", "Water, and Land", True),
    ]
    assert [(r.title, r.year, r.resource_type, r.summary) for r in of_type(DESCRIBED, Resource, "oz.html")] == [
        ("Letter of Intent", 2020, "Letter", None),
        ("Action Plan 2021-2023", 2021, "Action Plan", "The plan in full, with its annexes."),
        ("Report of 2021", 2022, "IRM Report", None),
    ]
    posts = of_type(DESCRIBED, Post, "oz.html")
    assert [(p.title, p.summary) for p in posts] == [
        ("Rivers for all", "The rivers of the city are open to everybody.")
    ]


def test_status_lines_and_empty_commitments() -> None:
    """Status lines above the name, an empty list of commitments and "(More)" behind summaries (2022-24)."""
    text = (
        "Oz is suspended under a Response Policy case.\n\nOz has joined the Open Gov Challenge with one commitment\n\n"
        "Oz\n\n  • Member Since 2011\n  • Action Plan 5\n\nCurrent Action Plan\n\n2023-2027\n\nCommitments\n\n\n"
        "Resources\n\n  1. Plan\n\n    Summary of it that goes on. (More)\n\n    2024, Action Plan, Web page\n"
    )
    assert [m.name for m in of_type(text, Member, "oz.txt")] == ["Oz"]
    assert [p.n_commitments for p in of_type(text, ActionPlan, "oz.txt")] == [None, None]
    assert [r.summary for r in of_type(text, Resource, "oz.txt")] == ["Summary of it that goes on."]


def test_the_year_of_joining_in_a_sentence() -> None:
    """A page without "Member Since" may say in a sentence when its member joined."""
    text = "Oz City, Freedonia\n\nOz City joined OGP as part of the 2016 cohort.\n\nContacts\n\n\nCommitments\n"
    member = of_type(text, Member, "oz.txt")[0]
    assert member.since == 2016
    assert member.evidence["since"].of(text).startswith("Oz City joined")


def test_tables_of_bars_and_other_names_of_sections() -> None:
    """A count or a period stands behind the name of a section; a star behind a title; types before years."""
    assert [m.since for m in of_type(BARS, Member, "f.md")] == [2012]
    plans = of_type(BARS, ActionPlan, "f.md")
    assert [(p.number, p.period, p.n_commitments, p.focus) for p in plans] == [
        (5, None, None, ()),
        (None, "2023-2024", 4, ()),
    ]
    assert [(c.code, c.title, c.year, c.area, c.starred) for c in of_type(BARS, Commitment, "f.md")] == [
        ("FR0101", "Open water tariffs", 2023, "Water", True),
        ("FR0090", "School audits", 2020, "Education", False),
    ]
    assert [(r.title, r.year, r.resource_type) for r in of_type(BARS, Resource, "f.md")] == [
        ("Freedonia Action Plan 2023-2024", 2023, "Action Plan")
    ]
    assert [p.title for p in of_type(BARS, Post, "f.md")] == ["Ducks read the budget"]


def test_capitals_codes_first_and_facts_in_brackets() -> None:
    """Facts side by side, years over rows, and what stands in brackets behind a title."""
    assert [(m.name, m.since) for m in of_type(CAPITALS, Member, "f.txt")] == [("FREEDONIA", 2011)]
    plans = of_type(CAPITALS, ActionPlan, "f.txt")
    assert [(p.number, p.period, p.n_commitments) for p in plans] == [(5, None, None), (None, "2024-2027", 3)]
    assert [(c.name, c.role, c.email) for c in of_type(CAPITALS, Contact, "f.txt")] == [
        ("Vera Marcal", "Head of Reforms", "vera@mirrors.example")
    ]
    assert [(c.code, c.title, c.year, c.area) for c in of_type(CAPITALS, Commitment, "f.txt")] == [
        ("FR0050", "Information offices in every district", 2024, "Right to Information"),
        ("FR0051", "Open contracts for roads", 2025, "Open Contracting"),
        ("FR0041", "Open maps", 2021, None),
    ]
    assert [(r.title, r.year, r.resource_type, r.format) for r in of_type(CAPITALS, Resource, "f.txt")] == [
        ("Freedonia Action Plan 2024-2027", 2024, "Action Plan", None),
        ("Letter of Freedonia (to all)", 2019, "Letter", "PDF"),
    ]
