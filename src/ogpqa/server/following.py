"""Following the index: a newly published generation is opened and tried beside the one that serves, then takes over.

Whatever goes wrong, the old one goes on answering; the log, /readyz and a metric say that it is not the newest.
"""

from __future__ import annotations

import ctypes
import gc
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import structlog

from ogpqa.errors import QuestionError, SettingsError
from ogpqa.exclusions import EXCLUDE, read_exclusions
from ogpqa.server.live import Failure, Live
from ogpqa.server.ports import Assistant
from ogpqa.types import Question

Reopen = Callable[[Assistant | None], Assistant]

EVERY = 1.0  # seconds between two looks at the file that names the generation
RETRY = 30.0  # seconds until a generation that could not be opened is tried again: a copy may be under way
# Seconds that opening runs before a request gets its turn. A request asks for turns often: at Python's 0.005 each of
# them may cost as much.
BRIEF = 0.0002
WORK, REST = 0.0003, 0.001  # seconds that opening works and rests while an older generation answers
OTHER_LANGUAGE = "공약은 몇 개인가요?"  # loads what is only loaded for questions that are not English


def self_test(assistant: Assistant) -> Assistant:
    """Ask what this generation should answer; what is raised, such as a citation that does not hold, is a failure.

    It also loads what is loaded at first use, before the first person asks.
    """
    for text in (*assistant.example_questions(), OTHER_LANGUAGE):
        with suppress(QuestionError):
            assistant.answer(Question(text))
    return assistant


@contextmanager
def undisturbed() -> Iterator[None]:
    """Make many lasting values while others answer: their threads need not wait long for this one.

    The collector does not walk over the values, neither now nor later: a full walk took 0.3 s at 230 members, in which
    nobody gets an answer. An assistant has no circles, so it is freed without the collector when it is replaced.
    """
    gc.collect(1)
    gc.disable()
    interval = sys.getswitchinterval()
    sys.setswitchinterval(BRIEF)
    try:
        yield
    finally:
        sys.setswitchinterval(interval)
        gc.freeze()
        gc.enable()


@contextmanager
def unhurried() -> Iterator[None]:
    """Work in this thread for a moment, then rest for a longer one, so that requests get their answers in between.

    Opening takes half a second of processor time in which Python would let a request have every second turn only.
    Profiling calls us back wherever the thread is, so that what opens an index need know nothing of this.
    """
    since, profiler = time.perf_counter(), sys.getprofile()

    def rest(frame: object, event: str, value: object) -> None:
        nonlocal since
        if time.perf_counter() - since > WORK:
            time.sleep(REST)
            since = time.perf_counter()

    sys.setprofile(rest)
    try:
        yield
    finally:
        sys.setprofile(profiler)


def give_back_memory() -> None:
    """Return what was freed to the system, where the C library can: else 50 swaps leave 100 MB of holes."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)


class Follower:
    """Keeps a `Live` on the generation that a file names, without what another file excludes."""

    def __init__(
        self, live: Live, current: Path, reopen: Reopen, *, exclude: Path | None = None, retry: float = RETRY
    ) -> None:
        self._live, self._current, self._reopen, self._retry = live, current, reopen, retry
        self._exclude = exclude
        self._untidy = False  # whether a generation was replaced since the last look
        self._tried: tuple[str, str, float] = ("", "", 0.0)  # name and exclusions that were opened last, and when

    def start(self, every: float = EVERY) -> threading.Thread:
        """Look at the file again and again, in a daemon thread."""

        def follow() -> None:
            pause = threading.Event()
            while not pause.wait(every):
                self.look()

        thread = threading.Thread(target=follow, name="ogpqa-follow", daemon=True)
        thread.start()
        return thread

    def look(self) -> None:
        """Open the generation that is named now, unless it serves already or was tried a moment ago."""
        name: str | None = None
        try:
            name = self._current.read_text(encoding="utf-8").strip()
            excluded = self._excluded()
            if name == self._live.generation and excluded == self._serving_without():
                self._live.failure = None
                self._tidy()
            elif self._tried[:2] != (name, excluded) or time.monotonic() >= self._tried[2] + self._retry:
                self._tried = (name, excluded, time.monotonic())
                self._swap()
        except Exception as error:  # noqa: BLE001  the thread must outlive whatever a broken index raises
            self._fail(name, error)

    def _excluded(self) -> str:
        """The digest of what the file excludes; of what is in force when the file has a mistake, which is told."""
        wrong = None
        try:
            return read_exclusions(self._exclude).digest if self._exclude else self._serving_without()
        except SettingsError as error:
            # The value itself may be a name: it is for the log only, as are folders.
            wrong = error.message.replace(str(self._exclude), EXCLUDE).partition(" = ")[0]
            if wrong != self._live.not_excluded:
                structlog.get_logger("ogpqa").warning("exclusions not read", detail=str(error))
            return self._serving_without()
        finally:
            self._live.not_excluded = wrong

    def _serving_without(self) -> str:
        assistant = self._live.assistant
        return assistant.index.listed.digest if assistant else ""

    def _swap(self) -> None:
        with undisturbed(), unhurried():
            self._live.replace(self_test(self._reopen(self._live.assistant)))
        self._live.failure = None
        self._untidy = True
        self._live.count_swap("done")
        structlog.get_logger("ogpqa").info("generation", name=self._live.generation)

    def _tidy(self) -> None:
        """A look after a swap the one before is closed, but for requests that take long."""
        if self._untidy:
            self._untidy = False
            give_back_memory()

    def _fail(self, name: str | None, error: Exception) -> None:
        failure = Failure(name, type(error).__name__, str(error))
        if failure != self._live.failure:  # once, not each second
            structlog.get_logger("ogpqa").warning(
                "generation not opened", name=name, error=failure.error, detail=failure.message
            )
            self._live.count_swap("failed")
        self._live.failure = failure
