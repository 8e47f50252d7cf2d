"""The assistant in service: one request sees one generation, and a newly published one takes over without a gap."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass

from flask import Flask, current_app, g

from ogpqa.errors import IndexMissingError
from ogpqa.server.catalogue import Catalogue, arrange
from ogpqa.server.ports import Assistant


@dataclass(frozen=True, slots=True)
class Service:
    """An assistant with its generation arranged for browsing."""

    assistant: Assistant
    catalogue: Catalogue


@dataclass(frozen=True, slots=True)
class Failure:
    """Why the generation that was published last does not serve. The message names files: it is for the log only."""

    generation: str | None  # None when the file that names it cannot be read
    error: str  # name of the error's class
    message: str


@dataclass(slots=True)
class Shift:
    """A service with the number of requests that use it."""

    service: Service
    users: int = 0
    over: bool = False

    def end_when_idle(self) -> None:
        """Close what no request uses any more, and none will."""
        if self.over and not self.users:
            self.service.assistant.index.close()


class Live:
    """Holds the service that new requests get, and closes it when it was replaced and its last request has ended."""

    def __init__(self, assistant: Assistant | None) -> None:
        self._lock = threading.Lock()  # of `users` and `over`; held for an instant only
        self._shift = Shift(self._serve(assistant)) if assistant else None
        self.failure: Failure | None = None
        self.not_excluded: str | None = (
            None  # what is wrong with the list of exclusions, while an earlier one is in force
        )
        self.count_swap: Callable[[str], None] = lambda outcome: None  # told "done" and "failed"

    @staticmethod
    def _serve(assistant: Assistant) -> Service:
        return Service(assistant, arrange(assistant.index))

    @property
    def generation(self) -> str | None:
        """The name of the generation in service."""
        return self._shift.service.assistant.index.name if self._shift else None

    @property
    def assistant(self) -> Assistant | None:
        """The assistant in service."""
        return self._shift.service.assistant if self._shift else None

    def enter(self) -> Shift:
        """What a request works with until it calls `leave`; IndexMissingError while there is none."""
        with self._lock:
            if self._shift is None:
                raise IndexMissingError("There is no index to answer from.", "Build one: ogpqa index build.")
            self._shift.users += 1
            return self._shift

    def leave(self, shift: Shift) -> None:
        """A request has ended."""
        with self._lock:
            shift.users -= 1
            shift.end_when_idle()

    def replace(self, assistant: Assistant) -> None:
        """Serve another generation from the next request on; running requests keep theirs."""
        new = Shift(self._serve(assistant))
        with self._lock:
            old, self._shift = self._shift, new
            if old:
                old.over = True
                old.end_when_idle()


def register_service(app: Flask, live: Live) -> None:
    """Give each request one service, and take it back when the response is made."""
    app.extensions["ogpqa"] = live

    @app.teardown_request
    def give_back(_: BaseException | None) -> None:
        if shift := g.pop("shift", None):
            live.leave(shift)


def in_service() -> Service:
    """The service of this request: the same one from its first line to its last."""
    if "shift" not in g:
        live: Live = current_app.extensions["ogpqa"]
        g.shift = live.enter()
    shift: Shift = g.shift
    return shift.service
