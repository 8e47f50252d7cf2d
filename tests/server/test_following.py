"""A newly published generation takes over by itself; a broken one does not, and that is said."""

from __future__ import annotations

import gc
import shutil
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from ogpqa.errors import IndexDamagedError
from ogpqa.index import open_index
from ogpqa.server import following
from ogpqa.server.following import Follower, Reopen, self_test, undisturbed, unhurried
from ogpqa.server.live import Live
from ogpqa.types import Answer, Question
from tests.fakes import HashEncoder
from tests.fakes_assistant import FakeAssistant, make_index
from tests.index.workshop import Workshop


def named(name: str) -> FakeAssistant:
    """The fake over a generation of this name."""
    return FakeAssistant(replace(make_index(), name=name))


class Folder:
    """An index folder in which only the name of the generation is real."""

    def __init__(self, path: Path) -> None:
        self.current = path / "current"
        self.opened: list[str] = []
        self.publish("one")

    def publish(self, name: str) -> None:
        """Let it serve."""
        self.current.write_text(f"{name}\n")

    def reopen(self, before: object) -> FakeAssistant:
        """Open what is named; "broken…" raises what its name says."""
        name = self.current.read_text().strip()
        self.opened.append(name)
        errors: dict[str, Exception] = {
            "broken": IndexDamagedError("/secret/vectors are damaged."), "future": TypeError("unexpected field")
        }  # fmt: skip
        if name in errors:
            raise errors[name]
        return named(name)


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """Generation "one" serves."""
    return Folder(tmp_path)


def ready(client: FlaskClient) -> tuple[str, object]:
    """The generation that serves, and what is said of one that does not."""
    body = client.get("/readyz").get_json()
    return body["index"]["generation"], body.get("not_opened")


