"""Reading synthetic pages: what was written is what is read, in each format."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from ogpqa.corpus import load_corpus
from ogpqa.records import read_records
from ogpqa.types import ActionPlan, Commitment, Contact, Definition, Member, Post, Record, Resource
from tests.synthetic.facts import SyntheticMember
from tests.synthetic.members import make_members

Read = dict[str, tuple[SyntheticMember, Sequence[Record]]]


@pytest.fixture(scope="module", params=[21, 22, 23])
def read(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Read:
    """The records of each page of thirty members, beside its facts."""
    folder = tmp_path_factory.mktemp("read")
    facts = {m.page_id: m for m in make_members(request.param, 30, folder)}
    pages = load_corpus(folder).pages
    assert {p.page_id for p in pages} == set(facts)
    return {p.page_id: (facts[p.page_id], read_records(p)) for p in pages}


def test_members_are_read(read: Read) -> None:
    """Name, country, year of joining and address of the ministry."""
    for m, records in read.values():
        (member,) = (r for r in records if isinstance(r, Member))
        shown = (member.name, member.short_name, member.country, member.since, (member.lead_ministry or "").rstrip("/"))
        assert shown == (m.name, m.short_name, m.country, m.since, (m.website or "").rstrip("/"))


def test_contacts_are_read(read: Read) -> None:
    """People with their roles, organisations and addresses, whatever their names look like."""
    for m, records in read.values():
        people = [(r.name, r.role, r.organisation, r.email) for r in records if isinstance(r, Contact)]
        expected = [(c.name, c.role, c.organisation, c.email) for c in m.contacts]
        assert [
            (n.removeprefix(c.honorific).strip(), *rest) for (n, *rest), c in zip(people, m.contacts, strict=True)
        ] == [tuple(row) for row in expected]


def test_commitments_are_read(read: Read) -> None:
    """Codes, titles, years, areas and stars, in page order."""
    for m, records in read.values():
        rows = [(r.code, r.title, r.year, r.area, r.starred) for r in records if isinstance(r, Commitment)]
        assert rows == [(c.code, c.title, c.year, c.area, c.starred) for c in m.commitments], m.page_id


def test_documents_are_read(read: Read) -> None:
    """Titles, years, types and summaries, in page order, rows that stand twice too."""
    for m, records in read.values():
        rows = [(r.title, r.year, r.resource_type, r.summary or "") for r in records if isinstance(r, Resource)]
        assert rows == [(r.title, r.year, r.resource_type, r.summary) for r in m.resources], m.page_id


def test_plans_are_read_with_both_sides(read: Read) -> None:
    """Number, focus and themes; each of two contradicting periods and counts."""
    for m, records in read.values():
        plans = [r for r in records if isinstance(r, ActionPlan)]
        assert {p.number for p in plans} - {None} == {m.plan.number}
        assert {p.period for p in plans} - {None} == {m.plan.period, m.plan.sentence_period}
        counts = {p.n_commitments for p in plans} - {None}
        assert counts == {m.plan.n_commitments, m.plan.sentence_n_commitments}, m.page_id
        assert next((p.focus for p in plans if p.focus), ()) in (
            m.plan.focus,
            ("Not specified",) if not m.plan.focus else (),
        )
        assert all(theme in (next((p.themes for p in plans if p.themes), "") or "") for theme in m.plan.themes)


def test_definitions_and_posts_are_read(read: Read) -> None:
    """Each explained term and code once, each post with its summary."""
    for m, records in read.values():
        definitions = [r for r in records if isinstance(r, Definition)]
        terms = {d.term: d.text for d in definitions if not d.code}
        assert {t: terms.get(t) for t, _ in m.terms} == dict(m.terms), m.page_id
        assert {c for c, _, _ in m.codes} <= {d.code for d in definitions}, m.page_id
        assert [(r.title, r.summary) for r in records if isinstance(r, Post)] == list(m.posts), m.page_id
