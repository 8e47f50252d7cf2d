"""Measure retrieval on judged collections; write the results as JSON, a table and a picture.

    python benchmarks/retrieval.py COLLECTIONS            measure, write benchmarks/results/retrieval.*
    python benchmarks/retrieval.py COLLECTIONS --check    measure, fail when a score dropped

COLLECTIONS is a folder of BEIR folders, such as cranfield/ or xquad/en/. Needs `pip install ogpqa[bench]`.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from ogpqa.evaluation import (
    SYSTEMS,
    compare_with_baseline,
    evaluate_retrieval,
    read_results,
    retrieval_report,
    write_results,
)
from ogpqa.evaluation.report import Row

RESULTS = Path(__file__).resolve().parent / "results" / "retrieval.json"
ENGLISH = ("bm25", "dense", "hybrid")
# collection, whose questions (None: its own), systems. The second space takes half a minute for 1,000 passages.
PLAN: Sequence[tuple[str, str | None, Sequence[str]]] = (
    ("cranfield", None, ENGLISH),
    ("cisi", None, ENGLISH),
    ("ogp-commitments-2016/en", None, ENGLISH),
    ("xquad/en", None, tuple(SYSTEMS)),
    ("xquad/en", "xquad/es", tuple(SYSTEMS)),
    ("xquad/en", "xquad/ru", tuple(SYSTEMS)),
    ("xquad/en", "xquad/zh", tuple(SYSTEMS)),
)


def measure(collections: Path) -> Iterator[Row]:
    for collection, queries, systems in PLAN:
        for system in systems:
            done = evaluate_retrieval(collections / collection, system, collections / queries if queries else None)
            row = done.as_dict()
            print(f"{row['collection']:24} {system:13} {row['ndcg@10']:.4f}  {row['seconds']} s", file=sys.stderr)
            yield row


def draw(path: Path, rows: Sequence[Row]) -> None:
    """A bar for each system, a group for each collection."""
    import matplotlib as mpl

    mpl.use("svg")
    mpl.rcParams.update({"svg.hashsalt": "ogpqa", "svg.fonttype": "none", "font.size": 9})
    from matplotlib import pyplot as plt

    names = list(dict.fromkeys(str(row["collection"]) for row in rows))
    figure, axes = plt.subplots(figsize=(11, 4.2), layout="constrained")
    # Okabe and Ito's colours: told apart by people who see few.
    for offset, (system, colour) in enumerate(zip(SYSTEMS, ("#999999", "#56b4e9", "#0072b2", "#d55e00"), strict=True)):
        scores = {str(r["collection"]): float(str(r["ndcg@10"])) for r in rows if r["system"] == system}
        places = [n + 0.2 * (offset - 1.5) for n, name in enumerate(names) if name in scores]
        values = [scores[name] for name in names if name in scores]
        bars = axes.bar(places, values, 0.19, label=system, color=colour)
        axes.bar_label(bars, fmt=lambda value: f"{value:.2f}".removeprefix("0"), fontsize=7)
    axes.set_xticks(range(len(names)), [name.replace(" on ", "\non ") for name in names])
    axes.set_ylabel("nDCG@10")
    axes.set_ylim(0, 1.05)
    axes.spines[["top", "right"]].set_visible(False)
    figure.legend(loc="outside upper center", ncols=4, frameon=False)
    figure.savefig(path, metadata={"Date": None})


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("collections", type=Path)
    parser.add_argument("--check", action="store_true", help="compare with the committed results, write nothing")
    arguments = parser.parse_args()
    rows = list(measure(arguments.collections))
    if arguments.check:
        drops = compare_with_baseline(rows, read_results(RESULTS))
        print("\n".join(map(str, drops)) or "No score dropped.")
        return 1 if drops else 0
    command, on = "python benchmarks/retrieval.py COLLECTIONS", datetime.now(UTC).date()
    RESULTS.parent.mkdir(exist_ok=True)
    write_results(RESULTS, rows, command=command, on=on)
    RESULTS.with_suffix(".md").write_text(retrieval_report(rows, command=command, on=on), encoding="utf-8")
    draw(RESULTS.with_suffix(".svg"), rows)
    return 0


if __name__ == "__main__":
    sys.exit(main())
