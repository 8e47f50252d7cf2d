"""Synthetic members: what they promise to whoever measures with them."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest

from tests.synthetic.facts import SyntheticMember
from tests.synthetic.members import make_members


def words_of(path: Path) -> str:
    """The text of a written page with tags dropped and white space folded."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".html":
        text = html.unescape(re.sub(r"<[^>]+>", " ", text))
    return " ".join(text.split())


@pytest.fixture(scope="module", params=[1, 2, 3])
def corpus(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, tuple[SyntheticMember, ...]]:
    """A folder of thirty members with its facts."""
    folder = tmp_path_factory.mktemp("corpus")
    return folder, make_members(request.param, 30, folder)


def test_every_fact_stands_on_the_page(corpus: tuple[Path, tuple[SyntheticMember, ...]]) -> None:
    """Names, people, codes, titles, documents and posts are all written on the member's page."""
    folder, members = corpus
    for m in members:
        text = words_of(folder / f"{m.page_id}.{m.format}")
        facts = [m.name, str(m.since), m.plan.period, *m.plan.focus, *m.plan.themes]
        facts += [x for c in m.contacts for x in (c.name, c.role, c.organisation, c.email or "")]
        facts += [x for c in m.commitments for x in (c.title, f"{c.code}, {c.year}, {c.area or ''}".rstrip())]
        facts += [x for r in m.resources for x in (r.title, str(r.year))] + [x for post in m.posts for x in post]
        assert [f for f in facts if f not in text] == [], m.name


def test_the_same_seed_gives_the_same_pages(tmp_path: Path) -> None:
    """Two runs write the same bytes, so that scores of different days compare."""
    for name in ("a", "b"):
        make_members(7, 12, tmp_path / name)
    written = [{p.name: p.read_bytes() for p in (tmp_path / name).iterdir()} for name in ("a", "b")]
    assert written[0] == written[1]


def test_names_and_codes_are_unique(corpus: tuple[Path, tuple[SyntheticMember, ...]]) -> None:
    """No two members share a page, no two commitments a code, no two people a name."""
    members = corpus[1]
    for values in (
        [m.page_id for m in members],
        [c.code for m in members for c in m.commitments],
        [c.name for m in members for c in m.contacts],
    ):
        assert len(values) == len(set(values))


def test_the_odd_edges_of_real_pages_occur(corpus: tuple[Path, tuple[SyntheticMember, ...]]) -> None:
    """Empty sections, missing areas and addresses, contradictions and stars are all in thirty members."""
    members = corpus[1]
    commitments = [c for m in members for c in m.commitments]
    assert any(not m.contacts for m in members)
    assert any(not m.commitments for m in members)
    assert any(c.area is None for c in commitments)
    assert any(c.starred for c in commitments)
    assert any(c.email is None for m in members for c in m.contacts)
    assert any(m.plan.n_commitments != m.plan.sentence_n_commitments for m in members)
    assert any(m.plan.period != m.plan.sentence_period for m in members)
    assert {m.format for m in members} == {"txt", "md", "html"}
