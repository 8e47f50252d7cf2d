"""`ogpqa evaluate …`: measure answers and retrieval."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from ogpqa.cli.options import JsonOption, print_json

evaluate_app = typer.Typer(help="Measure answers and retrieval.", rich_markup_mode=None)


class System(StrEnum):
    """What retrieves."""

    bm25 = "bm25"
    dense = "dense"
    hybrid = "hybrid"
    crosslingual = "crosslingual"


@evaluate_app.command()
def retrieval(
    collection: Annotated[Path, typer.Option(help="Folder in BEIR's layout: corpus.jsonl, queries.jsonl, qrels.tsv.")],
    system: Annotated[System, typer.Option(help="What retrieves.")] = System.hybrid,
    queries: Annotated[Path | None, typer.Option(help="Folder whose questions are asked instead.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Measure retrieval on a collection with judged questions."""
    from ogpqa.evaluation import evaluate_retrieval

    result = evaluate_retrieval(collection, system.value, queries).as_dict()
    if as_json:
        print_json(result)
        return
    from ogpqa.cli.show import show_table

    show_table(("measure", "value"), [(name, value) for name, value in result.items() if name != "versions"])
