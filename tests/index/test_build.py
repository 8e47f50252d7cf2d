"""Building: what a build does, leaves alone, and reports."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from ogpqa.config import Settings
from ogpqa.errors import IndexBuildError, PageError
from ogpqa.index import Encoders, build_index, open_index, verify_index
from ogpqa.index import build as building
from ogpqa.index.embeddings import Journal, digest_of
from tests.fakes import HashEncoder, read_lines
from tests.index.workshop import EXEMPLARS, PAGES, Workshop, answers

N_LINES = 9  # of PAGES


def test_a_first_build_creates_everything(workshop: Workshop) -> None:
    """The report names every page; every passage was encoded once."""
    report = workshop.build()
    assert (report.created, report.changed, report.deleted, report.unchanged) == (
        ("kenya", "latvia", "seoul"),
        (),
        (),
        (),
    )
    assert (report.passages, report.encoded, report.copied, dict(report.records)) == (
        N_LINES,
        N_LINES,
        0,
        {"Post": N_LINES},
    )
    assert report.published
    assert verify_index(workshop.index, encoders=workshop.encoders) == []
    assert len(workshop.dense.encoded) == N_LINES + len(EXEMPLARS["en"])
    assert len(workshop.other.encoded) == N_LINES + len(EXEMPLARS["crosslingual"])


def test_building_again_changes_nothing(built: Workshop) -> None:
    """Nothing is encoded, and the generation that serves goes on serving under its name."""
    before = built.generation
    report = built.build()
    assert (report.published, report.generation, report.copied) == (False, before.name, N_LINES)
    assert (built.dense.encoded, built.other.encoded) == ([], [])
    assert built.generation == before
    assert [path.name for path in before.parent.iterdir()] == [before.name]


def test_only_what_changed_is_encoded(built: Workshop) -> None:
    """A changed line is one passage to encode; a new page its lines; a page that went none."""
    built.write("kenya", PAGES["kenya"].replace("2018", "2019"))
    report = built.build()
    assert (report.changed, report.encoded, report.copied) == (("kenya",), 1, N_LINES - 1)
    assert built.dense.encoded == ["kenya\nOpen contracting portal 2019"]
    built.write("estonia", "e-Estonia\n")
    (built.corpus / "seoul.txt").unlink()
    report = built.build()
    assert (report.created, report.deleted, report.unchanged) == (("estonia",), ("seoul",), ("kenya", "latvia"))
    assert built.dense.encoded == ["estonia\ne-Estonia"]


def test_an_incremental_build_equals_a_full_one(built: Workshop, new_workshop: Callable[[str], Workshop]) -> None:
    """Byte for byte, but for the name and the time."""
    built.write("estonia", "e-Estonia\n")
    built.build()
    fresh = new_workshop("two")
    fresh.write("estonia", "e-Estonia\n")
    fresh.build()
    for name in ("store.sqlite", "vectors.en.faiss", "vectors.crosslingual.faiss"):
        assert (built.generation / name).read_bytes() == (fresh.generation / name).read_bytes()
    assert answers(built.open()) == answers(fresh.open())


def test_another_encoder_encodes_everything_anew(built: Workshop) -> None:
    """Rows of one encoder are never taken for another's."""
    built.dense.digest = "new"
    assert built.build().encoded == N_LINES


def test_without_a_second_space(built: Workshop) -> None:
    """An index without a crosslingual space opens with none."""
    dense = Encoders(built.dense)
    build_index(built.corpus, built.index, settings=Settings(), encoders=dense, read=read_lines)
    index = open_index(built.index, threads=1, encoders=dense)
    assert index.crosslingual is None
    with pytest.raises(KeyError):
        index.exemplars("crosslingual", ["x"])


def test_kept_exemplars_are_not_encoded_again(built: Workshop) -> None:
    """Exemplars come out of the generation; others are encoded when asked for."""
    index = built.open()
    built.dense.encoded.clear()
    rows = index.exemplars("en", [*EXEMPLARS["en"], "a new one", EXEMPLARS["en"][0]])
    assert built.dense.encoded == ["a new one"]
    assert rows.shape == (4, 64)
    assert (rows[0] == rows[3]).all()
    assert index.exemplars("en", []).shape == (0, 64)


def test_a_corpus_without_pages_is_refused(built: Workshop) -> None:
    """A mistyped folder does not empty a working index."""
    before = built.generation
    for path in built.corpus.iterdir():
        path.unlink()
    with pytest.raises(PageError, match="No page"):
        built.build()
    assert built.generation == before


def test_two_builders_do_not_meet(built: Workshop) -> None:
    """The second is told which process is building, and changes nothing."""
    holder = f"""
import sys
from pathlib import Path
from ogpqa.index.generation import writing
with writing(Path({str(built.index)!r})):
    print("held", flush=True)
    sys.stdin.read()
"""
    command = [sys.executable, "-c", holder]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        process.stdout.readline()
        with pytest.raises(IndexBuildError, match=f"Process {process.pid} "):
            built.build()
        process.communicate("")
    assert not built.build().published


def test_a_failed_build_leaves_the_old_generation(built: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever fails while writing, no draft stays and the old answers are given."""
    before = answers(built.open())

    def full(path: Path, rows: object) -> None:
        path.write_bytes(b"half")
        raise OSError(28, "No space left on device")

    built.write("estonia", "e-Estonia\n")
    with monkeypatch.context() as patch:
        patch.setattr(building, "write_vectors", full)
        with pytest.raises(IndexBuildError, match="No space left"):
            built.build()
    assert answers(built.open()) == before
    assert [p for p in (built.index / "generations").iterdir() if p.is_dir()] == [built.generation]
    assert built.build().created == ("estonia",)


def test_a_build_goes_on_where_it_was_killed(workshop: Workshop) -> None:
    """What was encoded before the kill is not encoded again; a half-written row is."""
    workshop.build()
    rows = workshop.open().vectors.rows(range(N_LINES))
    texts = [passage.encoded for passage in workshop.open().store.passages()]
    (workshop.index / "current").unlink()
    journal = Journal(workshop.index / "generations" / ".hash-64.journal", 64)
    journal.append([digest_of(text) for text in texts[:4]], rows[:4])
    with journal.path.open("r+b") as file:
        file.truncate(journal.path.stat().st_size - 7)
    report = workshop.build()
    assert (report.encoded, report.copied) == (N_LINES - 3, 3)
    assert not journal.path.exists()
    assert verify_index(workshop.index, encoders=workshop.encoders) == []


def test_equal_passages_are_encoded_once(workshop: Workshop) -> None:
    """A text that stands twice is encoded once."""
    workshop.write("kenya", "the same\nthe same\n")
    report = workshop.build()
    assert workshop.dense.encoded.count("kenya\nthe same") == 1
    assert report.passages == report.encoded + report.copied


def test_a_damaged_generation_is_mended_by_building(built: Workshop) -> None:
    """A build takes nothing from damaged files."""
    before = answers(built.open())
    (built.generation / "vectors.en.faiss").write_bytes(b"damaged")
    report = built.build()
    assert (report.published, report.encoded) == (True, N_LINES)
    assert answers(built.open()) == before


def test_progress_is_told(workshop: Workshop) -> None:
    """Each step says what it does and how far it is."""
    told: list[tuple[str, int, int]] = []
    build_index(
        workshop.corpus,
        workshop.index,
        settings=Settings(),
        encoders=Encoders(HashEncoder()),
        read=read_lines,
        progress=lambda *step: told.append(step),
    )
    assert told == [("read", 0, 1), ("encode en", N_LINES, N_LINES), ("write", 0, 1), ("check", 0, 1)]
