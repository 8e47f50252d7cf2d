"""Measure how long answers take and what they weigh; write results/latency.json and .md.

    python -m benchmarks.answers_latency              230 members, 1,500 questions, one at a time

Each round is a process of its own with an index of a made-up corpus, so that its memory is that of an assistant and
nothing else. Times are of `Assistant.answer` and of the JSON made of it, without HTTP.
"""

from __future__ import annotations

import argparse
import gc
import json
import random
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from benchmarks.questions import RESULTS, build_index, context
from tests.golden.score import Golden, as_golden, assistant_answers

WARM_UP = 50


def megabytes(field: str) -> int:
    """Memory of this process: VmRSS now, VmHWM at its highest."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(next(line for line in status.splitlines() if line.startswith(field)).split()[1]) // 1024


def ask_all(index: Path, questions: Path, n: int) -> dict[str, Any]:
    """Open the index, ask, and tell the time of each question by what answered it."""
    parts = watch_parts()
    start = time.perf_counter()
    answer, pages = assistant_answers(index)
    opened = time.perf_counter() - start
    pages.clear()
    gc.collect()
    gc.freeze()  # as a server does: no walk over all that lasts falls into an answer
    first = megabytes("VmRSS")
    goldens = chosen(questions, n + WARM_UP)
    times: dict[str, list[tuple[float, float]]] = defaultdict(list)
    spent: dict[str, list[float]] = defaultdict(list)
    for i, golden in enumerate(goldens):
        parts.clear()
        start, cpu = time.perf_counter(), time.process_time()
        try:
            payload = answer(golden)
        except Exception:  # noqa: BLE001  (noise that is refused as no question is not an answer)
            continue
        took = ((time.perf_counter() - start) * 1e3, (time.process_time() - cpu) * 1e3)
        again, cpu_again = time.perf_counter(), time.process_time()
        once = dict(parts.spent)
        answer(golden)
        repeated = ((time.perf_counter() - again) * 1e3, (time.process_time() - cpu_again) * 1e3)
        if i >= WARM_UP:
            if source(payload) == "records":
                times["records, asked again"].append(repeated)
                for name in PARTS:
                    spent[name].append(once.get(name, 0.0) * 1e3)
                spent["the rest"].append(took[1] - sum(once.values()) * 1e3)
            times[source(payload)].append(took)
            times["all"].append(took)
            times["english" if golden.lang == "en" else "other languages"].append(took)
    return {
        "opened": opened,
        "rss_opened": first,
        "rss": megabytes("VmRSS"),
        "peak": megabytes("VmHWM"),
        "times": times,
        "parts": spent,
    }


def chosen(questions: Path, n: int) -> Sequence[Golden]:
    """So many of the questions, any; the others are not kept: they are ten megabytes that no assistant has."""
    lines = questions.read_text(encoding="utf-8").splitlines()
    random.Random(1).shuffle(lines)
    return [as_golden(json.loads(line)) for line in lines[:n]]


PARTS = ("encode", "understand", "rows and wording", "passages")


class Parts:
    """Processor time of one question by part; what a part spends in another counts for the other."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = defaultdict(float)
        self._inner = [0.0]

    def clear(self) -> None:
        """Forget the question before."""
        self.spent.clear()

    def timed(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function, its time counted under a name."""

        def wrapped(*args: Any, **kwargs: Any) -> Any:
            start = time.thread_time()
            self._inner.append(0.0)
            try:
                return function(*args, **kwargs)
            finally:
                took, inner = time.thread_time() - start, self._inner.pop()
                self.spent[name] += took - inner
                self._inner[-1] += took

        return wrapped


def watch_parts() -> Parts:
    """Count the time of the pipeline's steps from now on."""
    from ogpqa import assistant
    from ogpqa.answers.reader import Reader
    from ogpqa.encoder.crosslingual import CrosslingualEncoder
    from ogpqa.encoder.onnx import OnnxEncoder

    parts = Parts()
    for owner, method, name in (
        (OnnxEncoder, "encode", "encode"),
        (CrosslingualEncoder, "encode", "encode"),
        (assistant.Assistant, "understand", "understand"),
        (assistant, "answer_from_records", "rows and wording"),
        (Reader, "weigh", "passages"),
    ):
        setattr(owner, method, parts.timed(name, getattr(owner, method)))
    return parts


def source(payload: Mapping[str, Any]) -> str:
    """Records, passages, or a refusal."""
    if payload["status"] not in ("answered", "partial"):
        return "refusals"
    return "passages" if payload["answer"]["kind"] == "passage" else "records"


def row(name: str, times: Sequence[Sequence[float]]) -> dict[str, Any]:
    """Percentiles of one source: by the clock, and of processor time, which other work on the machine leaves alone."""
    out: dict[str, Any] = {"name": name, "n": len(times)}
    for key, values in zip(("p", "cpu_p"), zip(*times, strict=True), strict=True):
        cuts = quantiles(values, n=100) if len(values) > 1 else [*values] * 99
        out |= {f"{key}{p}": round(cuts[p - 1], 1) for p in (50, 90, 99)}
    return out


def part_row(name: str, values: Sequence[float]) -> dict[str, Any]:
    """Mean and percentiles of one part's processor time."""
    cuts = quantiles(values, n=100) if len(values) > 1 else [*values] * 99
    percentiles = {f"p{p}": round(cuts[p - 1], 1) for p in (50, 90, 99)}
    return {"name": name, "mean": round(sum(values) / len(values), 1), **percentiles}


def as_markdown(results: Mapping[str, Any]) -> str:
    """The results as a table."""
    lines = ["# Time and memory of answers", "", f"`{results['command']}`", ""]
    lines += [" · ".join(f"{key} {value}" for key, value in results["context"].items()), ""]
    lines += [f"{results['members']} members, {results['passages']} passages, one question at a time, warm."]
    lines += ["Milliseconds from the question to its JSON, without HTTP: by the clock, and of processor time (CPU),"]
    lines += [
        "which other work on the machine leaves alone. The round with the least processor time of those that were"
    ]
    medians = ", ".join(f"{value}" for value in results["medians"])
    lines += [f"run one after the other; their medians from records by the clock: {medians}.", ""]
    lines += ["| answered from | questions | p50 | p90 | p99 | CPU p50 | CPU p90 | CPU p99 |", "|" + "---|" * 8]
    columns = ("name", "n", "p50", "p90", "p99", "cpu_p50", "cpu_p90", "cpu_p99")
    lines += [f"| {' | '.join(str(r[c]) for c in columns)} |" for r in results["rows"]]
    lines += [
        "",
        "Of questions answered from records, by part (CPU):",
        "",
        "| part | mean | p50 | p90 | p99 |",
        "|---|---|---|---|---|",
    ]
    lines += [f"| {' | '.join(str(r[c]) for c in ('name', 'mean', 'p50', 'p90', 'p99'))} |" for r in results["parts"]]
    opened, last, peak = results["rss_opened"], results["rss"], results["peak"]
    lines += [
        "",
        f"Memory of the process: {opened} MB once open, {last} MB after the last question, {peak} MB at most.",
    ]
    lines += [f"Opening the index: {results['opened']} s. Load of the machine before: {results['load']}."]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Make a corpus, index it, measure in a fresh process, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--members", type=int, default=230)
    parser.add_argument("--questions", type=int, default=1500)
    parser.add_argument("--rounds", type=int, default=1, help="the round with the least processor time counts")
    parser.add_argument("--folder", type=Path, help="keep corpus and index here")
    parser.add_argument("--measure", nargs=2, type=Path, metavar=("INDEX", "QUESTIONS"), help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.measure:
        print(json.dumps(ask_all(args.measure[0], args.measure[1], args.questions)))
        return
    with tempfile.TemporaryDirectory() as name:
        results = measure(args.folder or Path(name), args.members, args.questions, args.rounds)
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "latency.json").write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    (RESULTS / "latency.md").write_text(as_markdown(results), encoding="utf-8")
    print(as_markdown(results))


def measure(folder: Path, members: int, n: int, rounds: int) -> dict[str, Any]:
    """The results over a corpus of so many members."""
    from tests.golden.make import make

    before = context()
    make(7, members, "build", folder, lambda kind: 2)
    build_index(folder / "corpus", folder / "index")
    load = Path("/proc/loadavg").read_text(encoding="ascii").split()[0]
    command = [sys.executable, "-m", "benchmarks.answers_latency", "--questions", str(n), "--measure"]
    command += [str(folder / "index"), str(folder / "questions.jsonl")]
    runs = [
        json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout) for _ in range(rounds)
    ]
    # Other guests of a host make the same work take half as long again for minutes: the least disturbed round counts.
    got = min(runs, key=lambda run: median(cpu for _, cpu in run["times"]["records"]))
    current = folder / "index" / "generations" / (folder / "index" / "current").read_text(encoding="utf-8").strip()
    manifest = json.loads((current / "manifest.json").read_text(encoding="utf-8"))
    return {  # load: of the last minute, with two cores; above 2, others worked too and the clock tells less
        "command": f"python -m benchmarks.answers_latency --members {members} --questions {n} --rounds {rounds}",
        "medians": [round(median(wall for wall, _ in run["times"]["records"]), 1) for run in runs],
        "context": before,
        "members": members,
        "passages": manifest["n_passages"],
        "rows": [row(name, got["times"][name]) for name in sorted(got["times"], key=lambda k: (k == "all", k))],
        "parts": [part_row(name, values) for name, values in got["parts"].items()],
        "rss_opened": got["rss_opened"],
        "rss": got["rss"],
        "peak": got["peak"],
        "opened": round(got["opened"], 2),
        "load": load,
    }


if __name__ == "__main__":
    main()
