"""`ogpqa index …`: build, look at and look after generations."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from ogpqa.cli.differences import diff
from ogpqa.cli.options import CorpusOption, IndexOption, JsonOption, corpus_of, print_json, settings_with

index_app = typer.Typer(help="Build and look after the index.", no_args_is_help=True, rich_markup_mode=None)


DropOption = Annotated[
    list[str] | None,
    typer.Option("--drop", help="Member that may be lost, or lose contacts and commitments; may be given again."),
]
QuestionsOption = Annotated[
    Path | None,
    typer.Option(help="Questions with gold that must pass (default: questions.jsonl beside the pages or the index)."),
]


@index_app.command()
def build(
    corpus: CorpusOption = None,
    index: IndexOption = None,
    force: Annotated[bool, typer.Option("--force", help="Let it serve whatever speaks against it; recorded.")] = False,
    drop: DropOption = None,
    questions: QuestionsOption = None,
    keep: Annotated[int | None, typer.Option(min=1, help="Remove all but so many generations afterwards.")] = None,
    jobs: Annotated[int, typer.Option(min=1, max=64, help="Processes that read pages, when there are many.")] = 1,
    watch: Annotated[bool, typer.Option("--watch", help="Go on, and build whenever pages change.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Read the pages, build a generation and let it serve. Unchanged pages are neither read nor encoded again.

    A generation that lost members, their contacts or commitments, or fails questions, is held back: exit code 1.
    """
    from ogpqa.cli import building

    settings = settings_with(corpus=corpus, index=index)
    asked = building.Build(
        settings=settings,
        corpus=corpus_of(settings),
        force=force,
        dropped=tuple(drop or ()),
        questions=questions,
        jobs=jobs,
        keep=keep,
    )
    if watch:
        building.watch(asked, as_json=as_json)
        return
    report = asked.run()
    if as_json:
        print_json(building.as_values(report))
    else:
        building.say_report(report)
    raise typer.Exit(1 if report.outcome == "held" else 0)


@index_app.command()
def publish(
    generation: Annotated[str, typer.Argument(help="Name of a generation that is held back.")],
    index: IndexOption = None,
    force: Annotated[bool, typer.Option("--force", help="Whatever speaks against it; recorded.")] = False,
    drop: DropOption = None,
    questions: QuestionsOption = None,
    as_json: JsonOption = False,
) -> None:
    """Check a generation that is held back once more, and let it serve when nothing speaks against it."""
    from dataclasses import asdict

    from ogpqa.cli import building
    from ogpqa.cli.building import say_reasons

    settings = settings_with(index=index)
    decision = building.publish(settings, generation, force=force, dropped=tuple(drop or ()), questions=questions)
    if as_json:
        print_json(asdict(decision))
    else:
        from ogpqa.cli.show import say

        verb = {"held": "is still held back", "forced": "serves by force", "published": "serves"}[decision.decision]
        say(f"Generation {generation} {verb}.")
        say_reasons(decision.reasons)
    raise typer.Exit(1 if decision.decision == "held" else 0)


@index_app.command()
def status(index: IndexOption = None, as_json: JsonOption = False) -> None:
    """Say what the generation in service holds."""
    from dataclasses import asdict

    from ogpqa.index import read_decision
    from ogpqa.index.generation import current_name, generation_folder, read_manifest

    folder = settings_with(index=index).index
    manifest = read_manifest(generation_folder(folder, current_name(folder)))
    decision = read_decision(folder, manifest.name)
    if as_json:
        print_json({**asdict(manifest), "gate": asdict(decision) if decision else None})
        return
    from ogpqa.cli.building import say_reasons
    from ogpqa.cli.show import say

    say(f"Generation {manifest.name}, built at {manifest.built_at} by ogpqa {manifest.ogpqa}.")
    say(f"{manifest.n_pages} pages, {manifest.n_passages} passages.")
    say(f"Records: {', '.join(f'{n} {name}' for name, n in manifest.n_records.items())}.")
    if decision:
        dropped = f", with {', '.join(decision.dropped)} dropped" if decision.dropped else ""
        say(f"{'Published by force' if decision.reasons else 'Published'}{dropped} at {decision.at}.")
        say_reasons(decision.reasons)
    for path, reason in manifest.skipped:
        say(f"Skipped {path}: {reason}")


@index_app.command()
def verify(index: IndexOption = None, as_json: JsonOption = False) -> None:
    """Check every file of the generation in service; exit with 1 when anything is wrong."""
    from ogpqa.index import verify_index

    problems = verify_index(settings_with(index=index).index)
    if as_json:
        print_json({"ok": not problems, "problems": problems})
    else:
        from ogpqa.cli.show import say

        for line in problems or ["The index is whole."]:
            say(line)
    raise typer.Exit(1 if problems else 0)


@index_app.command("list")
def list_(index: IndexOption = None, as_json: JsonOption = False) -> None:
    """List the generations, oldest first, with what speaks against those that were held back or forced."""
    from ogpqa.index import list_generations, read_decision

    folder = settings_with(index=index).index
    rows: list[dict[str, Any]] = []
    for g in list_generations(folder):
        decision = read_decision(folder, g.name)
        held = decision is not None and decision.decision == "held" and not g.current
        rows.append(
            {
                "name": g.name,
                "current": g.current,
                "state": "serves" if g.current else "held back" if held else "",
                "forced": decision is not None and decision.decision == "forced",
                "built_at": g.manifest.built_at if g.manifest else None,
                "pages": g.manifest.n_pages if g.manifest else None,
                "passages": g.manifest.n_passages if g.manifest else None,
                "reasons": list(decision.reasons) if decision else [],
            }
        )
    if as_json:
        print_json(rows)
        return
    from ogpqa.cli.building import say_reasons
    from ogpqa.cli.show import say, show_table

    columns = ("name", "state", "forced", "built_at", "pages", "passages")
    show_table((*columns[:3], "built at", *columns[4:]), [tuple(row[c] for c in columns) for row in rows])
    for row in rows:
        if row["reasons"]:
            say(f"{row['name']} {row['state'] or 'does not serve'}{', published by force' if row['forced'] else ''}:")
            say_reasons(tuple(row["reasons"]))


@index_app.command()
def rollback(
    generation: Annotated[str | None, typer.Argument(help="Its name (default: the one before the current).")] = None,
    index: IndexOption = None,
) -> None:
    """Let an earlier generation serve."""
    from ogpqa.cli.show import say
    from ogpqa.index import rollback as roll_back

    say(f"Generation {roll_back(settings_with(index=index).index, generation)} serves.")


@index_app.command()
def prune(
    index: IndexOption = None,
    keep: Annotated[int, typer.Option(min=1, help="How many of the newest to keep.")] = 3,
) -> None:
    """Remove old generations; the one in service stays."""
    from ogpqa.cli.show import say
    from ogpqa.index import prune as remove_old

    removed = remove_old(settings_with(index=index).index, keep)
    say(f"Removed {len(removed)}: {', '.join(removed)}" if removed else "Nothing to remove.")


index_app.command()(diff)
