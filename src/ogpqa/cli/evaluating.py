"""`ogpqa evaluate …`: measure answers and retrieval."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from ogpqa.cli.options import IndexOption, JsonOption, print_json, settings_with

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


@evaluate_app.command()
def questions(
    file: Annotated[Path, typer.Argument(help="Questions with gold, one JSON object a line.")],
    index: IndexOption = None,
    show: Annotated[int, typer.Option(min=0, help="How many failures to print.")] = 20,
    as_json: JsonOption = False,
) -> None:
    """Ask questions whose answers are known, and count the right ones."""
    from ogpqa.assistant import open_assistant
    from ogpqa.evaluation.questions import evaluate_questions, load_questions, summary

    asked = load_questions(file)
    verdicts = evaluate_questions(open_assistant(settings_with(index=index)), asked)
    failures = [v for v in verdicts if v.reasons]
    if as_json:
        failed = [{"question": v.gold.question, "said": v.said, "reasons": list(v.reasons)} for v in failures]
        print_json({**summary(verdicts), "failures": failed})
        return
    from ogpqa.cli.show import say, show_table

    for verdict in failures[:show]:
        say(f"{verdict.gold.question}: {'; '.join(verdict.reasons)}")
    show_table(("measure", "value"), list(summary(verdicts).items()))
