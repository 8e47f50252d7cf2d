"""The command line over the fake assistant: what is printed, where, and with which exit code."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest
from typer.testing import CliRunner

from ogpqa.cli import app, main
from ogpqa.cli.show import clean, show_answer
from ogpqa.errors import OgpqaError
from ogpqa.types import Question
from tests.fakes_assistant import ANSWERS, FakeAssistant
from tests.index.office import MEMBER, Office

COMMANDS = (
    (), ("ask",), ("search",), ("serve",), ("relations",), ("export",), ("feedback",), ("index",), ("index", "build"),
    ("index", "status"), ("index", "verify"), ("index", "list"), ("index", "publish"), ("index", "rollback"),
    ("index", "prune"), ("index", "diff"), ("evaluate",), ("evaluate", "retrieval"), ("corpus",), ("corpus", "check"),
    ("corpus", "fetch"),
)  # fmt: skip


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> FakeAssistant:
    """Commands open this assistant."""
    assistant = FakeAssistant()
    module = ModuleType("ogpqa.assistant")
    module.open_assistant = lambda settings: assistant  # type: ignore[attr-defined]
    # In place of the module, so that the command line is tested without a model or an index.
    monkeypatch.setitem(sys.modules, "ogpqa.assistant", module)
    return assistant


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_command_has_help(command: tuple[str, ...]) -> None:
    """Each command says what it does and which options it takes."""
    result = CliRunner().invoke(app, [*command, "--help"])
    assert result.exit_code == 0, result.output
    assert "Usage:" in result.output


def test_help_is_quick() -> None:
    """`ogpqa --help` imports neither the server nor the index nor numpy."""
    script = "import sys, ogpqa.cli; print(' '.join(sys.modules))"
    modules = set(
        subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.split()
    )
    assert modules & {"numpy", "flask", "faiss", "onnxruntime", "pydantic", "babel", "lingua", "rich.console"} == set()


def test_an_answer_is_printed_with_its_sources(fake: FakeAssistant) -> None:
    """Answer, then each citation with its number, title, section, date, quote and place."""
    result = CliRunner().invoke(app, ["ask", "Who is Seoul's contact?"])
    assert result.exit_code == 0, result.output
    assert result.output.startswith("Jihyun Kim, External Relations Officer")
    assert "[1] Seoul, South Korea › Contacts, saved on 2021-03-04" in result.output
    assert "kimjihyun@seoul.go.kr" in result.output
    assert "\x1b" not in result.output


@pytest.mark.parametrize("question", ANSWERS)
def test_every_kind_of_answer_can_be_printed(fake: FakeAssistant, question: str) -> None:
    """No status, kind or record type breaks the output; an abstention is no error."""
    result = CliRunner().invoke(app, ["ask", "--explain", question])
    assert result.exit_code == 0, result.output
    assert result.output.strip()


def test_a_list_is_a_table(fake: FakeAssistant) -> None:
    """Several rows stand under a header."""
    output = CliRunner().invoke(app, ["ask", "list the commitments of South Korea"]).output
    header = next(line for line in output.splitlines() if line.startswith("code"))
    assert header.split() == ["code", "title", "year", "area", "starred", "source"]


def test_json_is_all_that_is_printed(fake: FakeAssistant) -> None:
    """--json prints one JSON value, the API's."""
    body = json.loads(CliRunner().invoke(app, ["ask", "--json", "Who is Seoul's contact?"]).output)
    assert body["citations"][0]["page_id"] == "seoul-south-korea"
    assert "explanation" not in body
    hits = json.loads(CliRunner().invoke(app, ["search", "--json", "-k", "2", "open data"]).output)["hits"]
    assert len(hits) == 2


def test_history_is_passed_on(fake: FakeAssistant) -> None:
    """A follow-up is understood with what was asked before, and says so."""
    result = CliRunner().invoke(app, ["ask", "--history", "Who is Seoul's contact?", "And the e-mail?"])
    assert "Understood as: What is the e-mail of Seoul's contact?" in result.output


def test_not_answered_says_why_and_what_to_try(fake: FakeAssistant) -> None:
    """The reason in words, its code, and suggestions; exit code 0."""
    result = CliRunner().invoke(app, ["ask", "Who is the contact of Atlantis?"])
    assert result.exit_code == 0
    assert "The pages do not say this." in result.output
    assert "(member_not_in_corpus)" in result.output
    assert "Try:" in result.output


def test_errors_are_one_line_on_stderr(tmp_path_factory: pytest.TempPathFactory) -> None:
    """What cannot be done is said in one line with a hint, exit code 1, nothing on stdout."""
    empty = tmp_path_factory.mktemp("no-index")
    for arguments in (["index", "status"], ["export", "Nothing"], ["serve"]):
        command = [sys.executable, "-m", "ogpqa", *arguments, "--index", str(empty)]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
        assert done.returncode == 1, done.stderr
        assert done.stdout == ""
        assert done.stderr.startswith("ogpqa: ")
        assert done.stderr.count("\n") == 1


def test_a_setting_that_is_none_is_one_line_too(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A bad variable is named."""
    monkeypatch.setenv("OGPQA_PORT", "many")
    monkeypatch.setattr(sys, "argv", ["ogpqa", "index", "status"])
    with pytest.raises(SystemExit, match="1"):
        main()
    assert "OGPQA_PORT" in capsys.readouterr().err


def test_hostile_text_does_not_drive_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Escape sequences and bidi controls of a page are left out; markup is printed as letters."""
    assert clean("a\x1b[31mb\u202ec\u2067d\x00e\x9bf") == "a[31mbcdef"
    out = io.StringIO()
    monkeypatch.setattr(sys, "stdout", out)
    show_answer(FakeAssistant().answer(Question("evil [bold]")), explain=False)
    assert "<script>alert(3)</script>" in out.getvalue()
    assert "\u202e" not in out.getvalue()


def test_the_difference_of_generations_in_three_forms(tmp_path: Path) -> None:
    """As text for people, as JSON, as a feed; two forms at once are refused."""
    office = Office(tmp_path)
    office.publish(MEMBER)
    office.publish(replace(MEMBER, contacts=()))
    command = ["index", "diff", "--index", str(office.index)]
    text = CliRunner().invoke(app, command).output
    assert f"Contact removed: {MEMBER.contacts[0].name}" in text
    assert json.loads(CliRunner().invoke(app, [*command, "--json"]).output)["changed"] == [MEMBER.page_id]
    assert CliRunner().invoke(app, [*command, "--atom"]).output.startswith("<?xml")
    both = CliRunner().invoke(app, [*command, "--atom", "--json"])
    assert isinstance(both.exception, OgpqaError)
    first = office.changes().old
    assert "did not change" in CliRunner().invoke(app, ["index", "diff", first, first, *command[2:]]).output
