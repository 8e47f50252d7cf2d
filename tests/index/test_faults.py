"""Faults: builds killed at any moment, damaged files, a full disk. The old answers are given, or the file is named."""

from __future__ import annotations

import multiprocessing
import os
import random
import resource
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from ogpqa.errors import IndexBuildError, IndexDamagedError, IndexMissingError, OgpqaError
from ogpqa.files import sealed, sha256_of
from ogpqa.index import Index, open_index, verify_index
from tests.index.damage import damages
from tests.index.workshop import Workshop, answers

# Not OGPQA_…: settings of that name do not reach the tests.
KILLS = int(os.environ.get("TEST_KILLS", "12"))
# Processes are forked off a server that has imported everything, so that a kill hits the build and not the imports.
START = multiprocessing.get_context("forkserver")
START.set_forkserver_preload(["tests.index.workshop"])
CASES = int(os.environ.get("TEST_FAULTS", "200"))
ENCODER_FILES = ("model.onnx", "tokenizer.json", "weights.bin")
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


@pytest.fixture
def complete(built: Workshop) -> Workshop:
    """The index with a folder for its encoder, as a compiled one has."""
    folder = built.index / "encoders" / built.dense.digest
    folder.mkdir(parents=True)
    for name in ENCODER_FILES:
        (folder / name).write_bytes(random.Random(name).randbytes(5_000))
    files = {name: sha256_of(folder / name) for name in ENCODER_FILES}
    card = {"name": "hash", "digest": built.dense.digest, "dim": 64, "max_tokens": 9, "files": files}
    (folder / "encoder.json").write_bytes(sealed(card))
    return built


def opened(how: Callable[[], Index]) -> Index | OgpqaError:
    """The index, or why it cannot be opened."""
    try:
        return how()
    except (IndexDamagedError, IndexMissingError) as error:
        return error


def test_damage_is_named(complete: Workshop) -> None:
    """Bits flipped, cuts and removals anywhere in any file: opening names the file, and never gives other answers."""
    encoder = complete.index / "encoders" / complete.dense.digest
    of_generation = [complete.index / "current", *sorted(complete.generation.iterdir())]
    cases = damages([*of_generation, *sorted(encoder.iterdir())], CASES)
    expected = answers(complete.open())
    for case in cases:
        name = case.path.name
        with case.done():
            seen = any(name in problem for problem in verify_index(complete.index))
            # The encoder of the index is opened only when it is damaged: else another stands in for it.
            own = case.path.parent == encoder
            outcome = opened(lambda: open_index(complete.index, threads=1)) if own else opened(complete.open)
            if isinstance(outcome, Index):
                assert name == "current", case  # white space behind the name
                assert answers(outcome) == expected, case
            else:
                assert name in outcome.message, case
                assert outcome.hint, case
                assert seen, case
    assert answers(complete.open()) == expected
    assert len(cases) == CASES


def test_zeros_are_damage(built: Workshop) -> None:
    """A file whose second half became zeros, as after a power cut, is named."""
    for path in [built.index / "current", *built.generation.iterdir()]:
        data = path.read_bytes()
        path.write_bytes(data[: len(data) // 2] + bytes(len(data) - len(data) // 2))
        with pytest.raises(IndexDamagedError, match=path.name):
            built.open()
        path.write_bytes(data)


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
