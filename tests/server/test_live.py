"""One generation a request; the old one is closed when nobody uses it any more."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field, replace

from flask import Flask

from ogpqa.server.live import Live
from tests.fakes_assistant import FakeAssistant, FakeIndex, make_index


def named(name: str) -> FakeAssistant:
    """The fake over a generation of this name."""
    return FakeAssistant(replace(make_index(), name=name))


@dataclass(frozen=True)
class Closing(FakeIndex):
    """An index that notes when it is closed."""

    closed: list[str] = field(default_factory=list)

    def close(self) -> None:
        """Note the name."""
        self.closed.append(self.name)


def closing(name: str, closed: list[str]) -> FakeAssistant:
    """The fake over a generation that notes its end."""
    index = make_index()
    return FakeAssistant(Closing(index.store, name, index.built_at, closed=closed))


def test_the_old_generation_is_closed_after_its_last_request() -> None:
    """Not while a request uses it, and not the one that serves, however few use it."""
    closed: list[str] = []
    live = Live(closing("one", closed))
    first, second = live.enter(), live.enter()
    live.leave(second)
    live.replace(closing("two", closed))
    assert live.enter().service.assistant.index.name == "two"
    assert closed == []
    live.leave(first)
    assert closed == ["one"]
    live.replace(closing("three", closed))
    live.replace(closing("four", closed))
    assert closed == ["one", "three"]


def test_requests_give_their_service_back(app: Flask) -> None:
    """Pages, answers, errors and refusals all end what they began."""
    live: Live = app.extensions["ogpqa"]
    closed: list[str] = []
    live.replace(closing("one", closed))
    client = app.test_client()
    for address in ("/", "/?q=explode", "/members", "/nothing", "/readyz", "/api/v1/contacts", "/api/v1/members/none"):
        client.get(address)
    client.post("/api/v1/ask", json={"question": "explode"})
    assert closed == []
    live.replace(named("two"))
    assert closed == ["one"]


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
