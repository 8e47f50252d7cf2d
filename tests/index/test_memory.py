"""Pages that are not read again: what is remembered of them, and when it counts no more."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from ogpqa.config import Settings
from ogpqa.corpus import folder as reading_files
from ogpqa.index import Encoders, Gate, build_index, memory, open_index, reading
from ogpqa.index.reading import read_corpus
from tests.fakes import HashEncoder
from tests.synthetic.members import make_members

Counting = Callable[[], list[str]]


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Twelve members and a file that is no page."""
    make_members(5, 12, tmp_path / "corpus")
    (tmp_path / "corpus" / "scan.pdf").write_bytes(b"%PDF-1.4 nothing")
    return tmp_path / "corpus"


@pytest.fixture
def read_now(monkeypatch: pytest.MonkeyPatch) -> Counting:
    """A function that tells which files were read since it was last asked."""
    names: list[str] = []
    real = reading.read_file

    def listening(file: reading_files.SavedFile, data: bytes) -> reading.Outcome:
        names.append(file.name)
        return real(file, data)

    monkeypatch.setattr(reading, "read_file", listening)

    def since() -> list[str]:
        found = sorted(names)
        names.clear()
        return found

    return since


def build(corpus: Path, *, gate: Gate | None = None) -> Path:
    """Build the corpus into the folder beside it; returns the generation's folder."""
    index = corpus.with_name("index")
    encoders = Encoders(HashEncoder())
    report = build_index(corpus, index, settings=Settings(), encoders=encoders, gate=gate)
    return index / "generations" / report.generation


def test_only_changed_files_are_read(corpus: Path, read_now: Counting) -> None:
    """The first build reads all, the next none, then the changed one; a file that is no page is remembered as such."""
    build(corpus)
    n_files = len(list(corpus.iterdir()))
    assert len(read_now()) == n_files
    build(corpus)
    assert read_now() == []
    path = next(corpus.glob("*.txt"))
    path.write_text(path.read_text(encoding="utf-8").replace("Recent Posts", "Latest Posts"), encoding="utf-8")
    build(corpus)
    assert read_now() == [path.name]


def test_what_is_remembered_equals_what_is_read(corpus: Path) -> None:
    """A generation of remembered pages is byte for byte that of pages read anew."""
    build(corpus)
    path = next(corpus.glob("*.txt"))
    path.write_text(path.read_text(encoding="utf-8").replace("Recent Posts", "Latest Posts"), encoding="utf-8")
    remembered = build(corpus)
    moved = corpus.rename(corpus.parent / "again")
    fresh_index = corpus.parent / "fresh"
    fresh_index.mkdir()
    fresh = build(moved.rename(fresh_index / "corpus"))
    for name in ("store.sqlite", "vectors.en.faiss"):
        assert (remembered / name).read_bytes() == (fresh / name).read_bytes()


@pytest.mark.parametrize("damage", [b"", b"{}", b"[[[[", b"\xff\xfe"])
def test_memory_may_be_lost(corpus: Path, read_now: Counting, damage: bytes) -> None:
    """A damaged memory is no memory: everything is read, and remembered anew."""
    build(corpus)
    everything = read_now()
    (corpus.with_name("index") / memory.MEMORY).write_bytes(damage)
    build(corpus)
    assert read_now() == everything
    build(corpus)
    assert read_now() == []


def test_other_readers_read_anew(corpus: Path, read_now: Counting, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the program that reads pages changed, nothing it read before counts."""
    build(corpus)
    everything = read_now()
    monkeypatch.setattr(memory, "readers_digest", lambda: "others")
    build(corpus)
    assert read_now() == everything


def test_what_pages_toml_says_is_part_of_a_file(corpus: Path, read_now: Counting) -> None:
    """A new title or date in pages.toml reads that file again."""
    build(corpus)
    read_now()
    path = next(corpus.glob("*.txt"))
    (corpus / "pages.toml").write_text(f'["{path.name}"]\nsaved_on = "2021-03-04"\n')
    generation = build(corpus)
    assert read_now() == [path.name]
    opened = open_index(generation.parent.parent, threads=1, encoders=Encoders(HashEncoder()))
    assert next(p for p in opened.store.pages if p.page_id == path.stem).saved_on == "2021-03-04"


def test_what_was_held_back_is_remembered_too(corpus: Path, read_now: Counting) -> None:
    """Pages of a generation that does not serve are not read again."""
    build(corpus)
    for path in sorted(corpus.glob("*.txt"))[:2]:
        path.unlink()
    path = next(corpus.glob("*.txt"))
    path.write_text(path.read_text(encoding="utf-8").replace("Recent Posts", "Latest Posts"), encoding="utf-8")
    build(corpus, gate=Gate())
    assert path.name in read_now()
    build(corpus, gate=Gate())
    assert read_now() == []


@pytest.mark.slow
def test_several_processes_read_what_one_reads(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages, records, passages and skipped files come in the same order; each file is told of."""
    told: list[tuple[int, int]] = []
    alone = read_corpus(corpus)
    monkeypatch.setattr(reading, "PAGES_PER_JOB", 1)
    together = read_corpus(corpus, jobs=2, tell=lambda done, total: told.append((done, total)))
    assert together == alone
    assert told == [(n, 13) for n in range(1, 14)]
