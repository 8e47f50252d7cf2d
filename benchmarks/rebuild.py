"""How long a rebuild takes after small changes: 230 synthetic members, the real encoders, one process per build.

    python benchmarks/rebuild.py [--members 230] [--rounds 5]

Start-up is what every build pays: Python, imports, opening the encoders. Work is the rest: reading, encoding, writing
and checking. The best of the rounds is shown, since other processes only ever add to it. Writes results/rebuild.md.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from ogpqa.index import reading  # noqa: E402
from tests.synthetic.members import make_members  # noqa: E402

RESULT = ROOT / "benchmarks" / "results" / "rebuild.md"
JOB_PAGES = (230, 1_000)
MOST_INVENTED = 500  # members; more pages are copies of theirs
PAGES_PER_JOB = reading.PAGES_PER_JOB
REPORT = """# Rebuild

Measured on {day} by `python benchmarks/rebuild.py --members {members} --rounds {rounds}{built}`;
Python {python}, {versions}; {cores} cores, shared with other work.

{members} synthetic members. Seconds; best of {rounds} builds, each a process of its own. *Start-up*: Python, imports
and opening the encoders. *Work* is the rest, waiting for the disk and for other processes included; then in processor
time, which they do not lengthen, and its parts. The load average was {load}.

| what changed | start-up | work | work, processor | read | encode | write | check | encoded | copied |
|---|---|---|---|---|---|---|---|---|---|
{builds}

Passages and their parts that did not change are copied. When one page changes one file is read; *encode* then holds
loading the second encoder.

## Reading in several processes

Seconds to read pages of which nothing is remembered, with the start of the processes.

| pages | `--jobs 1` | `--jobs 2` |
|---|---|---|
{reads}

Reading in several processes needs idle cores: where other work keeps them busy, starting processes costs more than it
brings. So one process reads unless `--jobs` says otherwise, and then only where each gets {per_job} unread pages or
more. A first build is encoding for the most part.
"""


def build(corpus: Path, index: Path) -> dict[str, Any]:
    """One build in a process of its own: its report, and the seconds of the whole process."""
    command = [sys.executable, "-m", "ogpqa", "index", "build", "--force", "--keep", "2", "--json"]
    started = time.perf_counter()
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run(
        [*command, "--corpus", str(corpus), "--index", str(index)],
        capture_output=True, text=True, check=True, env=environment,
    )  # fmt: skip
    return {**json.loads(done.stdout), "whole": time.perf_counter() - started}


def change(path: Path, n: int) -> None:
    """One line of the page is another one."""
    lines = path.read_text(encoding="utf-8").splitlines()
    at = next(i for i, line in enumerate(lines) if "currently implementing" in line)
    lines[at] = f"{lines[at].split(' is currently')[0]} is currently implementing {n + 100} commitments."
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def measured(name: str, reports: list[dict[str, Any]]) -> str:
    """A line of the table: the round with the least processor time."""
    best = min(reports, key=lambda report: sum(report["processor"].values()))
    processor = {step: seconds for step, seconds in best["processor"].items() if step != "open"}
    work = min(report["seconds"] - report["steps"]["open"] for report in reports)
    startup = min(report["whole"] - report["seconds"] + report["steps"]["open"] for report in reports)
    cells = [name, f"{startup:.2f}", f"{work:.2f}", f"**{sum(processor.values()):.2f}**"]
    cells += [f"{processor[step]:.2f}" for step in ("read", "encode", "write", "check")]
    return f"| {' | '.join([*cells, str(best['encoded']), str(best['copied'])])} |"


def rebuilds(folder: Path, n_members: int, rounds: int) -> list[str]:
    """The table of builds after changes."""
    corpus, index = folder / "corpus", folder / "index"
    known = corpus.is_dir()
    members = make_members(1, n_members, corpus)
    pages = [corpus / f"{m.page_id}.txt" for m in members if m.format == "txt"]
    first = build(corpus, index)
    lines = [] if known else [measured("first build", [first])]
    cases: dict[str, Callable[[int], None]] = {
        "nothing changed": lambda n: None,
        "one page changed": lambda n: change(pages[0], n),
        "ten pages changed": lambda n: [change(page, n) for page in pages[1:11]] and None,
        "one page gone": lambda n: pages[-1 - n].unlink(),
    }
    for name, prepare in cases.items():
        reports = []
        for n in range(rounds):
            prepare(n)
            reports.append(build(corpus, index))
        lines.append(measured(name, reports))
    return lines


def jobs(folder: Path) -> list[str]:
    """Reading so many pages that are not remembered, in one process and in two."""
    reading.PAGES_PER_JOB = 1
    lines = []
    for n in JOB_PAGES:
        corpus = folder / str(n)
        for copy in range(-(-n // MOST_INVENTED)):
            make_members(2, min(n, MOST_INVENTED), corpus / str(copy))
        seconds = []
        for n_jobs in (1, 2):
            times = []
            for _ in range(2):
                started = time.perf_counter()
                reading.read_corpus(corpus, jobs=n_jobs)
                times.append(time.perf_counter() - started)
            seconds.append(min(times))
        lines.append(f"| {n:,} | {seconds[0]:.1f} | {seconds[1]:.1f} |")
    return lines


def main() -> None:
    """Measure and write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--members", type=int, default=230)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--built", type=Path, help="folder with corpus/ and index/ of an earlier run: no first build")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        builds = rebuilds(args.built or Path(place), args.members, args.rounds)
        reads = jobs(Path(place))
    text = REPORT.format(
        built=" --built DIR" if args.built else "",
        day=datetime.now(UTC).date().isoformat(),
        members=args.members,
        rounds=args.rounds,
        versions=", ".join(f"{name} {version(name)}" for name in ("onnxruntime", "faiss-cpu", "lxml")),
        python=sys.version.split()[0],
        cores=os.cpu_count(),
        load=round(os.getloadavg()[1], 1),
        builds="\n".join(builds),
        reads="\n".join(reads),
        per_job=PAGES_PER_JOB,
    )
    RESULT.write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
