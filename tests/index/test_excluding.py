"""What exclude.toml excludes: at the build in the corpus folder, at any time in the index folder."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ogpqa.errors import SettingsError
from ogpqa.exclusions import EXCLUDE, NOTHING, Exclusions
from ogpqa.index import Index, open_index, verify_index
from ogpqa.index.before import read_before
from ogpqa.index.reading import PageReading, Reading
from ogpqa.index.view import contents_without, without_excluded
from ogpqa.retriever import Retriever
from tests.fakes import read_lines
from tests.index.workshop import Workshop

PERSON = '[[persons]]\nname = "Philip Thigo"\nreason = "asked to"\n'


def said(index: Index) -> str:
    """All that an index shows."""
    hits = Retriever(index).retrieve("contact Philip Thigo contracting", 20)
    return "\n".join([*(p.text for p in index.store.pages), *(repr(r) for r in index.store.records),
                      *(h.passage.text for h in hits), *(p.text for p in index.store.passages())])  # fmt: skip


def test_the_index_folder_excludes_without_a_build(built: Workshop) -> None:
    """And shows again what is not excluded any more."""
    assert "Philip Thigo" in said(built.open())
    (built.index / EXCLUDE).write_text(PERSON, encoding="utf-8")
    with_it = built.open()
    assert "Thigo" not in said(with_it)
    assert "Open contracting portal" in said(with_it)
    assert with_it.exclusions.persons == {"Philip Thigo": "asked to"}
    (built.index / EXCLUDE).unlink()
    assert "Philip Thigo" in said(built.open())


def test_exclusions_that_are_given_stand_in_for_the_file(built: Workshop) -> None:
    """A file named in the settings, or what a server held on to."""
    (built.index / EXCLUDE).write_text("persons = [", encoding="utf-8")
    given = Exclusions(pages={"kenya": ""})
    index = open_index(built.index, threads=1, encoders=built.encoders, exclusions=given)
    assert [p.page_id for p in index.store.pages] == ["latvia", "seoul"]
    assert "Thigo" not in said(index)


def test_a_mistake_in_the_file_is_an_error_of_opening(built: Workshop) -> None:
    """Nothing is shown that may have been meant."""
    (built.index / EXCLUDE).write_text('persons = ["Ada Moon", 5]', encoding="utf-8")
    with pytest.raises(SettingsError, match=r"exclude\.toml: persons\[2\] is no text"):
        built.open()


def test_the_corpus_folder_excludes_at_the_build(workshop: Workshop) -> None:
    """What it excludes is in no file of the index but the list itself, which earlier generations need."""
    (workshop.corpus / EXCLUDE).write_text(PERSON + '[[pages]]\npage = "latvia"\n', encoding="utf-8")
    report = workshop.build()
    assert [(s.path, s.reason) for s in report.skipped] == [("latvia", "exclude.toml excludes it.")]
    assert sorted(report.created) == ["kenya", "seoul"]
    assert not any("Thigo" in text or "Lobbying" in text for text in workshop.dense.encoded)
    holding = [p.name for p in workshop.generation.iterdir() if b"Thigo" in p.read_bytes()]
    assert holding == [EXCLUDE]
    assert "Thigo" not in said(workshop.open())
    assert not any(EXCLUDE in problem for problem in verify_index(workshop.index))


def test_a_mistake_in_the_corpus_is_an_error_of_the_build(built: Workshop) -> None:
    """The old generation serves on."""
    before = built.generation
    (built.corpus / EXCLUDE).write_text('people = ["Ada Moon"]', encoding="utf-8")
    with pytest.raises(SettingsError, match=r"exclude\.toml: people is not known"):
        built.build()
    assert built.generation == before


def test_what_is_not_excluded_any_more_comes_back_at_the_next_build(workshop: Workshop) -> None:
    """As if it had never been away."""
    (workshop.corpus / EXCLUDE).write_text(PERSON, encoding="utf-8")
    workshop.build()
    assert "Thigo" not in said(workshop.open())
    (workshop.corpus / EXCLUDE).unlink()
    report = workshop.build()
    assert report.changed == ("kenya",)
    assert "Philip Thigo" in said(workshop.open())


def test_a_generation_leaves_out_what_its_build_left_out(built: Workshop) -> None:
    """Also on another machine, and with other exclusions beside it."""
    (built.corpus / EXCLUDE).write_text(PERSON, encoding="utf-8")
    built.build()
    (built.index / EXCLUDE).write_text('pages = ["latvia"]', encoding="utf-8")
    index = built.open()
    assert (list(index.exclusions.persons), list(index.exclusions.pages)) == (["Philip Thigo"], ["latvia"])


def test_files_of_excluded_text_are_read_again_when_the_list_changes(workshop: Workshop) -> None:
    """What a build remembers of files is what all of them hold, or nothing."""
    left = without_excluded(
        read_lines_remembered(workshop), Exclusions(pages={"latvia": ""}, persons={"Philip Thigo": ""})
    )
    assert sorted(o.page.page_id for o in left.outcomes.values() if not isinstance(o, str)) == ["seoul"]


def read_lines_remembered(workshop: Workshop) -> Reading:
    """A reading that says of each page what to remember."""
    reading = read_lines(workshop.corpus)
    outcomes = {page.page_id: PageReading(page, (), ()) for page in reading.contents.pages}
    return replace(reading, outcomes=outcomes)


def test_what_was_excluded_is_not_missed_at_the_gate(built: Workshop) -> None:
    """The generation before is compared without it too."""
    before = read_before(built.index)
    gone = Exclusions(pages={"latvia": ""}, persons={"Philip Thigo": ""})
    assert [p.page_id for p in contents_without(before.contents, gone).pages] == ["kenya", "seoul"]
    assert contents_without(before.contents, NOTHING) is before.contents
    (built.corpus / EXCLUDE).write_text(PERSON + '[[pages]]\npage = "latvia"\n', encoding="utf-8")
    assert built.build().published
