"""gunicorn's worker with two things mended.

Its own refusals (a request line too long, headers that cannot be read) have our shape. And a client has ten seconds to
send a request and as long to take the answer: eight who took for ever would have held all threads.
"""

from __future__ import annotations

import json
import re
import select
import socket
import time
from typing import Any

from gunicorn.workers.gthread import ThreadWorker
from werkzeug.exceptions import RequestTimeout

from ogpqa.server.headers import SECURITY_HEADERS
from ogpqa.server.problems import HINTS, PROBLEM_JSON, TITLES

PATIENCE = 10.0  # seconds


class Punctual(socket.socket):
    """A client's socket that waits until a deadline, and no longer."""

    deadline = 0.0
    late = 0  # how often the client was waited for in vain

    def begin(self) -> None:
        """A request begins."""
        self.deadline, self.late = time.monotonic() + PATIENCE, 0

    def recv(self, size: int, flags: int = 0) -> bytes:
        """What has come; RequestTimeout, which is a 408, at the deadline."""
        if self.getblocking() and not self._wait(select.POLLIN, self.deadline):
            self.late += 1
            raise RequestTimeout("The request did not come in time.")
        return super().recv(size, flags)

    def sendall(self, data: Any, flags: int = 0) -> None:
        """Send all; a client that does not take it has gone."""
        deadline = time.monotonic() + PATIENCE
        rest = memoryview(data)
        while rest:
            if not self._wait(select.POLLOUT, deadline):
                raise BrokenPipeError("The client does not take the response.")
            rest = rest[super().send(rest, flags | socket.MSG_DONTWAIT) :]

    def _wait(self, event: int, until: float) -> bool:
        poll = select.poll()
        poll.register(self, event)
        return bool(poll.poll(max(0.0, until - time.monotonic()) * 1000))


class Overheard:
    """A socket that keeps what is sent instead of sending it; all else is the real one's."""

    def __init__(self, client: Any) -> None:
        self._client = client
        self.sent = b""

    def __getattr__(self, name: str) -> Any:
        return getattr(self._client, name)

    def sendall(self, data: bytes) -> None:
        """Keep the data."""
        self.sent += data


class Worker(ThreadWorker):  # type: ignore[misc]  # gunicorn has no types
    """Threads, and problems as JSON: what cannot be read as a request does not say whether it is a browser's."""

    def handle(self, conn: Any) -> Any:
        """Called by gunicorn in one of the threads, for each request."""
        if not isinstance(conn.sock, Punctual):
            conn.sock = Punctual(fileno=conn.sock.detach())
        conn.sock.begin()
        return super().handle(conn)

    def handle_error(self, req: Any, client: Any, addr: Any, exc: BaseException) -> None:
        """Let gunicorn choose the status, and say it in our words: its own repeat what the client sent.

        The request is not passed on, as its address would be logged: it holds the question.
        """
        if isinstance(exc, RequestTimeout):
            # The second time it is the rest of a request that was refused already.
            status = exc.code if client.late == 1 else None
        else:
            overheard = Overheard(client)
            super().handle_error(None, overheard, addr, exc)
            found = re.match(rb"HTTP/1\.1 (\d{3}) ", overheard.sent)
            status = int(found[1]) if found else 400
        try:
            client.sendall(refusal(status) if status else b"")
        except OSError:
            self.log.debug("the client has gone")


def refusal(status: int) -> bytes:
    """A whole HTTP response with a problem."""
    title = TITLES.get(status, "Bad request" if status < 500 else "Server error")
    hint = HINTS.get(status, "")
    body = {"type": "about:blank", "title": title, "status": status, "detail": f"{title}.", "hint": hint, "errors": []}
    data = json.dumps(body).encode()
    headers = {
        **SECURITY_HEADERS,
        "Content-Type": PROBLEM_JSON,
        "Content-Length": str(len(data)),
        "Cache-Control": "no-store",
        "Connection": "close",
    }
    lines = [f"HTTP/1.1 {status} {title}", *(f"{name}: {value}" for name, value in headers.items()), "", ""]
    return "\r\n".join(lines).encode("ascii") + data
