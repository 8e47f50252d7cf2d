"""The real server process over the fake assistant: it listens, answers several at once, and ends when told."""

from __future__ import annotations

import http.client
import json
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

SCRIPT = """
import sys
from pathlib import Path
from ogpqa.config import Settings
from ogpqa.errors import ModelError
from ogpqa.server.serving import Serving, serve
from tests.fakes_assistant import FakeAssistant

if sys.argv[2] == "hurried":
    from ogpqa.server import worker
    worker.PATIENCE = 0.5

def open_after(settings, before):
    if sys.argv[2] == "broken":
        raise ModelError("The encoder is damaged.", "Build again.")
    return FakeAssistant()

settings = Settings(rate_limit="off", index=Path(sys.argv[3]))
serve(settings, Serving("127.0.0.1", int(sys.argv[1]), workers=int(sys.argv[4])), open_after)
"""


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def running(port: int, mode: str, index: Path, workers: int = 1) -> Iterator[subprocess.Popen[str]]:
    """The server as a process; killed at the end if it has not ended by then."""
    command = [sys.executable, "-c", SCRIPT, str(port), mode, str(index), str(workers)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def ask(port: int, question: str) -> str:
    """The answer's text, over HTTP."""
    body = json.dumps({"question": question}).encode()
    request = urllib.request.Request(f"http://127.0.0.1:{port}/api/v1/ask", body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=60) as response:
        text: str = json.load(response)["answer"]["text"]
        return text


def refused(port: int, body: bytes) -> int:
    """The status for a body that comes in chunks, without saying how long it is."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    headers = {"Content-Type": "application/json"}
    connection.request("POST", "/api/v1/ask", iter([body]), headers, encode_chunked=True)
    status = connection.getresponse().status
    connection.close()
    return status


def wait_until_ready(port: int) -> None:
    """Return as soon as the server is ready; fail after two minutes."""
    until = time.monotonic() + 120
    while True:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=5):
                return
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)


@pytest.mark.slow
@pytest.mark.parametrize("workers", [1, 2])
def test_it_serves_many_at_once_and_ends_when_told(tmp_path: Path, workers: int) -> None:
    """Answers come from several threads, the log knows no question, SIGTERM ends it with 0."""
    port = free_port()
    with running(port, "whole", tmp_path, workers) as process:
        wait_until_ready(port)
        with ThreadPoolExecutor(8) as pool:
            texts = set(pool.map(lambda n: ask(port, f"Who is Seoul's contact? {n}"), range(40)))
        assert len(texts) == 1
        assert refused(port, b"x" * 30_000) == 413
        process.send_signal(signal.SIGTERM)
        out, _ = process.communicate(timeout=60)
        assert process.returncode == 0
    lines = [json.loads(line) for line in out.splitlines()]
    assert [line["route"] for line in lines].count("/api/v1/ask") == 41
    assert "Seoul" not in out


REFUSED = {
    b"GET /" + b"a" * 9000 + b" HTTP/1.1\r\nHost: x\r\n\r\n": 414,
    b"no request\r\n\r\n": 400,
    b"GET / HTTP/1.1\r\nno header\r\n\r\n": 400,
    b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 100 + b"\r\n": 431,
    b"GET / HTTP/1.1\r\nHost:": 408,  # and then nothing
    b"POST /api/v1/ask HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 50\r\n\r\n{": 408,
}


def spoken(port: int, sent: bytes) -> tuple[int, dict[str, str], bytes]:
    """Status, headers and body of the reply to these bytes."""
    with socket.create_connection(("127.0.0.1", port), timeout=60) as connection:
        connection.sendall(sent)
        reply = http.client.HTTPResponse(connection)
        reply.begin()
        headers = {name.lower(): value for name, value in reply.getheaders()}
        return reply.status, headers, reply.read()


@pytest.mark.slow
def test_refusals_of_the_server_itself_have_the_one_shape(tmp_path: Path) -> None:
    """What never becomes a request is a problem too, and repeats nothing; slow clients hold no thread for long."""
    port = free_port()
    with running(port, "hurried", tmp_path) as process:
        wait_until_ready(port)
        with ThreadPoolExecutor(24) as pool:  # slow ones for more than all threads, several times
            replies = list(pool.map(lambda sent: spoken(port, sent), [*REFUSED] * 8))
        for (status, headers, body), expected in zip(replies, [*REFUSED.values()] * 8, strict=True):
            assert status == expected
            assert headers["content-type"] == "application/problem+json"
            assert "content-security-policy" in headers
            problem = json.loads(body)
            assert list(problem) == ["type", "title", "status", "detail", "hint", "errors"]
            assert problem["status"] == expected
            assert b"aaa" not in body
        assert ask(port, "Who is Seoul's contact?")
        process.send_signal(signal.SIGTERM)
        out, err = process.communicate(timeout=60)
    assert "Traceback" not in out + err


@pytest.mark.slow
def test_a_client_that_takes_nothing_holds_no_thread(tmp_path: Path) -> None:
    """It is left after a while, in the middle of the response."""
    port = free_port()
    with running(port, "hurried", tmp_path) as process:
        wait_until_ready(port)
        clients = [socket.socket() for _ in range(10)]
        for client in clients:
            client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1024)
            client.connect(("127.0.0.1", port))
            client.settimeout(60)
            client.sendall(b"GET /openapi.json HTTP/1.1\r\nHost: x\r\n\r\n" * 400)
        assert ask(port, "Who is Seoul's contact?")
        for client in clients:
            client.close()
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=60)


@pytest.mark.slow
def test_what_cannot_be_opened_is_said_in_one_line(tmp_path: Path) -> None:
    """A worker that cannot open its assistant stops the server instead of being started for ever."""
    with running(free_port(), "broken", tmp_path) as process:
        out, err = process.communicate(timeout=120)
        assert process.returncode != 0
        assert "ogpqa: The encoder is damaged. Build again." in err
        assert "Traceback" not in out + err
