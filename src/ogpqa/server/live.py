"""The assistant in service: one request sees one generation, and a newly published one takes over without a gap."""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import structlog
from flask import current_app, g

from ogpqa.errors import IndexMissingError, OgpqaError
from ogpqa.server.catalogue import Catalogue, arrange
from ogpqa.server.ports import Assistant


@dataclass(frozen=True, slots=True)
class Service:
    """An assistant with its generation arranged for browsing."""

    assistant: Assistant
    catalogue: Catalogue


class Live:
    """Holds the service that new requests get. Replacing it is one assignment, so readers need no lock."""

    def __init__(self, assistant: Assistant | None) -> None:
        self._service = self._serve(assistant) if assistant else None

    @staticmethod
    def _serve(assistant: Assistant) -> Service:
        return Service(assistant, arrange(assistant.index))

    @property
    def generation(self) -> str | None:
        """The name of the generation in service."""
        return self._service.assistant.index.name if self._service else None

    def service(self) -> Service:
        """What a request works with; IndexMissingError while there is none."""
        if self._service is None:
            raise IndexMissingError("There is no index to answer from.", "Build one: ogpqa index build.")
        return self._service

    def replace(self, assistant: Assistant) -> None:
        """Serve another generation from the next request on; running requests keep theirs."""
        self._service = self._serve(assistant)

    def watch(
        self, current: Path, reopen: Callable[[Assistant | None], Assistant], every: float = 1.0
    ) -> threading.Thread:
        """Follow the file that names the generation, in a daemon thread. A generation that cannot be opened is logged
        once and left alone: the old one goes on answering.
        """
        thread = threading.Thread(target=self._follow, args=(current, reopen, every), name="ogpqa-watch", daemon=True)
        thread.start()
        return thread

    def _follow(self, current: Path, reopen: Callable[[Assistant | None], Assistant], every: float) -> None:
        log, seen, pause, replaced = structlog.get_logger("ogpqa"), self.generation, threading.Event(), False
        while not pause.wait(every):
            try:
                name = current.read_text(encoding="utf-8").strip()
                if name and name != seen:
                    seen = name
                    self.replace(reopen(self._service.assistant if self._service else None))
                    log.info("generation", name=name)
                    replaced = True
                elif replaced:
                    gc.collect()  # the generation before, which no request holds any more
                    replaced = False
            except (OSError, OgpqaError, ValueError) as error:
                log.warning("generation not opened", error=str(error))


def in_service() -> Service:
    """The service of this request: the same one from its first line to its last."""
    if "service" not in g:
        live: Live = current_app.extensions["ogpqa"]
        g.service = live.service()
    service: Service = g.service
    return service
