"""The docs: generated pages are fresh, links lead somewhere, words of the API are explained, limits of length hold."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import get_args

import pytest

from ogpqa.types import RECORD_TYPES, Aggregate, Reason, Status
from scripts import reference

CHECKOUT = Path(__file__).resolve().parent.parent
PAGES = sorted([*CHECKOUT.glob("*.md"), *(CHECKOUT / "docs").rglob("*.md")])
FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as the usual viewers make them."""
    heads = re.findall(r"^#+ (.+)$", FENCED.sub("", page.read_text(encoding="utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).strip().replace(" ", "-") for head in heads}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(CHECKOUT)))
def test_links_lead_somewhere(page: Path) -> None:
    """Every relative link of a page names a file that is there, and a heading in it if it has an anchor."""
    text = FENCED.sub("", page.read_text(encoding="utf-8"))
    broken = []
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if re.match(r"[a-z]+:", target):
            continue
        name, _, anchor = target.partition("#")
        file = (page.parent / name).resolve() if name else page
        if not file.exists() or (anchor and anchor not in anchors(file)):
            broken.append(target)
    assert broken == []


@pytest.mark.parametrize("name", reference.PAGES)
def test_generated_reference_is_fresh(name: str) -> None:
    """A page of docs/reference that is written from the code says what the code says (else: make docs)."""
    assert (reference.REFERENCE / name).read_text(encoding="utf-8") == reference.PAGES[name]()


def test_every_status_and_reason_is_explained() -> None:
    """Whoever reads an answer finds each status, reason and way of asking in the reference."""
    text = (reference.REFERENCE / "answers.md").read_text(encoding="utf-8")
    words = [*get_args(Status), *get_args(Reason), *get_args(Aggregate), *RECORD_TYPES]
    assert [word for word in words if f"`{word}`" not in text] == []


def test_the_readme_fits_on_some_screens() -> None:
    """The README stays under 100 lines and decisions under 60."""
    assert len((CHECKOUT / "README.md").read_text(encoding="utf-8").splitlines()) <= 100
    for page in (CHECKOUT / "docs" / "adr").glob("*.md"):
        assert len(page.read_text(encoding="utf-8").splitlines()) <= 60, page.name


def test_every_decision_is_listed() -> None:
    """docs/adr/README.md links each decision."""
    listed = (CHECKOUT / "docs" / "adr" / "README.md").read_text(encoding="utf-8")
    for page in (CHECKOUT / "docs" / "adr").glob("0*.md"):
        assert f"]({page.name})" in listed


def test_the_readme_shows_the_real_answer(corpus_index: Path) -> None:
    """The answer on the README's first screen is what the command prints, and its JSON holds real values."""
    readme = (CHECKOUT / "README.md").read_text(encoding="utf-8")
    command = [sys.executable, "-m", "ogpqa", "ask", "--index", str(corpus_index), "Who is Seoul's contact?"]
    shown = readme.partition('make ask q="Who is Seoul\'s contact?"\n')[2].partition("```")[0]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert [line.strip() for line in shown.split("\n")] == [line.strip() for line in printed.split("\n")]
    answer = subprocess.run([*command, "--json"], capture_output=True, text=True, check=True).stdout
    real = " ".join(answer.split())
    block = readme.partition("\n{\n")[2].partition("```")[0]
    pairs = re.findall(r'"\w+": (?:"[^"…]+"|\d+)', block)
    assert len(pairs) > 10
    assert [pair for pair in pairs if pair not in real] == []


def test_reference_tables_escape_bars() -> None:
    """A bar in a cell does not become a column."""
    assert reference.table(("a",), [("x|y",)]).splitlines()[-1] == r"| x\|y |"