def test_it_follows_by_itself(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    """The thread notices within a moment what is published, and tidies at the next look."""
    tidied = threading.Event()
    monkeypatch.setattr(following, "give_back_memory", tidied.set)
    live = Live(named("one"))
    Follower(live, folder.current, folder.reopen).start(every=0.01)
    folder.publish("two")
    assert tidied.wait(30)
    assert live.generation == "two"


def test_memory_is_given_back_after_a_swap(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once, at the next look, when the old generation is closed."""
    given: list[str] = []
    monkeypatch.setattr(following, "give_back_memory", lambda: given.append("back"))
    follower = Follower(Live(named("one")), folder.current, folder.reopen)
    folder.publish("two")
    follower.look()
    assert given == []
    follower.look()
    follower.look()
    assert given == ["back"]
    following.give_back_memory()


@pytest.mark.parametrize("name", ["broken", "future"])
def test_what_cannot_be_opened_is_said(app: Flask, folder: Folder, name: str) -> None:
    """The old one answers on; /readyz and a metric say so without the message; the next one takes over as ever."""
    live: Live = app.extensions["ogpqa"]
    live.replace(named("one"))
    follower, client = Follower(live, folder.current, folder.reopen), app.test_client()
    folder.publish(name)
    for _ in range(3):
        follower.look()
    assert folder.opened == [name]  # once, and not again at each look
    error = {"broken": "IndexDamagedError", "future": "TypeError"}[name]
    assert ready(client) == ("one", {"generation": name, "error": error})
    metrics = client.get("/metrics").text
    assert "ogpqa_generation_behind 1.0" in metrics
    assert 'ogpqa_swaps_total{outcome="failed"} 1.0' in metrics
    assert client.post("/api/v1/ask", json={"question": "Who is Seoul's contact?"}).get_json()["citations"]
    folder.publish("two")
    follower.look()
    assert ready(client) == ("two", None)
    assert "ogpqa_generation_behind 0.0" in client.get("/metrics").text


def test_it_is_tried_again(folder: Folder) -> None:
    """A copy of an index may be under way: what failed once may be whole later."""
    live = Live(named("one"))
    follower = Follower(live, folder.current, folder.reopen, retry=0)
    folder.publish("broken")
    follower.look()
    follower.look()
    assert folder.opened == ["broken", "broken"]


def test_going_back_to_what_serves_is_no_failure(folder: Folder) -> None:
    """After a rollback to the generation that serves nothing is wrong any more, and nothing is opened."""
    live = Live(named("one"))
    follower = Follower(live, folder.current, folder.reopen)
    folder.publish("broken")
    follower.look()
    folder.publish("one")
    follower.look()
    assert live.failure is None
    assert folder.opened == ["broken"]


def test_a_missing_name_is_said(app: Flask, folder: Folder) -> None:
    """Without the file that names it, what serves goes on."""
    live: Live = app.extensions["ogpqa"]
    folder.current.unlink()
    Follower(live, folder.current, folder.reopen).look()
    assert ready(app.test_client())[1] == {"generation": None, "error": "FileNotFoundError"}


class Broken(FakeAssistant):
    """Opens, but does not answer."""

    def answer(self, question: Question, *, explain: bool = False) -> Answer:
        """Fail as an assistant whose citations do not hold would."""
        raise RuntimeError("a citation does not hold")


def test_a_generation_is_tried_before_it_serves(folder: Folder) -> None:
    """What opens but cannot answer does not take over."""
    live = Live(named("one"))
    follower = Follower(live, folder.current, lambda before: Broken())
    folder.publish("two")
    follower.look()
    assert live.generation == "one"
    assert live.failure
    assert live.failure.error == "RuntimeError"
    assert self_test(named("two")).index.name == "two"


def test_the_collector_is_back_afterwards() -> None:
    """Also when opening fails."""
    with undisturbed():
        assert not gc.isenabled()
    with pytest.raises(ValueError, match="no"), undisturbed():
        raise ValueError("no")
    assert gc.isenabled()
    gc.unfreeze()


def test_opening_rests_now_and_then(monkeypatch: pytest.MonkeyPatch) -> None:
    """Requests get their turns in between; afterwards the thread works on without a rest."""
    rests: list[float] = []
    monkeypatch.setattr(time, "sleep", rests.append)
    with unhurried():
        until = time.perf_counter() + 10 * following.WORK
        while time.perf_counter() < until:
            len("work")
    assert rests
    assert set(rests) == {following.REST}
    with pytest.raises(ValueError, match="no"), unhurried():
        raise ValueError("no")
    assert sys.getprofile() is None


@pytest.fixture
def built(tmp_path: Path) -> Workshop:
    """A real index of lines."""
    (tmp_path / "corpus").mkdir()
    workshop = Workshop(tmp_path / "corpus", tmp_path / "index", HashEncoder(), HashEncoder("other", 32))
    workshop.write("kenya", "Contact Philip Thigo\n")
    workshop.build()
    return workshop


Damage = Callable[[Workshop], object]
DAMAGES: dict[str, Damage] = {
    "a damaged store": lambda w: (w.generation / "store.sqlite").write_bytes(b"SQLite format 3\0"),
    "a missing folder": lambda w: shutil.rmtree(w.generation),
    "a missing file": lambda w: (w.generation / "vectors.en.faiss").unlink(),
    "a format of the future": lambda w: (w.generation / "manifest.json").write_text('{"format": 99, "shards": []}'),
    "no name": lambda w: (w.index / "current").write_text(""),
    "a name that climbs": lambda w: (w.index / "current").write_text("../../etc"),
    "bytes": lambda w: (w.index / "current").write_bytes(b"\xff\xfe\x00"),
}


def reopening(workshop: Workshop) -> Reopen:
    """Opens the workshop's index for real; the fake answers in its name."""
    return lambda before: named(open_index(workshop.index, threads=1, encoders=workshop.encoders).name)


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_real_damage_never_takes_over(built: Workshop, app: Flask, damage: Damage) -> None:
    """Whatever is wrong with what `current` names, the server goes on and says so."""
    live: Live = app.extensions["ogpqa"]
    follower = Follower(live, built.index / "current", reopening(built), retry=0)
    follower.look()
    before = built.generation.name
    assert live.generation == before
    built.write("kenya", "Contact Mwangi\n")
    after = built.build().generation
    damage(built)
    follower.look()
    assert live.generation == before
    assert live.failure
    assert after != before
    (built.index / "current").write_text(f"{before}\n")
    follower.look()
    assert live.failure is None
