"""A server in a thread and the way to start Chromium, for browser tests and screenshots."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

from flask import Flask
from werkzeug.serving import make_server

from ogpqa.config import Settings
from ogpqa.server.app import create_app
from ogpqa.server.ports import Assistant

CHROMIUM: dict[str, Any] = {
    "executable_path": "/usr/bin/chromium",
    "timeout": 120_000,  # milliseconds until it has started
    "args": [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
    ],
}


def run_server(assistant: Assistant, settings: Settings) -> AbstractContextManager[str]:
    """The address of a server over an assistant that runs while the block does."""
    return run_app(create_app(assistant, settings))


@contextmanager
def run_app(app: Flask) -> Iterator[str]:
    """The address of an app that is served while the block runs."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
