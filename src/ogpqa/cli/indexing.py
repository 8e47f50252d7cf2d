"""`ogpqa index …`: build, look at and look after generations."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from ogpqa.cli.differences import diff
from ogpqa.cli.options import CorpusOption, IndexOption, JsonOption, corpus_of, print_json, settings_with

if TYPE_CHECKING:
    from ogpqa.index import Progress

index_app = typer.Typer(help="Build and look after the index.", no_args_is_help=True, rich_markup_mode=None)


@index_app.command()
def build(
    corpus: CorpusOption = None,
    index: IndexOption = None,
    as_json: JsonOption = False,
) -> None:
    """Read the pages, build a generation and let it serve. Unchanged pages are not encoded again."""
    from dataclasses import asdict

    from ogpqa.assistant import exemplars
    from ogpqa.index import build_index

    settings = settings_with(corpus=corpus, index=index)
    report = build_index(
        corpus_of(settings), settings.index, settings=settings, exemplars=exemplars(), progress=_progress()
    )
    if as_json:
        print_json(asdict(report))
        return
    from ogpqa.cli.show import say

    verb = "built" if report.published else "unchanged, still serving"
    pages = ", ".join(f"{len(getattr(report, n))} {n}" for n in ("created", "changed", "deleted", "unchanged"))
    say(f"Generation {report.generation} {verb} in {report.seconds:.1f} s.")
    say(f"Pages: {pages}.")
    say(f"Records: {', '.join(f'{n} {name}' for name, n in report.records.items())}.")
    say(f"Passages: {report.passages} ({report.encoded} encoded, {report.copied} copied).")
    for skipped in report.skipped:
        say(f"Skipped {skipped.path}: {skipped.reason}")


@index_app.command()
def status(index: IndexOption = None, as_json: JsonOption = False) -> None:
    """Say what the generation in service holds."""
    from dataclasses import asdict

    from ogpqa.index.generation import current_name, generation_folder, read_manifest

    folder = settings_with(index=index).index
    manifest = read_manifest(generation_folder(folder, current_name(folder)))
    if as_json:
        print_json(asdict(manifest))
        return
    from ogpqa.cli.show import say

    say(f"Generation {manifest.name}, built at {manifest.built_at} by ogpqa {manifest.ogpqa}.")
    say(f"{manifest.n_pages} pages, {manifest.n_passages} passages.")
    say(f"Records: {', '.join(f'{n} {name}' for name, n in manifest.n_records.items())}.")
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
    """List the generations, oldest first."""
    from ogpqa.index import list_generations

    found = list_generations(settings_with(index=index).index)
    rows = [
        {
            "name": g.name,
            "current": g.current,
            "built_at": g.manifest.built_at if g.manifest else None,
            "pages": g.manifest.n_pages if g.manifest else None,
            "passages": g.manifest.n_passages if g.manifest else None,
        }
        for g in found
    ]
    if as_json:
        print_json(rows)
        return
    from ogpqa.cli.show import show_table

    show_table(("name", "serves", "built at", "pages", "passages"), [tuple(row.values()) for row in rows])


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


def _progress() -> Progress | None:
    """A line on stderr that counts, on a terminal only."""
    if not sys.stderr.isatty():
        return None

    def tell(step: str, done: int, total: int) -> None:
        sys.stderr.write(f"\r\x1b[K{step} {done}/{total}" + ("\r\x1b[K" if done >= total else ""))
        sys.stderr.flush()

    return tell
