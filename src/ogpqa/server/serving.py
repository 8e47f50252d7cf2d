"""Running the server: gunicorn with threads, each worker with an assistant of its own that follows the index."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gunicorn.app.base import BaseApplication

from ogpqa.config import Settings
from ogpqa.errors import OgpqaError
from ogpqa.exclusions import EXCLUDE
from ogpqa.server.ports import Assistant

if TYPE_CHECKING:
    from flask import Flask

THREADS = 8
CURRENT = "current"  # the file of an index folder that names the generation which serves
BOOT_ERROR = 3  # the exit code on which gunicorn stops instead of starting the worker again and again


@dataclass(frozen=True, slots=True)
class Serving:
    """How the server runs."""

    host: str
    port: int
    workers: int = 1
    access_log: bool = True


class Server(BaseApplication):  # type: ignore[misc]  # gunicorn has no types
    """gunicorn, configured by us and by nothing else."""

    def __init__(self, make_app: Callable[[], Flask], serving: Serving) -> None:
        self.make_app, self.serving = make_app, serving
        super().__init__()

    def load_config(self) -> None:
        """Called by gunicorn."""
        host = f"[{self.serving.host}]" if ":" in self.serving.host else self.serving.host
        options: dict[str, Any] = {
            "bind": f"{host}:{self.serving.port}",
            "workers": self.serving.workers,
            "worker_class": "ogpqa.server.worker.Worker",
            "threads": THREADS,
            "timeout": 30,
            "graceful_timeout": 10,
            "keepalive": 5,
            "limit_request_line": 8190,  # five earlier questions in an address, percent-encoded
            "limit_request_fields": 60,
            "loglevel": "error",  # its warnings name the addresses of clients
            "proc_name": "ogpqa",
            "control_socket_disable": True,
        }
        for name, value in options.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """Called in each worker, after the fork: the threads of an encoder would not survive one."""
        return self.make_app()


def serve(settings: Settings, serving: Serving, open_after: Callable[[Settings, Assistant | None], Assistant]) -> None:
    """Serve until told to stop. `open_after` opens the assistant, given the one that serves until then."""

    def make_app() -> Flask:
        # Imported in the worker, so that the process which only watches over it stays small.
        from ogpqa.server.app import create_app
        from ogpqa.server.following import Follower, self_test, undisturbed
        from ogpqa.server.live import Live
        from ogpqa.server.observe import configure_log

        configure_log(access=serving.access_log)
        try:
            with undisturbed():
                app = create_app(self_test(open_after(settings, None)), settings)
        except OgpqaError as error:
            print(f"ogpqa: {error}", file=sys.stderr)  # noqa: T201 nobody above could: the worker is gunicorn's
            sys.exit(BOOT_ERROR)
        live: Live = app.extensions["ogpqa"]
        exclude = settings.exclude or settings.index / EXCLUDE
        reopen = partial(open_after, settings)
        Follower(live, Path(settings.index) / CURRENT, reopen, exclude=exclude).start()
        return app

    Server(make_app, serving).run()
