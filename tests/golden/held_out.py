"""Pages and questions from the passages that the judge was not trained on, to fit and measure the reader with.

python -m tests.golden.held_out OUT: OUT/0, OUT/1, … each with corpus/ (pages in Markdown) and
questions.jsonl (fields as in questions.jsonl: what answers has to be quoted; look-alikes are not to be answered).
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from scripts.judge_pairs import HELD

DATA = Path(__file__).with_name("passages") / "judge.jsonl"
A_CORPUS, A_PAGE = 24, 6  # passages; questions seldom name a place, so that pages of many would all answer

Row = Mapping[str, Any]


def held_out(path: Path = DATA) -> list[Row]:
    """The passages of judge.jsonl that training leaves out, in an order of chance that stays the same."""
    rows: list[Row] = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()][::HELD]
    random.Random(3).shuffle(rows)
    return rows


def page_of(rows: Sequence[Row], number: int) -> str:
    """Passages below their headings on one page."""
    blocks = [f"# Open government pages, part {number}"]
    for row in rows:
        blocks += [f"{'#' * depth} {heading}" for depth, heading in enumerate(row["section"], 2)]
        blocks.append(row["passage"])
    return "\n\n".join(blocks) + "\n"


def questions_of(row: Row) -> Iterator[dict[str, Any]]:
    """The questions of a passage; gold is the sentence that answers, of a table's row its cells."""
    for question, evidence in row["yes"]:
        cells = [cell.strip() for cell in evidence.split("|")] if evidence.startswith("|") else [evidence.lstrip("-* ")]
        yield {"question": question, "status": "answered", "contains": [cell for cell in cells if cell], "lang": "en"}
    for question in row["no"]:
        yield {"question": question, "status": "not_found", "lang": "en"}


def write(out: Path, rows: Sequence[Row]) -> list[Path]:
    """The folders that were written, one a corpus. Raises OSError when one cannot be written."""
    written = []
    for n in range(0, len(rows), A_CORPUS):
        some = rows[n : n + A_CORPUS]
        folder = out / str(n // A_CORPUS)
        (folder / "corpus").mkdir(parents=True, exist_ok=True)
        for start in range(0, len(some), A_PAGE):
            page = page_of(some[start : start + A_PAGE], start // A_PAGE + 1)
            (folder / "corpus" / f"page-{start // A_PAGE + 1}.md").write_text(page, encoding="utf-8")
        lines = (json.dumps(question, ensure_ascii=False) for row in some for question in questions_of(row))
        (folder / "questions.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
        written.append(folder)
    return written


def main() -> None:
    """Write the folders and name them."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("out", type=Path)
    for folder in write(parser.parse_args().out, held_out()):
        print(folder)


if __name__ == "__main__":
    main()
