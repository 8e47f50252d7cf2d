"""When a file was saved, as its name or its HTML tells."""

from __future__ import annotations

from pathlib import Path

import pytest

from ogpqa.corpus import load_page
from ogpqa.corpus.dates import day_in, without_archive

ARCHIVE = "https://web.archive.org/web/"
PAGE = "<html><head>{head}</head><body><h1>Freedonia</h1><p>Member Since 2014</p></body></html>"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("freedonia-2021-03-04", "2021-03-04"),
        ("2021_03_04 freedonia", "2021-03-04"),
        ("freedonia.20210304", "2021-03-04"),
        ("20210304123456", "2021-03-04"),
        ("Thu Mar 04 2021 10:00:00 GMT", "2021-03-04"),
        ("10:12:01 Mar 4, 2021", "2021-03-04"),
        ("Thu, 04 March 2021", "2021-03-04"),
        ("freedonia-2021-02-30", None),
        ("freedonia-2021", None),
        ("plan-2018-2020", None),
        ("March 2021", None),
        ("1234520210304", None),
    ],
)
def test_a_whole_date_is_read_and_nothing_else(text: str, day: str | None) -> None:
    """A year alone, a period or a day that no calendar has are no dates."""
    assert day_in(text) == day


@pytest.mark.parametrize(
    ("html", "day"),
    [
        (PAGE.format(head='<meta name="saved_on" content="2021-03-04T10:00:00Z">'), "2021-03-04"),
        (f"<!-- Page saved with SingleFile\n url: x\n saved date: Thu Mar 04 2021 10:00 -->{PAGE}", "2021-03-04"),
        (PAGE + "<!-- FILE ARCHIVED ON 10:12:01 Mar 04, 2021 AND RETRIEVED FROM THE ARCHIVE -->", "2021-03-04"),
        (PAGE.format(head=f'<link rel="canonical" href="{ARCHIVE}20210304101201/https://x.example/">'), "2021-03-04"),
        (PAGE.format(head='<meta name="viewport" content="2021-03-04">'), None),
        ("<!-- built 2021-03-04 -->" + PAGE, None),
    ],
)  # fmt: skip
def test_html_tells_when_it_was_saved(tmp_path: Path, html: str, day: str | None) -> None:
    """By a meta element, a comment of the tool that saved it, or an archive's address; other dates are not this one."""
    path = tmp_path / "freedonia.html"
    path.write_text(html.replace("{head}", ""), encoding="utf-8")
    assert load_page(path).saved_on == day


def test_the_file_says_more_than_its_name(tmp_path: Path) -> None:
    """Front matter comes first, then the name."""
    path = tmp_path / "freedonia-2021-03-04.md"
    path.write_text("---\nsaved_on: 2020-01-02\n---\n# Freedonia\n", encoding="utf-8")
    assert load_page(path).saved_on == "2020-01-02"
    path.write_text("# Freedonia\n", encoding="utf-8")
    assert load_page(path).saved_on == "2021-03-04"


def test_the_address_is_the_pages_own() -> None:
    """Not that of the archive which keeps a copy."""
    inner = "https://x.example/members/y/"
    assert without_archive(f"https://web.archive.org/web/20210304101201im_/{inner}") == inner
    assert without_archive(inner) == inner
    assert without_archive(None) is None
