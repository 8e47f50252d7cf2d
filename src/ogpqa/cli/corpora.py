"""`ogpqa corpus …`: look after saved pages."""

from __future__ import annotations

from typing import Any

import typer

from ogpqa.cli.options import CorpusOption, JsonOption, corpus_of, print_json, settings_with

corpus_app = typer.Typer(help="Look after the saved pages.", no_args_is_help=True, rich_markup_mode=None)


@corpus_app.callback()
def corpus_commands() -> None:
    """Look after the saved pages."""


@corpus_app.command()
def check(corpus: CorpusOption = None, as_json: JsonOption = False) -> None:
    """Read every saved page and say what it gives, and which files cannot be read; exit with 1 when there are any."""
    from collections import Counter

    from ogpqa.corpus import load_corpus
    from ogpqa.records import read_records

    loaded = load_corpus(corpus_of(settings_with(corpus=corpus)))
    pages: list[dict[str, Any]] = [
        {
            "page_id": page.page_id,
            "title": page.title,
            "saved_on": page.saved_on,
            "characters": len(page.text),
            "records": dict(Counter(type(r).__name__ for r in read_records(page))),
        }
        for page in loaded.pages
    ]
    if as_json:
        print_json({"pages": pages, "skipped": [{"path": s.path, "reason": s.reason} for s in loaded.skipped]})
    else:
        from ogpqa.cli.show import say, show_table

        rows = [(p["page_id"], p["title"], p["saved_on"], p["characters"], _counts(p["records"])) for p in pages]
        show_table(("page", "title", "saved on", "characters", "records"), rows)
        for skipped in loaded.skipped:
            say(f"Skipped {skipped.path}: {skipped.reason}")
    raise typer.Exit(1 if loaded.skipped else 0)


def _counts(records: dict[str, int]) -> str:
    return ", ".join(f"{n} {name}" for name, n in records.items()) or "none"
