"""Write the golden questions anew, with the answers of a freshly built index, for review as a diff.

python -m tests.golden.update [--index DIR]

An answer that its gold calls wrong, or that has another fault, is not frozen: it goes to wrong.jsonl with the reasons.
With --index the pages are not indexed again.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from tests.golden.frozen import CORPUS, QUESTIONS, WRONG, ask, faults, gather_corpus, kept, questions, write_pages
from tests.golden.score import as_golden, assistant_answers, reasons_against


def build(folder: Path) -> Path:
    """An index of all golden pages, built by the command."""
    corpus, index = gather_corpus(folder / "corpus"), folder / "index"
    command = [sys.executable, "-m", "ogpqa", "index", "build", "--corpus", str(corpus), "--index", str(index)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return index


def write_lines(path: Path, rows: Iterable[Mapping[str, Any]]) -> None:
    """One JSON object per line."""
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


def update(index: Path) -> tuple[int, int]:
    """Ask every question of the index and write both files; how many answers are right and wrong."""
    answer, pages = assistant_answers(index)
    right: list[dict[str, Any]] = []
    wrong: list[dict[str, Any]] = []
    for row in questions():
        payload = ask(row, answer)
        reasons = reasons_against(as_golden(row), payload, pages) + faults(row, payload)
        if reasons:
            wrong.append({**row, "given": kept(payload)["text"] or payload.get("message"), "reasons": reasons})
        else:
            right.append({**row, "frozen": kept(payload)})
    write_lines(QUESTIONS, right)
    write_lines(WRONG, wrong)
    return len(right), len(wrong)


def main() -> None:
    """Read the command line, write pages, questions and answers."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--index", type=Path, help="an index of the golden pages that is already built")
    args = parser.parse_args()
    write_pages(CORPUS)
    with tempfile.TemporaryDirectory() as folder:
        right, wrong = update(args.index or build(Path(folder)))
    print(f"{right} right answers in {QUESTIONS.name}, {wrong} wrong ones in {WRONG.name}")


if __name__ == "__main__":
    main()
