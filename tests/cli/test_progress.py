"""Progress of a build on a terminal and elsewhere."""

from __future__ import annotations

import io

from rich.console import Console

from ogpqa.cli.progress import show_progress


def test_a_terminal_sees_pages_and_passages() -> None:
    """Each step has its words, its count and how far it is."""
    out = io.StringIO()
    with show_progress(Console(file=out, force_terminal=True, width=120)) as tell:
        assert tell is not None
        tell("read", 0, 230)
        tell("read", 230, 230)
        tell("encode en", 64, 9_935)
        tell("a step of tomorrow", 1, 2)
    assert "Reading pages" in out.getvalue()
    assert "230/230" in out.getvalue()
    assert "64/9935" in out.getvalue()
    assert "a step of tomorrow" in out.getvalue()


def test_a_pipe_sees_nothing() -> None:
    """Where nobody watches, nobody is told."""
    out = io.StringIO()
    with show_progress(Console(file=out, force_terminal=False)) as tell:
        assert tell is None
    assert out.getvalue() == ""
