"""The command line: each command opens what it needs inside itself, so that `ogpqa --help` is quick."""

from __future__ import annotations

import sys

import typer

from ogpqa.cli.asking import ask, relations, search
from ogpqa.cli.corpora import corpus_app
from ogpqa.cli.evaluating import evaluate_app
from ogpqa.cli.exporting import export, feedback
from ogpqa.cli.indexing import index_app
from ogpqa.cli.options import one_line
from ogpqa.cli.serving import serve
from ogpqa.errors import OgpqaError

app = typer.Typer(
    name="ogpqa",
    help="Answers to questions about members of the Open Government Partnership, each proved by quotes.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for command in (ask, search, serve, relations, export, feedback):
    app.command()(command)
app.add_typer(index_app, name="index")
app.add_typer(evaluate_app, name="evaluate")
app.add_typer(corpus_app, name="corpus")


def main() -> None:
    """Run a command. Our own errors become one line on stderr and exit code 1; an abstention is no error."""
    try:
        app()
    except OgpqaError as error:
        sys.stderr.write(one_line(error))
        sys.exit(1)
