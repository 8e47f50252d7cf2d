"""Pages and questions made of the passages that the judge was not trained on."""

from __future__ import annotations

import json
from pathlib import Path

from tests.golden.held_out import held_out, questions_of, write

ROW = {
    "section": ["News", "A new forum"],
    "passage": "The forum met in May.\n| Year | Seats |\n|---|---|\n| 2031 | nine |",
    "yes": [["When did it meet?", "The forum met in May."], ["how many seats", "| 2031 | nine |"]],
    "no": ["Who chairs it?"],
}


def test_each_question_has_its_gold() -> None:
    """A sentence is gold as it stands, a table's row by its cells, and look-alikes have none."""
    asked = list(questions_of(ROW))
    assert [q.get("contains") for q in asked] == [["The forum met in May."], ["2031", "nine"], None]
    assert [q["status"] for q in asked] == ["answered", "answered", "not_found"]


def test_passages_stand_below_their_headings(tmp_path: Path) -> None:
    """A page has its passages in order, each below all of its headings; a corpus holds no more than 24."""
    folders = write(tmp_path, [ROW] * 25)
    assert [folder.name for folder in folders] == ["0", "1"]
    page = (folders[1] / "corpus" / "page-1.md").read_text(encoding="utf-8")
    assert page.startswith("# Open government pages, part 1\n\n## News\n\n### A new forum\n\nThe forum met in May.")
    assert len((folders[0] / "questions.jsonl").read_text(encoding="utf-8").splitlines()) == 24 * 3


def test_every_eighth_is_held_out(tmp_path: Path) -> None:
    """What is held out is one of `HELD`, as in training, and the order is the same each time."""
    path = tmp_path / "judge.jsonl"
    path.write_text("".join(json.dumps({"n": n}) + "\n" for n in range(40)), encoding="utf-8")
    rows = held_out(path)
    assert sorted(row["n"] for row in rows) == [0, 8, 16, 24, 32]
    assert rows == held_out(path)
