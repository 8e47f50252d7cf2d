"""`ogpqa evaluate …`: measure answers and retrieval."""

from __future__ import annotations

from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from ogpqa.cli.options import IndexOption, JsonOption, print_json, settings_with
from ogpqa.errors import OgpqaError

evaluate_app = typer.Typer(help="Measure answers and retrieval.", rich_markup_mode=None)


class System(StrEnum):
    """What retrieves."""

    bm25 = "bm25"
    dense = "dense"
    hybrid = "hybrid"
    crosslingual = "crosslingual"


QuestionsOption = Annotated[
    list[Path] | None,
    typer.Option("--questions", help="Development questions, one JSON object a line; may be given again."),
]


@evaluate_app.callback(invoke_without_command=True)
def evaluate(
    context: typer.Context,
    calibrated: Annotated[bool, typer.Option("--calibrate", help="As `ogpqa evaluate calibrate`.")] = False,
    questions: QuestionsOption = None,
    index: IndexOption = None,
    as_json: JsonOption = False,
) -> None:
    """Measure answers and retrieval; choose from when on passages answer."""
    if context.invoked_subcommand is None:
        if not calibrated:
            from ogpqa.cli.show import say

            say(context.get_help())
            return
        calibrate(questions, index, as_json)


@evaluate_app.command()
def calibrate(
    files: QuestionsOption = None,
    index: IndexOption = None,
    as_json: JsonOption = False,
) -> None:
    """Choose from which probability passages answer, on development questions, and keep it with the index.

    Without --questions those of the packaged corpus are asked.
    """
    from ogpqa.cli.show import say, show_table
    from ogpqa.evaluation.threshold import FEWEST, calibrate_threshold
    from ogpqa.resources import development_questions

    found = calibrate_threshold(files or [development_questions()], settings_with(index=index))
    if as_json:
        print_json({space: asdict(one) for space, one in found.items()})
        return
    head = ("space", "threshold", "right", "wrong", "abstained", "unanswerable answered", "unanswerable refused")
    rows = [(s, o.threshold, o.right, o.wrong, o.abstained, o.answered, o.refused) for s, o in found.items()]
    show_table(head, rows)
    for space, one in found.items():
        if not one.chosen:
            say(f"{space}: fewer than {FEWEST} questions of a sort, the threshold stays.")


@evaluate_app.command()
def retrieval(
    collection: Annotated[Path, typer.Option(help="Folder in BEIR's layout: corpus.jsonl, queries.jsonl, qrels.tsv.")],
    system: Annotated[System, typer.Option(help="What retrieves.")] = System.hybrid,
    queries: Annotated[Path | None, typer.Option(help="Folder whose questions are asked instead.")] = None,
    baseline: Annotated[
        Path | None, typer.Option(help="Results as benchmarks/retrieval.py writes them; a score below its is an error.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Measure retrieval on a collection with judged questions; with --baseline, exit with 1 when a score dropped."""
    from ogpqa.cli.show import show_table
    from ogpqa.evaluation import compare_with_baseline, evaluate_retrieval, read_results

    before = read_results(baseline) if baseline else []
    result = evaluate_retrieval(collection, system.value, queries).as_dict()
    if as_json:
        print_json(result)
    else:
        show_table(("measure", "value"), [(name, value) for name, value in result.items() if name != "versions"])
    same = [row for row in before if (row["collection"], row["system"]) == (result["collection"], result["system"])]
    if baseline and not same:
        raise OgpqaError(
            f"{baseline} has no score of {result['collection']}, {system.value}.", "Measure it there first."
        )
    if drops := compare_with_baseline([result], same):
        raise OgpqaError(str(drops[0]), "Find what changed, or measure the baseline anew.")


@evaluate_app.command()
def questions(
    file: Annotated[Path, typer.Argument(help="Questions with gold, one JSON object a line.")],
    index: IndexOption = None,
    url: Annotated[str | None, typer.Option(help="Ask a running server instead of an index.")] = None,
    show: Annotated[int, typer.Option(min=0, help="How many failures to print.")] = 20,
    as_json: JsonOption = False,
) -> None:
    """Ask questions whose answers are known, and count the right ones."""
    from ogpqa.assistant import open_assistant
    from ogpqa.cli.show import say, show_table
    from ogpqa.evaluation.questions import Answering, evaluate_questions, load_questions, summary
    from ogpqa.evaluation.remote import Server

    asked = load_questions(file)
    answering: Answering = Server(url) if url else open_assistant(settings_with(index=index))
    verdicts = evaluate_questions(answering, asked)
    failures = [v for v in verdicts if v.reasons]
    if as_json:
        failed = [{"question": v.gold.question, "said": v.said, "reasons": list(v.reasons)} for v in failures]
        print_json({**summary(verdicts), "failures": failed})
        return
    for verdict in failures[:show]:
        say(f"{verdict.gold.question}: {'; '.join(verdict.reasons)}")
    show_table(("measure", "value"), list(summary(verdicts).items()))
