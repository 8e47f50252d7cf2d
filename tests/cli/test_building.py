"""`ogpqa index build`, `publish`, `list`, `status`, and the watch, on synthetic members with fake encoders."""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from ogpqa.cli import app
from ogpqa.cli import building as command
from ogpqa.evaluation import golden
from ogpqa.index import Encoders
from ogpqa.index import build as building
from tests.fakes import HashEncoder
from tests.synthetic.facts import SyntheticMember
from tests.synthetic.members import make_members

PATIENCE = 60  # seconds until something that should be said counts as not said
# The command line with encoders that need no model.
PROGRAM = """
import sys
from ogpqa.cli import main
from ogpqa.index import Encoders
from ogpqa.index import build as building
from tests.fakes import HashEncoder
building._open_encoders = lambda settings, index: Encoders(HashEncoder())
main()
"""


@pytest.fixture
def members(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[SyntheticMember, ...]:
    """Four members saved in tmp_path/corpus; building needs no model."""
    monkeypatch.setattr(building, "_open_encoders", lambda settings, index: Encoders(HashEncoder()))
    return make_members(21, 5, tmp_path / "corpus")


def run(folder: Path, command: str, *arguments: str) -> Result:
    """Run `ogpqa index COMMAND` over the folder."""
    corpus = ("--corpus", str(folder / "corpus")) if command == "build" else ()
    return CliRunner().invoke(app, ["index", command, *corpus, "--index", str(folder / "index"), *arguments])


def as_json(result: Result) -> Any:
    """What a command printed with --json."""
    return json.loads(result.output)


def lose(folder: Path, member: SyntheticMember) -> None:
    """Remove the member's page."""
    (folder / "corpus" / f"{member.page_id}.{member.format}").unlink()


def test_a_build_that_is_held_back_ends_with_one(tmp_path: Path, members: tuple[SyntheticMember, ...]) -> None:
    """The report says what was lost and what can be done; list and status say which generation serves."""
    assert run(tmp_path, "build").exit_code == 0
    first = as_json(run(tmp_path, "status", "--json"))["name"]
    lose(tmp_path, members[0])
    result = run(tmp_path, "build")
    assert f"Generation {first} serves on." in result.output
    assert result.exit_code == 1
    assert "HELD BACK" in result.output
    assert f"{members[0].name} is gone" in result.output
    assert "--drop MEMBER" in result.output
    listed = as_json(run(tmp_path, "list", "--json"))
    assert [(row["state"], row["forced"]) for row in listed] == [("serves", False), ("held back", False)]
    assert f"{members[0].name} is gone" in run(tmp_path, "list").output
    status = as_json(run(tmp_path, "status", "--json"))
    assert (status["name"], status["gate"]) == (first, None)


def test_what_is_held_back_is_published_by_force(tmp_path: Path, members: tuple[SyntheticMember, ...]) -> None:
    """Without --force the reasons are said again; with it the record of the force is shown."""
    run(tmp_path, "build")
    lose(tmp_path, members[0])
    name = as_json(run(tmp_path, "build", "--json"))["generation"]
    refused = run(tmp_path, "publish", name)
    assert (refused.exit_code, "still held back" in refused.output) == (1, True)
    assert run(tmp_path, "publish", name, "--force").exit_code == 0
    assert "Published by force" in run(tmp_path, "status").output
    assert as_json(run(tmp_path, "status", "--json"))["gate"]["decision"] == "forced"
    assert "published by force" in run(tmp_path, "list").output


def test_a_dropped_member_is_no_reason(tmp_path: Path, members: tuple[SyntheticMember, ...]) -> None:
    """--drop names the member that may go; the report with --json is one value."""
    run(tmp_path, "build")
    lose(tmp_path, members[0])
    report = as_json(run(tmp_path, "build", "--drop", members[0].page_id, "--json"))
    assert (report["outcome"], report["published"], report["reasons"]) == ("published", True, [])
    assert report["deleted"] == [members[0].page_id]
    assert set(report["steps"]) == set(report["processor"]) == {"read", "open", "encode", "write", "check"}


def test_publishing_asks_the_questions_that_held_it_back(
    tmp_path: Path, members: tuple[SyntheticMember, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file is recorded, so that nobody publishes past it by forgetting to name it."""
    asked: list[Path] = []

    def check(file: Path, index: Path, *, threads: int) -> object:
        asked.append(file)
        return lambda name, serving: ["The question “Who?” is answered wrongly."]

    monkeypatch.setattr(golden, "golden_check", check)
    file = tmp_path / "corpus" / "questions.jsonl"
    run(tmp_path, "build", "--force")
    file.write_text("")
    path = tmp_path / "corpus" / f"{members[0].page_id}.{members[0].format}"
    path.write_text(path.read_text(encoding="utf-8").replace("Recent Posts", "Latest Posts"), encoding="utf-8")
    held = as_json(run(tmp_path, "build", "--json"))
    assert held["reasons"] == ["The question “Who?” is answered wrongly."]
    assert run(tmp_path, "publish", held["generation"]).exit_code == 1
    assert asked == [file, file]


def test_old_generations_are_removed_after_a_build(tmp_path: Path, members: tuple[SyntheticMember, ...]) -> None:
    """--keep 1 leaves the one that was built."""
    run(tmp_path, "build")
    path = tmp_path / "corpus" / f"{members[0].page_id}.{members[0].format}"
    path.write_text(path.read_text(encoding="utf-8").replace("Recent Posts", "Latest Posts"), encoding="utf-8")
    report = as_json(run(tmp_path, "build", "--keep", "1", "--json"))
    assert [row["name"] for row in as_json(run(tmp_path, "list", "--json"))] == [report["generation"]]


def test_nothing_is_said_on_stderr_where_nobody_watches(tmp_path: Path, members: tuple[SyntheticMember, ...]) -> None:
    """Progress is for terminals."""
    assert run(tmp_path, "build").stderr == ""


class Watch:
    """A running `ogpqa index build --watch`, its lines as they come."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self.process = process
        self._said = b""

    def hears(self, text: str, seconds: float = PATIENCE) -> bool:
        """Whether it says this within so many seconds; what it said before counts, once."""
        end = time.monotonic() + seconds
        while text.encode() not in self._said:
            assert self.process.stdout is not None
            ready, _, _ = select.select([self.process.stdout], [], [], max(0.0, end - time.monotonic()))
            if not ready or not (found := os.read(self.process.stdout.fileno(), 65536)):
                return False
            self._said += found
        self._said = self._said.split(text.encode(), 1)[1]
        return True


@contextmanager
def watching(folder: Path) -> Iterator[Watch]:
    """The watch over the folder, past its first build."""
    arguments = ["index", "build", "--watch", "--corpus", str(folder / "corpus"), "--index", str(folder / "index")]
    command = [sys.executable, "-c", PROGRAM, *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as process:
        try:
            watch = Watch(process)
            assert watch.hears("end with Ctrl-C.")
            yield watch
        finally:
            process.kill()


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_watch_builds_what_changes(
    tmp_path: Path, members: tuple[SyntheticMember, ...], number: signal.Signals
) -> None:
    """Changes are built, no change is not mentioned, an error or a gate ends nothing, a signal ends it cleanly."""
    path = tmp_path / "corpus" / f"{members[0].page_id}.{members[0].format}"
    text = path.read_text(encoding="utf-8")
    with watching(tmp_path) as watch:
        path.write_text(text.replace("Recent Posts", "Latest Posts"), encoding="utf-8")
        assert watch.hears("1 changed")
        path.touch()
        (tmp_path / "corpus" / "notes.bak").write_text("no page")
        assert not watch.hears("Generation", seconds=4)
        path.unlink()
        assert watch.hears("HELD BACK")
        (tmp_path / "corpus" / "pages.toml").write_text("no toml")
        assert watch.hears("pages.toml is not TOML")
        (tmp_path / "corpus" / "pages.toml").unlink()
        path.write_text(text, encoding="utf-8")
        assert watch.hears("built and serves")
        watch.process.send_signal(number)
        assert watch.hears("Stopped watching.")
        assert watch.process.wait(PATIENCE) == 0
    assert [p for p in (tmp_path / "index" / "generations").glob(".*") if p.is_dir()] == []


def test_an_unexpected_error_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    """A bug in one build is a line on stderr; the watch goes on."""

    class Broken:
        def run(self) -> None:
            raise RuntimeError("the reader tripped")

    command._run_once(Broken(), print, always=True)  # type: ignore[arg-type]
    assert capsys.readouterr().err.startswith("ogpqa: The build failed: RuntimeError('the reader tripped')")


def test_a_watch_needs_a_folder(tmp_path: Path, members: tuple[SyntheticMember, ...]) -> None:
    """A mistyped folder is an error at once, not a watch over nothing."""
    result = CliRunner().invoke(app, ["index", "build", "--watch", "--corpus", str(tmp_path / "none")])
    assert "There is no folder" in str(result.exception)
