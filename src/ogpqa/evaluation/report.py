"""Scores as tables for people and programs, and whether they dropped since the last time."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ogpqa.errors import OgpqaError

MEASURES = ("ndcg@10", "recall@10", "recall@100", "mrr@10")
GUARDED = "ndcg@10"
TOLERANCE = 0.002  # other processors round otherwise, and near ties change places

Row = Mapping[str, object]  # what Evaluation.as_dict gives


@dataclass(frozen=True, slots=True)
class Drop:
    """A system that scores less than it did, or that was not measured again (`now` is None)."""

    collection: str
    system: str
    before: float
    now: float | None

    def __str__(self) -> str:
        now = "not measured" if self.now is None else f"{self.now:.4f}"
        return f"{self.collection}, {self.system}: {GUARDED} was {self.before:.4f}, now {now}"


def retrieval_report(rows: Sequence[Row], *, command: str, on: date) -> str:
    """A Markdown table, a line for each collection and system, with how and when it was measured."""
    head = ("collection", "system", *MEASURES, "questions", "documents", "ms/question")
    lines = [
        "# Retrieval",
        "",
        f"Measured on {on.isoformat()} by `{command}`.",
        "",
        *_table(head, map(_cells, rows)),
        "",
    ]
    versions = sorted({json.dumps(row["versions"], sort_keys=True) for row in rows})
    lines += ["Versions:", ""]
    lines += [f"- {', '.join(f'{name} {value}' for name, value in json.loads(v).items() if value)}" for v in versions]
    return "\n".join(lines) + "\n"


def write_results(path: Path, rows: Sequence[Row], *, command: str, on: date) -> None:
    """Write rows as JSON, to be read by `read_results`."""
    values = {"date": on.isoformat(), "command": command, "results": [dict(row) for row in rows]}
    path.write_text(json.dumps(values, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def read_results(path: Path) -> list[Row]:
    """The rows that `write_results` wrote. Raises OgpqaError."""
    try:
        rows: list[Row] = json.loads(path.read_text(encoding="utf-8"))["results"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise OgpqaError(f"{path} holds no results: {error!r}.", "Measure again to write it.") from error
    return rows


def compare_with_baseline(
    rows: Iterable[Row], baseline: Iterable[Row], *, tolerance: float = TOLERANCE
) -> tuple[Drop, ...]:
    """What dropped by more than `tolerance`, in the order of `baseline`. New collections and systems are no drops."""
    now = {_key(row): _score(row) for row in rows}
    drops = (Drop(*_key(row), _score(row), now.get(_key(row))) for row in baseline)
    return tuple(drop for drop in drops if drop.now is None or drop.now < drop.before - tolerance)


def _key(row: Row) -> tuple[str, str]:
    return str(row["collection"]), str(row["system"])


def _score(row: Row) -> float:
    value = row[GUARDED]
    if not isinstance(value, int | float):
        raise OgpqaError(f"{GUARDED} of {_key(row)} is {value!r}, not a number.", "Measure again to write it.")
    return float(value)


def _cells(row: Row) -> tuple[str, ...]:
    measures = (f"{row[measure]:.4f}" for measure in MEASURES)
    return (*_key(row), *measures, str(row["n_queries"]), str(row["n_documents"]), str(row["query_ms"]))


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    return [f"| {' | '.join(cells)} |" for cells in (head, ["---"] * len(head), *rows)]
