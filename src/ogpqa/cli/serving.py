"""`ogpqa serve`."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from ogpqa.cli.options import IndexOption, one_line, settings_with
from ogpqa.errors import OgpqaError

if TYPE_CHECKING:
    from ogpqa.config import Settings
    from ogpqa.server.ports import Assistant


def serve(
    index: IndexOption = None,
    host: Annotated[
        str | None, typer.Option(help="Address to listen on (default: OGPQA_HOST, else 127.0.0.1).")
    ] = None,
    port: Annotated[int | None, typer.Option(min=0, max=65535, help="Port (default: OGPQA_PORT, else 8000).")] = None,
    workers: Annotated[int, typer.Option(min=1, max=64, help="Processes, each with the index and 8 threads.")] = 1,
    access_log: Annotated[bool, typer.Option(help="Log each request, never its question.")] = True,
) -> None:
    """Serve the web page and the API; a newly built index takes over by itself."""
    settings = settings_with(index=index, host=host, port=port)
    _check(settings)
    from ogpqa.server.serving import Serving
    from ogpqa.server.serving import serve as run

    run(settings, Serving(settings.host, settings.port, workers, access_log), _open_after)


def _check(settings: Settings) -> None:
    """Say in one line what is wrong with the index, before anything listens.

    In a process of its own: what it imports would stay in the one that watches over the workers.
    """
    pid = os.fork()
    if pid == 0:
        os._exit(_checked(settings))
    _, status = os.waitpid(pid, 0)
    if status:
        raise typer.Exit(1)


def _checked(settings: Settings) -> int:
    from ogpqa.index.generation import check_files, current_name, generation_folder, read_manifest

    try:
        folder = generation_folder(settings.index, current_name(settings.index))
        check_files(folder, read_manifest(folder))
    except OgpqaError as error:
        sys.stderr.write(one_line(error))
        sys.stderr.flush()
        return 1
    return 0


def _open_after(settings: Settings, before: Assistant | None) -> Assistant:
    """Imported in the worker that answers, not in the process that watches over it."""
    from ogpqa.server.opening import open_after

    return open_after(settings, before)
