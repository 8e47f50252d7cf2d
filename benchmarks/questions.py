"""Measure answers to questions on pages that nobody tuned to; write results/questions.json and .md.

    python -m benchmarks.questions                         both splits, the seeds below
    python -m benchmarks.questions --split build --seeds 1 31 --members 30 --dry

Each seed is a new corpus: pages and questions are made from the same facts (tests/synthetic, tests/golden), indexed by
`ogpqa index build`, asked in one process and judged by their gold. `aside` has wordings that were never built with.
A kind with few wordings is asked of more facts, and one with a single case a corpus ("list all members") of more and
smaller corpora: each kind has about thirty questions where its wordings allow.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Mapping, Sequence, Set
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from statistics import quantiles
from typing import Any

from tests.golden.cases import relation_of
from tests.golden.make import make, shares
from tests.golden.score import Golden, Verdict, assistant_answers, load_golden, score

RESULTS = Path(__file__).parent / "results"
SEEDS = {"build": (1,), "aside": (41, 42, 43)}
LEAST = {"build": 30, "aside": 10}  # questions of a kind on one corpus, if it has the cases
SMALL = {"build": (), "aside": (51, 52, 53, 54, 55)}  # corpora for the kinds that are still short
SMALL_MEMBERS, ENOUGH = 6, 30
OUTCOMES = ("right", "wrong", "abstained")
Table = dict[str, dict[str, int]]


def outcome(verdict: Verdict) -> str:
    """Right; wrong (an answer that is not the gold's, or to what no page states); or abstained."""
    if not verdict.reasons:
        return "right"
    refused = verdict.status.split("/")[0] not in ("answered", "partial")
    return "abstained" if refused else "wrong"


def build_index(corpus: Path, index: Path) -> Path:
    """An index of a corpus, built by the command."""
    command = [sys.executable, "-m", "ogpqa", "index", "build", "--corpus", str(corpus), "--index", str(index)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return index


def measure(split: str, seed: int, members: int, kinds: Set[str] | None = None) -> list[Verdict]:
    """The verdicts on one new corpus, of some kinds or of all. OGPQA_ENCODERS may share encoders."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make(seed, members, split, folder, shares(split, LEAST[split]))
        index = build_index(folder / "corpus", folder / "index")
        asked = [g for g in load_golden(folder / "questions.jsonl") if kinds is None or g.kind in kinds]
        verdicts = score(asked, *assistant_answers(index))
    print(f"{split} {seed}: {Counter(map(outcome, verdicts))}", file=sys.stderr)
    return verdicts


def measure_split(split: str, seeds: Sequence[int], members: int, small: Sequence[int]) -> list[Verdict]:
    """The verdicts on the corpora of all seeds, then on small ones of the kinds that have too few questions."""
    verdicts = [v for seed in seeds for v in measure(split, seed, members)]
    counts = Counter(v.golden.kind for v in verdicts)
    short = {kind for kind, n in counts.items() if n < ENOUGH}
    return [*verdicts, *(v for seed in small for v in measure(split, seed, SMALL_MEMBERS, short))]


def tabulate(verdicts: Sequence[Verdict], key: Callable[[Golden], str]) -> Table:
    """Outcomes by relation, kind or language, in the order of the names."""
    counts = Counter((key(v.golden), outcome(v)) for v in verdicts)
    return {name: {o: counts[name, o] for o in OUTCOMES} for name in sorted({key(v.golden) for v in verdicts})}


def summary(verdicts: Sequence[Verdict]) -> dict[str, Any]:
    """All numbers of one split."""
    total = Counter(map(outcome, verdicts))
    cuts = quantiles((v.seconds * 1e3 for v in verdicts), n=100)
    answerless = [v for v in verdicts if v.golden.status == "not_found"]
    return {
        "questions": len(verdicts),
        "total": {o: total[o] for o in OUTCOMES},
        "unanswerable": {"questions": len(answerless), "answered": sum(bool(v.reasons) for v in answerless)},
        "ms": {"p50": round(cuts[49], 1), "p90": round(cuts[89], 1), "p99": round(cuts[98], 1)},
        "relations": tabulate(verdicts, lambda g: relation_of()[g.kind]),
        "kinds": tabulate(verdicts, lambda g: g.kind),
        "languages": tabulate(verdicts, lambda g: g.lang),
    }


def context() -> dict[str, str]:
    """What the numbers depend on: versions, machine, date, commit."""
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False)
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "ogpqa": version("ogpqa"),
        "commit": commit.stdout.strip(),
        "python": platform.python_version(),
        "machine": f"{os.cpu_count()} cores, {platform.machine()}",
    }


def share(row: Mapping[str, int]) -> str:
    """A row of the table: right of all in per cent, and the three counts."""
    n = sum(row.values())
    return f"{row['right'] / n:.1%} | {row['right']} | {row['wrong']} | {row['abstained']}"


def as_markdown(results: Mapping[str, Any]) -> str:
    """The results as tables, worst kinds first."""
    lines = ["# Answers to questions on unseen pages", "", f"`{results['command']}`", ""]
    lines += [" · ".join(f"{key} {value}" for key, value in results["context"].items()), ""]
    lines += ["right: what the gold asks for, quoted from a right page · wrong: another answer, or one to what no page"]
    lines += [
        "states · abstained: no answer though a page states it. `aside`: wordings that were never built with.",
        "",
    ]
    head = "| right | n right | wrong | abstained |"
    lines += [f"| split | seeds | questions {head} answered of unanswerable | p50, p90, p99 ms |"]
    lines += ["|---|---|---|---|---|---|---|---|---|"]
    for split, got in results["splits"].items():
        none, ms, n = got["unanswerable"], got["ms"], got["questions"]
        seeds = ", ".join(map(str, got["seeds"]))
        lines.append(
            f"| {split} | {seeds} | {n} | {share(got['total'])} | {none['answered']} of {none['questions']} |"
            f" {ms['p50']}, {ms['p90']}, {ms['p99']} |"
        )
    for by in ("relations", "languages", "kinds"):
        for split, got in results["splits"].items():
            ranked = sorted(got[by].items(), key=lambda kv: (kv[1]["right"] / sum(kv[1].values()), kv[0]))
            lines += ["", f"## {split}, by {by.removesuffix('s')}", "", f"| {by.removesuffix('s')} {head}"]
            lines += ["|---|---|---|---|---|", *(f"| {name} | {share(row)} |" for name, row in ranked)]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Read the command line, measure, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--split", choices=("build", "aside"), action="append")
    parser.add_argument("--seeds", type=int, nargs="+", help="instead of the usual ones")
    parser.add_argument("--members", type=int, default=30)
    parser.add_argument("--dry", action="store_true", help="print the table, write nothing")
    args = parser.parse_args()
    before, splits = context(), dict[str, Any]()  # the commit that is measured: work may go on meanwhile
    for split in args.split or SEEDS:
        seeds = args.seeds or SEEDS[split]
        small = () if args.seeds else SMALL[split]
        verdicts = measure_split(split, seeds, args.members, small)
        splits[split] = {"seeds": [*seeds, *small], **summary(verdicts)}
    command = " ".join(["python -m benchmarks.questions", *sys.argv[1:]])
    results = {"command": command, "context": before, "members": args.members, "splits": splits}
    if args.dry:
        print(as_markdown(results))
        return
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "questions.json").write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    (RESULTS / "questions.md").write_text(as_markdown(results), encoding="utf-8")


if __name__ == "__main__":
    main()
