"""Damage each file of a real index, 200 times; write results/faults.md.

    python -m benchmarks.faults

Bits flipped, files cut at random places (seeded) or removed: the pointer, the manifest, the store, the vectors, the
encoders. Opening must say which file it is; where the answer does not need the file, answers must be the same as
before. `ogpqa index verify` must name the file in any case.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks.questions import RESULTS, build_index, context
from ogpqa.assistant import open_assistant
from ogpqa.config import Settings
from ogpqa.errors import OgpqaError
from ogpqa.index import verify_index
from ogpqa.index.generation import current_name, generation_folder
from ogpqa.resources import corpus_folder
from ogpqa.types import Question
from tests.index.damage import Damage, damages

QUESTIONS = ("Who is Seoul's contact?", "How many commitments does South Korea list?", "서울의 담당자는 누구인가요?")
REFUSED, ALIKE, WRONG, NAMELESS, UNSEEN = (
    "refused, file named", "answered as before", "other answers", "refused, file not named", "not seen by verify"
)  # fmt: skip


def answers(index: Path) -> list[object]:
    """What the index answers."""
    assistant = open_assistant(Settings(index=index, threads=1))
    return [assistant.answer(Question(text)) for text in QUESTIONS]


def outcome(index: Path, damage: Damage, expected: Sequence[object]) -> str:
    """How an index with this damage behaves."""
    name = damage.path.name
    with damage.done():
        seen = any(name in problem for problem in verify_index(index))
        try:
            alike = answers(index) == expected
        except OgpqaError as error:
            return (REFUSED if seen else UNSEEN) if name in str(error) else NAMELESS
        harmless = name == "current"  # only its white space can be damaged so that it names the same generation
        return (ALIKE if seen or harmless else UNSEEN) if alike else WRONG


def files_of(index: Path) -> list[Path]:
    """Every file that serving reads: pointer, generation, encoders. Those of encoders are no longer links."""
    encoders = sorted((index / "encoders").glob("*/*"))
    for path in encoders:
        copy = path.with_name(".copy")
        shutil.copyfile(path, copy)
        copy.replace(path)
    return [index / "current", *sorted(generation_folder(index, current_name(index)).iterdir()), *encoders]


def as_markdown(found: Mapping[str, Counter[str]], command: str) -> str:
    """The table."""
    columns = (REFUSED, ALIKE, WRONG, NAMELESS, UNSEEN)
    total: Counter[str] = sum(found.values(), Counter())
    lines = ["# Damaged files", "", f"`{command}`", "", " · ".join(f"{k} {v}" for k, v in context().items()), ""]
    lines += [f"{total.total()} cases: each file removed once, else flipped and cut at random places in turn.", ""]
    lines += [f"| file | cases | {' | '.join(columns)} |", "|" + "---|" * (len(columns) + 2)]
    for name, counts in [*found.items(), ("all", total)]:
        lines.append(f"| {name} | {counts.total()} | {' | '.join(str(counts[c]) for c in columns)} |")
    lines += [
        "",
        "Answered as before: white space after the name in `current`; the snapshot of the second encoder, which is for",
        "speed and is then read from its package instead (the log and `ogpqa index verify` name the damaged file).",
    ]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Build, damage, write; exit with 1 when anything was answered otherwise or not named."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=int, default=200)
    args = parser.parse_args()
    found: dict[str, Counter[str]] = {}
    with tempfile.TemporaryDirectory() as folder:
        index = build_index(corpus_folder(), Path(folder) / "index")
        files = files_of(index)
        expected = answers(index)
        names = {path: _shown(index, path) for path in files}
        for damage in damages(files, args.cases):
            end = outcome(index, damage, expected)
            found.setdefault(names[damage.path], Counter())[end] += 1
            if end not in (REFUSED, ALIKE):
                print(f"{damage}: {end}", file=sys.stderr)
        if answers(index) != expected or verify_index(index):
            sys.exit("the damage was not undone")
    text = as_markdown(found, f"python -m benchmarks.faults --cases {args.cases}")
    (RESULTS / "faults.md").write_text(text, encoding="utf-8")
    print(text)
    sys.exit(any(counts[bad] for counts in found.values() for bad in (WRONG, NAMELESS, UNSEEN)))


def _shown(index: Path, path: Path) -> str:
    """A file's name in the table: encoders by their kind, generations without their names."""
    if path.parent.parent.name != "encoders":
        return path.name
    second = (path.parent / "table.npy").exists()
    return f"{'second encoder' if second else 'encoder'}: {path.name}"


if __name__ == "__main__":
    main()
