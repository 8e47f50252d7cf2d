"""The real server over a real index: generations are swapped, damaged and pruned while it answers."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from benchmarks.server import Crowd, get_json, serving
from benchmarks.swaps import PATTERNS, Two, build_two, problems, run
from ogpqa.index import prune
from ogpqa.index.generation import current_name, set_current
from tests.synthetic.invent import invent_members

MEMBERS = invent_members(5, 8)


@pytest.fixture(scope="module")
def two(pytestconfig: pytest.Config, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Two]:
    """Two generations that differ in one contact."""
    os.environ["OGPQA_ENCODERS"] = str(pytestconfig.cache.mkdir("encoders"))
    try:
        yield build_two(tmp_path_factory.mktemp("two"), MEMBERS)
    finally:
        del os.environ["OGPQA_ENCODERS"]


@pytest.mark.slow
@pytest.mark.model
def test_no_request_fails_while_generations_are_swapped(two: Two) -> None:
    """Each answer is of the generation that it names; then what serves is pruned, and still answers."""
    questions = [two.question, *(PATTERNS[n % 7].format(m.short_name) for n, m in enumerate(MEMBERS))]
    with serving(two.index) as port:
        outcome = run(two, port, Crowd(port, questions, clients=3, rate=5), swaps=5, pause=0.2, stretches=1)
        assert outcome.swaps == 5
        assert {reply.generation for reply in outcome.busy} == set(two.contact_of)
        assert problems(two, outcome.busy + outcome.quiet) == {}
        held = current_name(two.index)
        (other,) = set(two.contact_of) - {held}
        (two.index / "generations" / other / "store.sqlite").write_bytes(b"damaged")
        set_current(two.index, other)
        while "not_opened" not in get_json(port, "/readyz"):
            pass
        (two.index / "generations" / held).rename(two.index / "generations" / "20200101T000000Z-00000000")
        assert prune(two.index, keep=1) == ("20200101T000000Z-00000000",)
        # More clients than before: the server reads with threads that never read this generation.
        crowd = Crowd(port, questions, clients=8, rate=5)
        with crowd.asking():
            while len(crowd.replies) < 60:
                pass
        assert problems(two, crowd.replies) == {}
        assert {reply.generation for reply in crowd.replies} == {held}
