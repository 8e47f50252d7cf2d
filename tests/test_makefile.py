"""The Makefile: a question arrives as it was typed, and a missing Python is said plainly."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parent.parent


@pytest.fixture
def make_ask(tmp_path: Path) -> list[str]:
    """`make ask` with an environment and an index that look finished, and an `ogpqa` that prints its arguments."""
    program = tmp_path / "venv" / "bin" / "ogpqa"
    program.parent.mkdir(parents=True)
    program.write_text('#!/bin/sh\nfor word in "$@"; do printf "<%s>" "$word"; done\n', encoding="utf-8")
    program.chmod(0o755)
    (tmp_path / "index").mkdir()
    for finished in ("venv/.run", "index/current", "index/.built"):
        (tmp_path / finished).touch()
    return ["make", "-C", str(CHECKOUT), f"VENV={tmp_path / 'venv'}", f"INDEX={tmp_path / 'index'}", "ask"]


@pytest.mark.parametrize(
    "question",
    [
        "Who is Seoul's contact?",
        'What is "open contracting"?',
        "Is $HOME $(shell echo pwned) `id` $$ a commitment?",
        "back\\slash # hash; true && echo no",
        "서울의 담당자는 누구인가요?",
        "--help",
    ],
)
def test_a_question_arrives_as_typed(question: str, make_ask: list[str]) -> None:
    """Neither make nor the shell reads anything into a question, however it reaches make."""
    for command, environment in (([*make_ask, f"q={question}"], {}), (make_ask, {"q": question})):
        done = subprocess.run(command, capture_output=True, text=True, check=True, env={**os.environ, **environment})
        assert f"<--><{question}>" in done.stdout


def test_no_question_is_said(make_ask: list[str]) -> None:
    """Without q, make says how to ask."""
    done = subprocess.run(make_ask, capture_output=True, text=True, check=False, env={**os.environ, "q": ""})
    assert done.returncode
    assert "make ask q=" in done.stderr


def lend_tools(folder: Path) -> None:
    """What the script needs besides a Python, so that PATH can be this folder alone."""
    for name in ("bash", "env", "mkdir"):
        (folder / name).symlink_to(str(shutil.which(name)))


def test_an_old_python_is_passed_over(tmp_path: Path) -> None:
    """With no Python 3.11 or newer on the PATH, the message says so and how to name one."""
    for name in ("python3", "python"):
        old = tmp_path / name
        old.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
        old.chmod(0o755)
    lend_tools(tmp_path)
    command = [str(CHECKOUT / "scripts" / "environment"), str(tmp_path / "venv"), "requirements.txt"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env={"PATH": str(tmp_path)})
    assert done.returncode == 1
    assert "needs Python 3.11 or newer" in done.stderr
    assert "make PYTHON=" in done.stderr


def test_a_newer_python_is_taken_when_it_is_the_only_one(tmp_path: Path) -> None:
    """A `python3` that is newer than any tested one makes the environment."""
    new = tmp_path / "python3"
    new.write_text('#!/bin/sh\n[ "$1" = -c ] && exit 0\necho "made with: $*"; exit 3\n', encoding="utf-8")
    new.chmod(0o755)
    lend_tools(tmp_path)
    command = [str(CHECKOUT / "scripts" / "environment"), str(tmp_path / "venv"), "requirements.txt"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env={"PATH": str(tmp_path)})
    assert done.stdout.strip() == f"made with: -m venv {tmp_path / 'venv'}"
