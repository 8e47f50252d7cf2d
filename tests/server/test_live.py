"""A newly published generation takes over while requests run; a broken one does not."""

from __future__ import annotations

import threading
import time
from dataclasses import replace
from pathlib import Path

from flask import Flask

from ogpqa.errors import IndexDamagedError
from ogpqa.server.live import Live
from tests.fakes_assistant import FakeAssistant, make_index


def named(name: str) -> FakeAssistant:
    """The fake over a generation of this name."""
    return FakeAssistant(replace(make_index(), name=name))


def wait_for(live: Live, name: str) -> bool:
    """Whether the generation serves within half a minute."""
    until = time.monotonic() + 30
    while live.generation != name and time.monotonic() < until:
        time.sleep(0.005)
    return live.generation == name


def test_a_new_generation_takes_over(tmp_path: Path) -> None:
    """The file that names the generation is followed; a damaged generation is left alone."""
    current = tmp_path / "current"
    current.write_text("one\n")
    live = Live(named("one"))

    def reopen(before: object) -> FakeAssistant:
        name = current.read_text().strip()
        if name == "broken":
            raise IndexDamagedError("vectors are damaged.")
        return named(name)

    live.watch(current, reopen, every=0.01)
    current.write_text("broken\n")
    time.sleep(0.1)
    assert live.generation == "one"
    current.unlink()
    time.sleep(0.05)
    assert live.generation == "one"
    current.write_text("two\n")
    assert wait_for(live, "two")


def test_requests_never_see_half_a_swap(app: Flask) -> None:
    """While generations are swapped under load, each answer is whole and of one generation."""
    live: Live = app.extensions["ogpqa"]
    stop, failures = threading.Event(), list[str]()

    def ask() -> None:
        client = app.test_client()
        while not stop.is_set():
            response = client.post("/api/v1/ask", json={"question": "Who is Seoul's contact?"})
            if response.status_code != 200 or not response.get_json()["citations"]:
                failures.append(response.text)

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for n in range(50):
        live.replace(named(f"generation-{n}"))
    stop.set()
    for thread in threads:
        thread.join()
    assert failures == []
    assert app.test_client().get("/readyz").get_json()["index"]["generation"] == "generation-49"
