"""Faults: builds killed at any moment, damaged files, a full disk. The old answers are given, or the file is named."""

from __future__ import annotations

import multiprocessing
import os
import random
import resource
import shutil
import time
from pathlib import Path

import pytest

from ogpqa.errors import IndexBuildError, IndexDamagedError, IndexMissingError
from ogpqa.index import open_index, verify_index
from tests.index.workshop import Workshop, answers

# Not OGPQA_…: settings of that name do not reach the tests.
KILLS = int(os.environ.get("TEST_KILLS", "12"))
# Processes are forked off a server that has imported everything, so that a kill hits the build and not the imports.
START = multiprocessing.get_context("forkserver")
START.set_forkserver_preload(["tests.index.workshop"])
FILES = ("current", "manifest.json", "store.sqlite", "vectors.en.faiss", "vectors.crosslingual.faiss")


def write_many(workshop: Workshop, edition: int) -> None:
    """Forty pages, a third of them new in each edition."""
    for page in range(40):
        lines = [f"line {n} of page {page}, edition {edition if page % 3 == 0 else 0}" for n in range(12)]
        workshop.write(f"page-{page}", "\n".join(lines))


def build(workshop: Workshop) -> None:
    """Build, in a process of its own."""
    workshop.build()


def build_within(workshop: Workshop, limit: int, outcome: Path) -> None:
    """Build where no file may grow beyond `limit` bytes, and write down how it ended."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    try:
        outcome.symlink_to(workshop.build().generation)  # a link needs no bytes of a file
    except IndexBuildError as error:
        outcome.symlink_to(f"IndexBuildError {error.message[-80:]}".replace("/", "|"))


def drafts(workshop: Workshop) -> list[str]:
    """Folders of the index that are no generations."""
    return [path.name for path in (workshop.index / "generations").glob(".*") if path.is_dir()]


@pytest.mark.slow
def test_a_build_may_be_killed_at_any_moment(built: Workshop) -> None:
    """After each kill what serves is whole: the old generation answer for answer, or the new one."""
    write_many(built, edition=0)
    started = time.monotonic()
    built.build()
    seconds = time.monotonic() - started
    chance = random.Random(4)
    serving, expected = built.generation, answers(built.open())
    n_killed = 0
    # The first at once: it hits, however quick the build is.
    delays = [0.0, *(chance.uniform(0.0, 3 * seconds) for _ in range(KILLS - 1))]
    for edition, delay in enumerate(delays, start=1):
        write_many(built, edition)
        process = START.Process(target=build, args=(built,))
        process.start()
        time.sleep(delay)
        process.kill()
        process.join()
        n_killed += process.exitcode != 0
        assert verify_index(built.index, encoders=built.encoders) == []
        if built.generation == serving:
            assert answers(built.open()) == expected
        serving, expected = built.generation, answers(built.open())
    assert n_killed
    report = built.build()
    assert report.passages == 40 * 12 + 9
    assert drafts(built) == []
    assert verify_index(built.index, encoders=built.encoders) == []


def damaged(data: bytes, how: str) -> bytes:
    """The bytes after some damage."""
    place, _, what = how.partition(" ")
    position = {"first": 0, "second": 1, "middle": len(data) // 2, "third": len(data) // 3, "last": len(data) - 1}[
        place
    ]
    if what == "cut":
        return data[:position]
    if what == "zeros":
        return data[:position] + bytes(len(data) - position)
    return data[:position] + bytes([data[position] ^ 4]) + data[position + 1 :]


PLACES = ("first", "second", "third", "middle", "last")
DAMAGES = [f"{place} {what}" for place in PLACES for what in ("bit", "cut")] + ["middle zeros"]


@pytest.mark.parametrize("name", FILES)
def test_damage_is_named(built: Workshop, name: str) -> None:
    """A turned bit, a cut or zeroed file raises an error that names the file; opening never gives other answers."""
    path = built.index / name if name == "current" else built.generation / name
    data, expected = path.read_bytes(), answers(built.open())
    for how in DAMAGES:
        path.write_bytes(damaged(data, how))
        if name == "current" and path.read_text().strip() == data.decode().strip():
            continue  # the end of the line does not matter
        with pytest.raises(IndexDamagedError, match=name):
            built.open()
        assert any(name in problem for problem in verify_index(built.index, encoders=built.encoders)), how
    path.write_bytes(data)
    assert answers(built.open()) == expected


@pytest.mark.parametrize("name", FILES)
def test_what_is_missing_is_named(built: Workshop, name: str) -> None:
    """Without a file, or with a folder in its place, an error names it. Without `current` there is no index."""
    path = built.index / name if name == "current" else built.generation / name
    path.unlink()
    kind, words = (IndexMissingError, "no index") if name == "current" else (IndexDamagedError, f"{name} is missing")
    with pytest.raises(kind, match=words):
        built.open()
    path.mkdir()
    with pytest.raises(IndexDamagedError, match=name):
        built.open()
    assert verify_index(built.index, encoders=built.encoders)


def test_a_folder_without_an_index_says_what_to_do(tmp_path: Path) -> None:
    """The hint names the command."""
    for folder in (tmp_path, tmp_path / "none"):
        with pytest.raises(IndexMissingError, match="ogpqa index build"):
            open_index(folder, threads=1)


@pytest.mark.parametrize("limit", [0, 100, 4_096, 20_000, 100_000, 200_000])
def test_a_full_disk_leaves_the_old_index(built: Workshop, tmp_path: Path, limit: int) -> None:
    """Where no file may grow the build ends with a clear error; nothing half-written stays, the old index serves."""
    before, serving = answers(built.open()), built.generation
    write_many(built, edition=0)
    process = START.Process(target=build_within, args=(built, limit, tmp_path / "outcome"))
    process.start()
    process.join()
    outcome = str((tmp_path / "outcome").readlink())
    assert process.exitcode == 0
    assert outcome.startswith("IndexBuildError"), outcome
    assert (built.generation, drafts(built)) == (serving, [])
    assert answers(built.open()) == before
    assert verify_index(built.index, encoders=built.encoders) == []
    assert built.build().published


def test_a_folder_that_is_not_writable_is_said(built: Workshop) -> None:
    """A file where the index should be is no place to build."""
    shutil.rmtree(built.index)
    built.index.write_text("a file")
    with pytest.raises(IndexBuildError, match="cannot be written"):
        built.build()
