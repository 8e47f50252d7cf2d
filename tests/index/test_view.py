"""A store as it is shown: one id for each member, hidden passages never found."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from ogpqa.exclusions import NOTHING, Exclusions
from ogpqa.index.reading import Reading
from ogpqa.index.store import Contents, Shown, Store, write_store
from ogpqa.index.view import view_of, without_excluded
from ogpqa.types import Passage, Record, Span
from tests.records_made import contact, member, page

TEXTS = {
    "freedonia": "Open harbours",
    "sylvania": "Open ledgers",
    "report": "Harbours and ledgers",
    "nord": "Snow data",
}


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Two names of one member, a document about it, and another member; one passage each."""
    site = "https://ogp.example"
    urls = {"freedonia": f"{site}/members/x/", "sylvania": f"{site}/countries/X", "report": f"{site}/members/x/report"}
    pages = [replace(page(name, text, saved_on="2020-01-01"), url=urls.get(name)) for name, text in TEXTS.items()]
    records: list[Record] = [member("Freedonia"), contact(), member("Sylvania"), member("Nord")]
    numbered = [replace(r, record_id=f"{i}") for i, r in enumerate(records)]
    passages = [
        Passage(n, name, None if name == "report" else name, Span(0, len(text)), (), text, "")
        for n, (name, text) in enumerate(TEXTS.items())
    ]
    write_store(tmp_path / "store.sqlite", Contents(pages, numbered, passages), {})
    return Store(tmp_path / "store.sqlite")


def test_a_member_goes_by_one_id_in_records_and_passages(store: Store) -> None:
    """Whatever its page called it, and documents below its address are about it."""
    view = view_of(store)
    assert [r.member_id for r in view.records] == ["freedonia", "freedonia", "freedonia", "nord"]
    assert [p.member_id for p in view.passages()] == ["freedonia", "freedonia", "freedonia", "nord"]
    assert view.numbers(members=["freedonia"]) == (0, 1, 2)
    assert view.numbers(members=["sylvania"]) == ()
    assert view.numbers(members=["nord", "freedonia"]) == (0, 1, 2, 3)
    assert view.numbers(members=["atlantis"]) == ()
    assert view.passage(1).member_id == "freedonia"
    assert [p.member_id for p in store.passages()][1] == "sylvania"


def test_a_store_in_which_nothing_moves_is_shown_as_it_is(store: Store) -> None:
    """No copy is made of what needs none."""
    plain = store.showing(Shown(store.pages[:1], store.records[:1]))
    assert view_of(plain) is plain


def test_hidden_passages_are_not_found(store: Store) -> None:
    """Neither by words, nor by number, nor one after another; the other passages keep their numbers."""
    view = store.showing(Shown(store.pages, store.records, hidden=[0, 2]))
    assert view.hides
    assert [n for n, _ in view.search_lexical("harbours ledgers", 9)] == [1]
    assert view.numbers() == (1, 3)
    assert view.numbers(members=["freedonia", "nord"]) == (3,)
    assert [p.number for p in view.passages()] == [1, 3]
    assert not store.hides
    assert len(store.search_lexical("harbours ledgers", 9)) == 3


def test_a_view_of_a_view_hides_both(store: Store) -> None:
    """What one hides the next one does not show again; pages and records are the last one's."""
    view = store.showing(Shown(store.pages, store.records, hidden=[0]))
    both = view.showing(Shown(store.pages[1:], [], hidden=[3]))
    assert both.numbers() == (1, 2)
    assert view.numbers() == (1, 2, 3)
    assert (len(both.pages), both.records) == (3, ())
    with pytest.raises(KeyError):
        both.page(store.pages[0].page_id)


def test_what_is_excluded_is_not_shown(store: Store) -> None:
    """Neither the page, nor its rows and passages; a person is blanked where the page stays."""
    some = Exclusions(pages={"nord": "asked to"}, persons={"Rufus Firefly": ""})
    view = view_of(store, some)
    assert [p.page_id for p in view.pages] == ["freedonia", "report", "sylvania"]
    assert [type(r).__name__ for r in view.records] == ["Member", "Member"]
    assert view.numbers() == (0, 1, 2)
    assert view_of(store, Exclusions(persons={"Nobody Here": ""})).numbers() == (0, 1, 2, 3)


def test_a_reading_without_what_is_excluded_is_numbered_anew(store: Store) -> None:
    """Excluded pages are reported with the reason; nothing of them is left to be written."""
    reading = Reading(Contents(store.pages, store.records, list(store.passages())))
    some = Exclusions(pages={"freedonia": "asked to", "nord": ""})
    left = without_excluded(reading, some)
    assert [p.number for p in left.contents.passages] == [0, 1]
    assert {p.page_id for p in left.contents.passages} == {"sylvania", "report"}
    assert [(s.path, s.reason) for s in left.skipped] == [
        ("freedonia", "exclude.toml excludes it: asked to."), ("nord", "exclude.toml excludes it."),
    ]  # fmt: skip
    assert left.exclusions == some
    assert without_excluded(reading, NOTHING) is reading
