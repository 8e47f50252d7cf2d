"""`ogpqa export` and `ogpqa feedback`: what is inside, for other programs."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from ogpqa.cli.options import IndexOption, JsonOption, print_json, settings_with


class Form(StrEnum):
    """How a list is written."""

    json = "json"
    csv = "csv"


def export(
    record_type: Annotated[
        str, typer.Argument(help="Member, ActionPlan, Contact, Commitment, Resource, Definition or Post.")
    ],
    index: IndexOption = None,
    form: Annotated[Form, typer.Option("--format", help="json or csv.")] = Form.json,
    out: Annotated[Path | None, typer.Option(help="File to write (default: standard output).")] = None,
) -> None:
    """Write all records of a type that the newest copies hold, each with its quote and where it stands."""
    import json

    from ogpqa.assistant import exclude_file
    from ogpqa.errors import OgpqaError
    from ogpqa.exclusions import read_exclusions
    from ogpqa.index import open_index
    from ogpqa.server.catalogue import arrange, as_item
    from ogpqa.server.tables import as_csv
    from ogpqa.types import RECORD_TYPES

    if record_type not in RECORD_TYPES:
        raise OgpqaError(f"There is no record type {record_type!r}.", f"Choose one of {', '.join(RECORD_TYPES)}.")
    settings = settings_with(index=index)
    excluded = read_exclusions(exclude_file(settings))
    catalogue = arrange(open_index(settings.index, threads=settings.threads, exclusions=excluded))
    items = [as_item(r, catalogue.pages[r.page_id]) for r in catalogue.records[record_type]]
    text = as_csv(items) if form is Form.csv else json.dumps(items, ensure_ascii=False, indent=2) + "\n"
    if out is None:
        sys.stdout.write(text)
    else:
        out.write_text(text, encoding="utf-8")


def feedback(
    file: Annotated[Path | None, typer.Option(help="The file (default: OGPQA_FEEDBACK, else feedback.sqlite).")] = None,
    as_json: JsonOption = False,
) -> None:
    """List what people said about answers."""
    from dataclasses import asdict

    from ogpqa.server.feedback import FeedbackStore

    rows: list[dict[str, Any]] = [asdict(f) for f in FeedbackStore(settings_with(feedback=file).feedback).all()]
    if as_json:
        print_json(rows)
        return
    from ogpqa.cli.show import say, show_table

    helpful = sum(row["helpful"] for row in rows)
    say(f"{len(rows)} replies, {helpful} of them yes.")
    columns = ("day", "helpful", "status", "reason", "lang", "question", "comment")
    show_table(columns, [[row[c] for c in columns] for row in rows])
