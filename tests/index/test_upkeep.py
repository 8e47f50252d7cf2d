"""List, verify, compare, roll back, prune."""

from __future__ import annotations

from pathlib import Path

import pytest

from ogpqa.errors import IndexDamagedError, IndexMissingError
from ogpqa.index import changes_between, list_generations, prune, rollback, verify_index
from tests.index.workshop import Workshop, answers


@pytest.fixture
def three(built: Workshop) -> Workshop:
    """Three generations: kenya changed, then estonia came."""
    built.write("kenya", "Contact Mwangi\n")
    built.build()
    built.write("estonia", "e-Estonia\n")
    built.build()
    return built


def names(workshop: Workshop) -> list[str]:
    """Names of the generations, oldest first."""
    return [generation.name for generation in list_generations(workshop.index)]


def test_the_list_is_oldest_first(three: Workshop) -> None:
    """Builds of one second keep their order; the one that serves is marked."""
    listed = list_generations(three.index)
    assert [generation.current for generation in listed] == [False, False, True]
    assert [generation.manifest.n_pages for generation in listed if generation.manifest] == [3, 3, 4]
    assert names(three) == sorted(names(three))


def test_the_list_of_nothing_is_empty(tmp_path: Path) -> None:
    """A folder without an index lists nothing."""
    assert list_generations(tmp_path) == ()


def test_rolling_back_gives_the_old_answers(built: Workshop) -> None:
    """The generation before serves again, by order or by name; the newer one stays."""
    before, first = answers(built.open()), built.generation.name
    built.write("kenya", "Contact Mwangi\n")
    second = built.build().generation
    assert rollback(built.index) == first
    assert answers(built.open()) == before
    assert rollback(built.index, second) == second
    assert built.open().name == second


def test_there_must_be_something_to_roll_back_to(built: Workshop) -> None:
    """Neither before the first generation nor to an unknown one."""
    for name in (None, "20200101T000000Z-00000000", "../../etc", ""):
        with pytest.raises(IndexMissingError):
            rollback(built.index, name)


def test_nobody_rolls_back_to_damage(three: Workshop) -> None:
    """A damaged generation is not made to serve."""
    serving = three.generation
    (serving.parent / names(three)[1] / "store.sqlite").unlink()
    with pytest.raises(IndexDamagedError, match=r"store\.sqlite"):
        rollback(three.index)
    assert three.generation == serving


def test_a_difference_names_pages(three: Workshop) -> None:
    """What came, changed, went and stayed from one generation to another."""
    first, second, third = names(three)
    assert changes_between(three.index, first, second).pages.changed == ("kenya",)
    assert changes_between(three.index, second, third).pages.created == ("estonia",)
    assert changes_between(three.index, third, first).pages.deleted == ("estonia",)
    assert changes_between(three.index, third, third).pages.unchanged == ("estonia", "kenya", "latvia", "seoul")
    with pytest.raises(IndexMissingError):
        changes_between(three.index, first, "none")


def test_pruning_keeps_what_serves(three: Workshop) -> None:
    """The newest are kept, and the current one however old it is; encoders that nobody uses go."""
    first, second, third = names(three)
    for digest in ("hash-64", "other-32", "unused"):
        (three.index / "encoders" / digest).mkdir(parents=True)
    rollback(three.index, first)
    assert prune(three.index, keep=1) == (second,)
    assert names(three) == [first, third]
    assert sorted(path.name for path in (three.index / "encoders").iterdir()) == ["hash-64", "other-32"]
    assert verify_index(three.index, encoders=three.encoders) == []
    assert prune(three.index, keep=0) == (third,)
    assert three.open().name == first


def test_pruning_leaves_shared_encoders(three: Workshop, tmp_path: Path) -> None:
    """A linked folder of encoders belongs to several indexes."""
    (tmp_path / "shared" / "unused").mkdir(parents=True)
    (three.index / "encoders").symlink_to(tmp_path / "shared")
    prune(three.index, keep=1)
    assert (tmp_path / "shared" / "unused").is_dir()


def test_verify_says_what_is_missing(tmp_path: Path, built: Workshop) -> None:
    """No index, and encoders that are not there, are problems in words."""
    assert "no index" in verify_index(tmp_path)[0]
    assert "encoder.json is missing" in verify_index(built.index)[0]
