"""`ogpqa corpus …`: look after saved pages."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ogpqa.cli.options import CorpusOption, JsonOption, corpus_of, print_json, settings_with

if TYPE_CHECKING:
    from ogpqa.corpus import Corpus
    from ogpqa.drift import Finding

corpus_app = typer.Typer(help="Look after the saved pages.", no_args_is_help=True, rich_markup_mode=None)


@corpus_app.callback()
def corpus_commands() -> None:
    """Look after the saved pages."""


@corpus_app.command()
def check(
    corpus: CorpusOption = None,
    kind: Annotated[list[str] | None, typer.Option(help="Only findings of this kind; may be given again.")] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Exit with 1 when anything is found.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Read every saved page and say what it gives, what it may have lost, by page and line, and what is no page.

    Exits with 1 when a file cannot be read.
    """
    from ogpqa.corpus import load_corpus
    from ogpqa.drift import find_drift
    from ogpqa.drift.knowledge import load_knowledge
    from ogpqa.errors import OgpqaError
    from ogpqa.records import read_records

    known = load_knowledge().kinds
    if unknown := [k for k in kind or () if k not in known]:
        raise OgpqaError(f"There is no kind {unknown[0]!r}.", f"Kinds: {', '.join(known)}.")
    loaded = load_corpus(corpus_of(settings_with(corpus=corpus)))
    records = {page.page_id: read_records(page) for page in loaded.pages}
    findings = [f for f in find_drift(loaded.pages, records) if not kind or f.kind in kind]
    pages: list[dict[str, Any]] = [
        {
            "page_id": page.page_id,
            "title": page.title,
            "saved_on": page.saved_on,
            "characters": len(page.text),
            "records": dict(Counter(type(r).__name__ for r in records[page.page_id])),
        }
        for page in loaded.pages
    ]
    if as_json:
        skipped = [asdict(s) for s in loaded.skipped]
        print_json({"pages": pages, "skipped": skipped, "findings": [asdict(f) for f in findings]})
    else:
        _show(loaded, pages, findings)
    raise typer.Exit(1 if loaded.skipped or (strict and findings) else 0)


def _show(loaded: Corpus, pages: list[dict[str, Any]], findings: list[Finding]) -> None:
    from ogpqa.cli.show import say, show_table
    from ogpqa.drift.knowledge import load_knowledge

    rows = [(p["page_id"], p["title"], p["saved_on"], p["characters"], _counts(p["records"])) for p in pages]
    show_table(("page", "title", "saved on", "characters", "records"), rows)
    if findings:
        say("")
        show_table(("page", "line", "kind", "what"), [(f.page_id, f.line, f.kind, f.said) for f in findings])
        say("")
        for kind, n in Counter(f.kind for f in findings).most_common():
            say(f"{kind} ({n}): {load_knowledge().kinds[kind]}")
    for skipped in loaded.skipped:
        say(f"Skipped {skipped.path}: {skipped.reason}")


def _counts(records: dict[str, int]) -> str:
    return ", ".join(f"{n} {name}" for name, n in records.items()) or "none"


@corpus_app.command()
def fetch(
    urls: Annotated[list[str], typer.Argument(help="Addresses of pages; no link of theirs is followed.")],
    corpus: Annotated[Path, typer.Option("--corpus", help="Folder that the pages are saved in.")],
    delay: Annotated[float, typer.Option(min=1, max=60, help="Seconds between two pages of one site.")] = 5,
    as_json: JsonOption = False,
) -> None:
    """Save pages from the web, one after the other, where the site's robots.txt allows it; exit with 1 when one fails.

    Each gets an entry in pages.toml with its address and the day. A page that changed is kept beside its older copy.
    """
    from ogpqa.corpus.fetch import fetch_pages

    found = []
    for fetched in fetch_pages(urls, corpus, delay=delay):
        found.append(fetched)
        if not as_json:
            from ogpqa.cli.show import say

            said = f"saved as {fetched.file}" if fetched.saved else f"unchanged, {fetched.file}"
            say(f"{fetched.url}: {fetched.reason or said}")
    if as_json:
        print_json([asdict(fetched) for fetched in found])
    raise typer.Exit(1 if any(fetched.reason for fetched in found) else 0)
