"""Rows of commitments and resources."""

from __future__ import annotations

import pytest

from ogpqa.records import read_records
from ogpqa.records.rows import Facts, commitment_facts, headed_facts, resource_facts
from ogpqa.types import Commitment
from tests.pages_made import page_from


@pytest.mark.parametrize(
    ("line", "facts"),
    [
        ("KR0036, 2018, Anti-Corruption", Facts(2018, "KR0036", "Anti-Corruption")),
        (
            "SEO0001, 2016, Infrastructure & Transport, and Roads",
            Facts(2016, "SEO0001", "Infrastructure & Transport, and Roads"),
        ),
        ("KR0008, 2012,", Facts(2012, "KR0008")),
        ("KR0008, 2012", Facts(2012, "KR0008")),
        ("KR0008", Facts(None, "KR0008")),
        ("Roads KR0036, 2018, Transport", Facts(2018, "KR0036", "Transport", title="Roads")),
        ("KR0036\tRoads\t2018\tTransport", Facts(2018, "KR0036", "Transport", title="Roads")),
        ("1\tRoads\tKR0036\t2018", Facts(2018, "KR0036", title="Roads")),
        ("KR0036\t2018\tHealth\tRoads", Facts(2018, "KR0036", "Health", title="Roads")),
        ("KR0036\tHealth\tGender\t2018", Facts(2018, "KR0036", "Gender", title="Health")),
        ("KR0036\tRoads\t2018\tStarred commitment", Facts(2018, "KR0036", title="Roads", starred=True)),
        ("As KR0036 says", None),
        ("Open Data", None),
        ("2018, KR0036", None),
        ("x" * 500, None),
    ],
)
def test_commitment_lines(line: str, facts: Facts | None) -> None:
    """Code, year and area; the area is all that follows the year."""
    assert commitment_facts(line) == facts


@pytest.mark.parametrize(
    ("line", "facts"),
    [
        ("2022, IRM Report, Web page", Facts(2022, resource_type="IRM Report", format="Web page")),
        ("2021, Web page", Facts(2021, format="Web page")),
        ("2021, Action Plan", Facts(2021, resource_type="Action Plan")),
        ("2021, Guide, Handbook, PDF", Facts(2021, resource_type="Guide, Handbook", format="PDF")),
        ("2021\tLetter\tWeb page", Facts(2021, resource_type="Letter", format="Web page")),
        (
            "Plan 2019-2021 2019, Action Plan, Web page",
            Facts(2019, resource_type="Action Plan", format="Web page", title="Plan 2019-2021"),
        ),
        ("2021, a year of many reforms in the country", None),
        ("In 2019, the mechanism published its report", None),
        ("Action Plan 2019", None),
    ],
)
def test_resource_lines(line: str, facts: Facts | None) -> None:
    """Year, type and format; the type may be missing, a sentence is none."""
    assert resource_facts(line) == facts


@pytest.mark.parametrize(
    ("line", "facts"),
    [
        ("KR0036 – Safe Roads 2.0 – 2018, Land & Spatial Planning",
         Facts(2018, "KR0036", "Land & Spatial Planning", title="Safe Roads 2.0")),
        ("KR0036 - Roads - 2018", Facts(2018, "KR0036", title="Roads")),
        ("KR0036: Roads (Health, 2018)", Facts(2018, "KR0036", "Health", title="Roads")),
        ("KR0036 – Roads – and Wells", Facts(None, "KR0036", title="Roads – and Wells")),
    ],
)  # fmt: skip
def test_lines_that_begin_with_a_code(line: str, facts: Facts) -> None:
    """Title, year and area behind dashes or in brackets."""
    assert headed_facts(line) == facts


@pytest.mark.parametrize(
    ("head", "row", "expected"),
    [
        ("Code Title Year Starred", "OZ0001 Roads 2018 yes", ("Roads", 2018, None, True)),
        ("Code Title Year Starred", "OZ0001 Roads 2018 no", ("Roads", 2018, None, False)),
        ("Code Starred Title Year Area", "OZ0001 ✓ Roads 2018 Health", ("Roads", 2018, "Health", True)),
        ("Code Title Year Area", "OZ0001 Education 2018 Roads", ("Education", 2018, "Roads", False)),
        ("Area Year Code Title", "Health 2018 OZ0001 Roads", ("Roads", 2018, "Health", False)),
        ("Code Title Year Done", "OZ0001 Roads 2018 yes", ("Roads", 2018, None, False)),
    ],
)
def test_a_table_says_what_its_head_says(
    head: str, row: str, expected: tuple[str, int | None, str | None, bool]
) -> None:
    """Cells are told by their columns, whatever stands in them; a column that is not known says nothing."""
    heads, cells = (
        "".join(f"<{tag}>{cell}</{tag}>" for cell in line.split()) for tag, line in (("th", head), ("td", row))
    )
    table = f"<h2>Commitments</h2><table><tr>{heads}</tr><tr>{cells}</tr></table>"
    page = page_from(f"<h1>Oz</h1><p>Member Since 2015</p>{table}", "oz.html")
    found = [(r.title, r.year, r.area, r.starred) for r in read_records(page) if isinstance(r, Commitment)]
    assert found == [expected]
