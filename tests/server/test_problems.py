"""Every error has one shape and keeps its headers."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from ogpqa.config import Settings
from ogpqa.errors import SettingsError
from ogpqa.server.app import create_app
from ogpqa.server.schemas import Problem
from tests.fakes_assistant import FakeAssistant

ASK = "/api/v1/ask"
BODIES = {
    "brackets": (b"[" * 4096, 400),
    "nested objects": (b'{"question":' * 1300, 400),
    "cut off": (b'{"question": "x"', 400),
    "empty": (b"", 400),
    "invalid UTF-8": (b'{"question": "\xff\xfe"}', 400),
    "lone surrogate": (b'{"question": "\\ud800"}', 400),
    "a list": (b"[]", 422),
    "null": (b"null", 422),
    "a string that holds JSON": (b'"{\\"question\\": \\"x\\"}"', 422),
    "no question": (b"{}", 422),
    "empty question": (b'{"question": ""}', 422),
    "question of a wrong type": (b'{"question": ["x"]}', 422),
    "long question": (b'{"question": "' + b"x" * 301 + b'"}', 422),
    "punctuation only": (b'{"question": "?!..."}', 422),
    "unknown field": (b'{"question": "x", "qestion": "y"}', 422),
    "long history": (b'{"question": "x", "history": ["a", "b", "c", "d", "e", "f"]}', 422),
    "history of a wrong type": (b'{"question": "x", "history": "a"}', 422),
    "member of a wrong form": (b'{"question": "x", "member": "../etc"}', 422),
    "language of a wrong form": (b'{"question": "x", "lang": "<script>"}', 422),
    "too large": (b'{"question": "' + b"x" * 20_000 + b'"}', 413),
}


def check_problem(response: object, status: int) -> Problem:
    """The response is a problem of this status in the one shape."""
    assert response.status_code == status, response.text  # type: ignore[attr-defined]
    assert response.content_type == "application/problem+json"  # type: ignore[attr-defined]
    body = response.get_json()  # type: ignore[attr-defined]
    assert list(body) == ["type", "title", "status", "detail", "hint", "errors"]
    assert body["status"] == status
    return Problem.model_validate(body)


@pytest.mark.parametrize("name", BODIES)
def test_bad_bodies_are_problems(client: FlaskClient, name: str) -> None:
    """Whatever a body is, the server says what is wrong with it and never fails."""
    body, status = BODIES[name]
    check_problem(client.post(ASK, data=body, content_type="application/json"), status)


@pytest.mark.parametrize(
    ("method", "address", "status"),
    [
        ("GET", "/nothing", 404),
        ("GET", "/api/v1/nothing", 404),
        ("GET", "/api/v1/members/nobody", 404),
        ("GET", "/api/v1/pages/nothing", 404),
        ("GET", "/members/nobody", 404),
        ("GET", "/pages/nothing", 404),
        ("GET", "/static/nothing", 404),
        ("GET", "/static/../app.py", 404),
        ("GET", ASK, 405),
        ("POST", "/api/v1/members", 405),
        ("DELETE", "/", 405),
        ("POST", ASK, 415),
        ("GET", "/api/v1/search", 422),
        ("GET", "/api/v1/search?q=x&q=y", 422),
        ("GET", "/api/v1/search?q=x&k=0", 422),
        ("GET", "/api/v1/search?q=x&k=many", 422),
        ("GET", "/api/v1/commitments?yaer=2018", 422),
        ("GET", "/api/v1/commitments?limit=1001", 422),
        ("GET", "/api/v1/members?level=galactic", 422),
        ("GET", "/api/v1/contacts?format=xml", 422),
        ("POST", "/feedback", 422),
        ("POST", "/api/v1/feedback", 415),
    ],
)
def test_every_endpoint_has_the_one_error_shape(client: FlaskClient, method: str, address: str, status: int) -> None:
    """Unknown addresses, wrong methods and wrong parameters are problems of the same shape everywhere."""
    check_problem(client.open(address, method=method), status)


def test_a_wrong_method_names_the_right_ones(client: FlaskClient) -> None:
    """405 keeps its Allow header."""
    assert "POST" in client.get(ASK).headers["Allow"]


def test_what_fails_inside_says_nothing_of_the_inside(client: FlaskClient) -> None:
    """An unexpected error is a 500 without a trace, a file name or the question."""
    problem = check_problem(client.post(ASK, json={"question": "please explode"}), 500)
    assert "explode" not in problem.model_dump_json()


def test_the_input_is_not_echoed(client: FlaskClient) -> None:
    """A problem names the field, not what stood in it."""
    assert "secret" not in client.post(ASK, json={"question": "secret" * 100}).text


def test_people_get_a_page(client: FlaskClient) -> None:
    """A browser gets the error in the usual frame, an API address stays JSON even then."""
    html = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
    page = client.get("/nothing", headers=html)
    assert page.status_code == 404
    assert page.content_type.startswith("text/html")
    assert "<h1" in page.text
    check_problem(client.get("/api/v1/nothing", headers=html), 404)


def test_too_many_requests_are_told_when_to_come_back(tmp_path: Path) -> None:
    """Over the limit comes 429 with Retry-After; watching the server stays free."""
    settings = Settings(rate_limit="2 per minute", feedback=tmp_path / "f.sqlite")
    client = create_app(FakeAssistant(), settings).test_client()
    assert [client.get("/api/v1/index").status_code for _ in range(2)] == [200, 200]
    refused = client.get("/api/v1/index")
    check_problem(refused, 429)
    assert 0 < int(refused.headers["Retry-After"]) <= 60
    assert client.get("/healthz").status_code == 200
    assert client.get("/", headers={"Accept": "text/html"}).status_code == 429


@pytest.mark.parametrize(("proxies", "statuses"), [(0, [200, 429]), (1, [200, 200])])
def test_behind_a_proxy_clients_are_told_apart(tmp_path: Path, proxies: int, statuses: list[int]) -> None:
    """X-Forwarded-For counts only where proxies are trusted: anyone can write that header."""
    settings = Settings(rate_limit="1 per minute", proxies=proxies, feedback=tmp_path / "f.sqlite")
    client = create_app(FakeAssistant(), settings).test_client()
    clients = ({"X-Forwarded-For": f"192.0.2.{n}"} for n in (1, 2))
    assert [client.get("/api/v1/index", headers=headers).status_code for headers in clients] == statuses


def test_a_limit_that_is_none_is_refused(settings: Settings) -> None:
    """A limit that cannot be read stops the server at its start."""
    with pytest.raises(SettingsError, match="OGPQA_RATE_LIMIT"):
        create_app(FakeAssistant(), settings.model_copy(update={"rate_limit": "a few"}))


@pytest.mark.parametrize("address", ["/readyz", "/api/v1/index", "/api/v1/search?q=x", "/members"])
def test_without_an_index_the_server_is_not_ready(settings: Settings, address: str) -> None:
    """A server that has no index says 503 with Retry-After, and is alive."""
    app: Flask = create_app(None, settings)
    response = app.test_client().get(address)
    check_problem(response, 503)
    assert "Retry-After" in response.headers
    assert app.test_client().get("/healthz").status_code == 200
    assert app.test_client().get("/about").status_code == 200
