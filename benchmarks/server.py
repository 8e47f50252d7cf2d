"""A real server process, clients that ask it at a steady pace, and what they saw."""

from __future__ import annotations

import http.client
import json
import os
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

HOST = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer as a client saw it. `error` is empty when it was HTTP 200."""

    question: str
    milliseconds: float
    generation: str = ""
    text: str = ""
    error: str = ""


@dataclass(slots=True)
class Crowd:
    """Clients with a connection each that ask in turn, each so many times a second at most."""

    port: int
    questions: Sequence[str]
    clients: int = 4
    rate: float = 10.0
    replies: list[Reply] = field(default_factory=list)

    @contextmanager
    def asking(self) -> Iterator[None]:
        """They ask until the block ends."""
        stop = threading.Event()
        threads = [threading.Thread(target=self._ask, args=(n, stop)) for n in range(self.clients)]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            stop.set()
            for thread in threads:
                thread.join()

    def _ask(self, number: int, stop: threading.Event) -> None:
        connection = http.client.HTTPConnection(HOST, self.port, timeout=30)
        due = time.perf_counter() + number / (self.clients * self.rate)  # not all at once
        while not stop.wait(max(0.0, due - time.perf_counter())):
            question = self.questions[number % len(self.questions)]
            number += 1
            self.replies.append(ask(connection, question))
            due = max(due + 1 / self.rate, time.perf_counter())
        connection.close()


def ask(connection: http.client.HTTPConnection, question: str) -> Reply:
    """One question over a connection that is kept."""
    body = json.dumps({"question": question}).encode()
    started = time.perf_counter()
    try:
        connection.request("POST", "/api/v1/ask", body, {"Content-Type": "application/json"})
        response = connection.getresponse()
        data = response.read()
    except (OSError, http.client.HTTPException) as error:
        connection.close()
        return Reply(question, (time.perf_counter() - started) * 1e3, error=repr(error))
    took = (time.perf_counter() - started) * 1e3
    if response.status != 200:
        return Reply(question, took, error=f"{response.status} {data[:200]!r}")
    payload = json.loads(data)
    text = json.dumps([payload["answer"], payload["citations"]], ensure_ascii=False)
    return Reply(question, took, payload["index"]["generation"], text)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def serving(index: Path, *options: str, environment: Mapping[str, str] | None = None) -> Iterator[int]:
    """`ogpqa serve` over an index, ready, on a port of its own; told to stop at the end."""
    port = free_port()
    command = [sys.executable, "-m", "ogpqa", "serve", "--index", str(index), "--port", str(port), "--no-access-log"]
    settings = {"OGPQA_RATE_LIMIT": "off", "OGPQA_FEEDBACK": os.devnull, **(environment or {})}
    process = subprocess.Popen([*command, *options], env={**os.environ, **settings})
    try:
        wait_until_ready(port, process)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=60)


def wait_until_ready(port: int, process: subprocess.Popen[bytes]) -> None:
    """Return as soon as it answers /readyz with 200."""
    until = time.monotonic() + 120
    while True:
        try:
            get_json(port, "/readyz")
            return
        except OSError:
            if process.poll() is not None or time.monotonic() > until:
                raise
            time.sleep(0.1)


def get_json(port: int, path: str) -> Any:
    """What the server says at an address."""
    with urllib.request.urlopen(f"http://{HOST}:{port}{path}", timeout=30) as response:
        return json.load(response)


def processor_seconds(port: int) -> float:
    """Processor time so far of the server's processes, which were started with its port."""
    ticks = 0
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if str(port).encode() in (process / "cmdline").read_bytes().split(b"\0"):
                fields = (process / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()
                ticks += int(fields[11]) + int(fields[12])
        except OSError:  # it has ended meanwhile
            continue
    return ticks / os.sysconf("SC_CLK_TCK")


def percentile(values: Sequence[float], share: float) -> float:
    """The value that this share of the values does not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
