"""`ogpqa index diff`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from ogpqa.cli.options import IndexOption, JsonOption, print_json, settings_with
from ogpqa.errors import OgpqaError

if TYPE_CHECKING:
    from ogpqa.index import Comparison


def diff(
    old: Annotated[str | None, typer.Argument(help="Name of a generation (default: the one before NEW).")] = None,
    new: Annotated[str | None, typer.Argument(help="Name of another (default: the one that serves).")] = None,
    index: IndexOption = None,
    as_json: JsonOption = False,
    atom: Annotated[bool, typer.Option("--atom", help="Print an Atom feed for a feed reader.")] = False,
) -> None:
    """Say what changed between two generations: contacts, commitments, plans, documents, text; field by field."""
    if as_json and atom:
        raise OgpqaError("--json and --atom cannot both be written.", "Choose one.")
    from ogpqa.index import changes_between

    comparison = changes_between(settings_with(index=index).index, old, new)
    if as_json:
        from ogpqa.server.changes import changes_payload

        print_json(changes_payload(comparison))
    elif atom:
        from ogpqa.server.feed import atom_feed

        sys.stdout.flush()
        sys.stdout.buffer.write(atom_feed([comparison]))
    else:
        _show(comparison)


def _show(comparison: Comparison) -> None:
    from dataclasses import asdict

    from ogpqa.cli.show import say
    from ogpqa.server.changes import details, headline

    say(f"From {comparison.old} to {comparison.new}, built at {comparison.built_at}.")
    say("Pages: " + ", ".join(f"{len(pages)} {name}" for name, pages in asdict(comparison.pages).items()) + ".")
    for changed in comparison.changed:
        say("")
        say(changed.name if changed.name == changed.subject else f"{changed.name} ({changed.subject})")
        for change in changed.changes:
            say(f"  {headline(change)}")
            for line in details(change):
                say(f"      {line}")
    if not comparison.changed:
        say("What the pages state did not change.")
