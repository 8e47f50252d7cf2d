"""Answers a second over many passages; write results/load.md.

    python -m benchmarks.load                     100,000 passages, 8 connections, 1 and 2 workers

Pages of made-up members are read and indexed as ever, but the rows of their passages are random ones, as encoding
100,000 passages takes an hour and the time of a search does not depend on what the rows mean. wrk asks over eight
connections, each question once before any comes again. The runs take turns and the best of each counts, since others
may work on the machine.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import shutil
import subprocess
import tempfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.questions import RESULTS, build_index, context
from benchmarks.server import HOST, processor_seconds, serving
from benchmarks.swaps import PATTERNS
from ogpqa.assistant import exemplars
from ogpqa.config import Settings
from ogpqa.encoder import Encoder, Rows
from ogpqa.index import Encoders, open_index
from ogpqa.index import build_index as build
from ogpqa.resources import corpus_folder
from tests.synthetic.facts import SyntheticMember
from tests.synthetic.invent import invent_members, made_up_places
from tests.synthetic.render import render

PASSAGES_A_MEMBER, BLOCK = 42, 200
ASK = """
local questions = {}
for line in io.lines(os.getenv("QUESTIONS")) do questions[#questions + 1] = line end
local threads, number = 0, 0
function setup(thread) thread:set("first", threads); threads = threads + 1 end
function init() number = first * math.floor(#questions / 2) end
function request()
  number = number % #questions + 1
  return wrk.format("POST", "/api/v1/ask", {["Content-Type"] = "application/json"}, questions[number])
end
function done(summary, latency)
  local errors = summary.errors
  io.write(string.format("FOUND %d %d %d %d %d %d\\n", summary.requests, summary.duration, latency:percentile(50),
    latency:percentile(90), latency:percentile(99),
    errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
"""


@dataclass(frozen=True, slots=True)
class Run:
    """One run of wrk."""

    workers: int
    requests: int
    seconds: float
    p50: float
    p90: float
    p99: float
    errors: int
    cpu: float  # processor milliseconds of the server for an answer
    load: str  # of the machine, before

    @property
    def rate(self) -> float:
        """Answers a second."""
        return self.requests / self.seconds


class Sketched:
    """An encoder that knows the examples of questions; all other texts get random rows, always the same."""

    def __init__(self, encoder: Encoder, known: Sequence[str]) -> None:
        self.name, self.digest, self.dim = encoder.name, encoder.digest, encoder.dim
        self._encoder, self._known = encoder, frozenset(known)

    def encode(self, texts: Sequence[str]) -> Rows:
        """Unit rows (len(texts), dim)."""
        rows = np.empty((len(texts), self.dim), np.float32)
        for n, text in enumerate(texts):
            if text in self._known:
                rows[n] = self._encoder.encode([text])[0]
            else:
                row = np.random.default_rng(zlib.crc32(text.encode())).standard_normal(self.dim, np.float32)
                rows[n] = row / np.linalg.norm(row)
        return rows


def prepare(folder: Path, passages: int) -> Path:
    """The index of so many passages, and questions about all of its members in questions.jsonl."""
    index = folder / "index"
    if (index / "current").exists():
        return index
    small = open_index(build_index(corpus_folder(), folder / "small"), threads=1)
    shutil.copytree(folder / "small" / "encoders", index / "encoders")
    members = write_members(passages // PASSAGES_A_MEMBER, folder / "corpus")
    wordings = exemplars()
    dense = Sketched(small.encoder, wordings["en"])
    other = Sketched(small.crosslingual.encoder, wordings["crosslingual"]) if small.crosslingual else None
    build(
        folder / "corpus",
        index,
        settings=Settings(),
        exemplars=wordings,
        encoders=Encoders(dense, other),
        gate=None,
    )
    questions = [PATTERNS[n % 7].format(member.short_name) for n in range(7) for member in members]
    shuffled = np.random.default_rng(1).permutation(len(questions))
    lines = (json.dumps({"question": questions[n]}) for n in shuffled)
    (folder / "questions.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return index


def write_members(n: int, corpus: Path) -> list[SyntheticMember]:
    """Write the pages of n members under names that are made up, so that there are enough."""
    corpus.mkdir()
    members = []
    for number, (name, country, *_) in enumerate(made_up_places(random.Random(1), n)):
        block = invent_block(number // BLOCK)
        told = replace(block[number % BLOCK], name=f"{name}, {country}" if country else name, short_name=name)
        member = replace(told, country=country, format="txt")
        (corpus / f"{member.page_id}.txt").write_text(render(member), encoding="utf-8")
        members.append(member)
    return members


@cache
def invent_block(seed: int) -> tuple[SyntheticMember, ...]:
    """What some members state."""
    return invent_members(seed, BLOCK)


def wrk(port: int, folder: Path, seconds: int, connections: int) -> tuple[int, float, float, float, float, int]:
    """Requests, seconds, percentiles in milliseconds and errors of one run."""
    (folder / "ask.lua").write_text(ASK, encoding="utf-8")
    command = ["wrk", "-t", "2", "-c", str(connections), "-d", f"{seconds}s", "--timeout", "10s", "-s", "ask.lua"]
    done = subprocess.run(
        [*command, f"http://{HOST}:{port}"], cwd=folder, env={"QUESTIONS": "questions.jsonl"}, check=True,
        capture_output=True, text=True,
    )  # fmt: skip
    numbers = re.search(r"FOUND (\d+) (\d+) (\d+) (\d+) (\d+) (\d+)", done.stdout)
    if numbers is None:
        raise SystemExit(done.stdout + done.stderr)
    requests, duration, p50, p90, p99, errors = map(int, numbers.groups())
    return requests, duration / 1e6, p50 / 1e3, p90 / 1e3, p99 / 1e3, errors


def measure(index: Path, workers: int, args: argparse.Namespace) -> Run:
    """Start a server, warm it up, run wrk."""
    with serving(index, "--workers", str(workers)) as port:
        wrk(port, index.parent, 2, args.connections)
        load = Path("/proc/loadavg").read_text(encoding="ascii").split()[0]
        before = processor_seconds(port)
        found = wrk(port, index.parent, args.seconds, args.connections)
        return Run(workers, *found, (processor_seconds(port) - before) * 1e3 / max(1, found[0]), load)


def as_markdown(runs: Sequence[Run], passages: int, args: argparse.Namespace) -> str:
    """The table: the best run of each number of workers, then all."""
    facts: dict[str, Any] = context()
    lines = ["# Load", "", f"`python -m benchmarks.load --passages {args.passages} --seconds {args.seconds}`", ""]
    lines += [" · ".join(f"{k} {v}" for k, v in facts.items()), ""]
    lines += [f"{passages:,} passages, {args.connections} connections, 8 threads a worker, each question another one."]
    lines += ["wrk runs on the same machine. Best of several runs, since other work slowed them; all are below."]
    lines += [
        "Load: how much work wanted the cores in the minute before. Processor time an answer tells more where that"
    ]
    lines += ["is more than the cores: other work leaves it alone.", ""]
    head = "| workers | answers a second | p50 ms | p90 ms | p99 ms | errors | CPU ms an answer | load before |"
    best = [max((r for r in runs if r.workers == n), key=lambda r: r.rate) for n in sorted({r.workers for r in runs})]
    for title, shown in (("", best), ("All runs:", runs)):
        lines += [title, ""] if title else []
        lines += [head, "|" + "---|" * 8]
        for r in shown:
            cells = (
                r.workers,
                f"{r.rate:.0f}",
                f"{r.p50:.0f}",
                f"{r.p90:.0f}",
                f"{r.p99:.0f}",
                r.errors,
                f"{r.cpu:.1f}",
                r.load,
            )
            lines.append(f"| {' | '.join(map(str, cells))} |")
        lines.append("")
    return "\n".join(lines)


def main() -> None:
    """Build, ask, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--passages", type=int, default=100_000)
    parser.add_argument("--seconds", type=int, default=10)
    parser.add_argument("--connections", type=int, default=8)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--folder", type=Path, help="keep corpus and index here, and use them again")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = args.folder or Path(name)
        folder.mkdir(exist_ok=True)
        index = prepare(folder, args.passages)
        current = index / "generations" / (index / "current").read_text(encoding="utf-8").strip()
        passages = json.loads((current / "manifest.json").read_text(encoding="utf-8"))["n_passages"]
        runs = [measure(index, workers, args) for _ in range(args.runs) for workers in args.workers]
    text = as_markdown(runs, passages, args)
    (RESULTS / "load.md").write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
