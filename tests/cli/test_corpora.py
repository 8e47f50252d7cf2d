"""`ogpqa corpus check`: the table, the JSON, and the exit codes."""

from __future__ import annotations

import json
from pathlib import Path

from typer.testing import CliRunner, Result

from ogpqa.cli import app
from ogpqa.errors import OgpqaError
from tests.drift.test_check import SOUND


def check(folder: Path, *arguments: str) -> Result:
    """Check the corpus in the folder."""
    return CliRunner().invoke(app, ["corpus", "check", "--corpus", str(folder), *arguments])


def test_findings_are_shown_by_page_and_line(tmp_path: Path) -> None:
    """Each with its kind, and each kind with what it means; findings alone are no error unless they are to be."""
    (tmp_path / "freedonia.txt").write_text(SOUND.replace("Contacts\n", ""))
    result = check(tmp_path)
    assert result.exit_code == 0, result.output
    assert "freedonia  6     section-missing" in result.output
    assert "section-missing (1): A section that a member's page has is not there." in result.output
    assert check(tmp_path, "--strict").exit_code == 1
    assert check(tmp_path, "--strict", "--kind", "row-twice").exit_code == 0


def test_the_json_holds_pages_findings_and_skipped_files(tmp_path: Path) -> None:
    """A file that cannot be read is an error."""
    (tmp_path / "freedonia.txt").write_text(SOUND.replace("Contacts\n", ""))
    (tmp_path / "scan.pdf").write_bytes(b"%PDF-1.4 nothing")
    result = check(tmp_path, "--json")
    values = json.loads(result.output)
    assert result.exit_code == 1
    assert values["pages"][0]["records"]["Commitment"] == 1
    assert values["skipped"][0]["path"] == "scan.pdf"
    assert values["findings"][0]["kind"] == "section-missing"


def test_an_unknown_kind_names_the_known_ones(tmp_path: Path) -> None:
    """A mistyped kind does not pass for a clean corpus."""
    result = check(tmp_path, "--kind", "titels-lost")
    assert isinstance(result.exception, OgpqaError)
    assert "titles" not in result.exception.message
    assert "title-lost" in result.exception.hint
