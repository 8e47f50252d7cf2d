"""Errors at the web's edge: one shape (RFC 9457 problem+json) for programs, one page in the usual frame for people."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence

import structlog
from flask import Flask, Response, render_template, request
from pydantic import ValidationError
from werkzeug.exceptions import HTTPException, InternalServerError

from ogpqa.errors import IndexDamagedError, IndexMissingError, OgpqaError, QuestionError

PROBLEM_JSON = "application/problem+json"
# Which status an error of ours is for a web client; all others are our fault.
STATUS_OF: Mapping[type[OgpqaError], int] = {QuestionError: 422, IndexMissingError: 503, IndexDamagedError: 503}
TITLES: Mapping[int, str] = {
    400: "Bad request",
    404: "Not found",
    405: "Method not allowed",
    408: "Request timeout",
    413: "Request too large",
    414: "Address too long",
    415: "Unsupported media type",
    422: "Request not usable",
    429: "Too many requests",
    431: "Headers too large",
    500: "Server error",
    503: "Not available",
}
HINTS: Mapping[int, str] = {
    404: "See /openapi.json for what there is.",
    405: "The Allow header lists the methods.",
    408: "Send the whole request within ten seconds.",
    413: "Send at most 16 kB.",
    414: "Send a question of at most 300 characters, or POST it to /api/v1/ask.",
    415: "Send JSON with Content-Type: application/json.",
    429: "Wait as many seconds as Retry-After says.",
    500: "Try again; if it stays, tell whoever runs this server.",
}


class ProblemError(Exception):
    """A request that cannot be served, as it will be told."""

    def __init__(self, status: int, detail: str, hint: str = "", errors: Sequence[Mapping[str, str]] = ()) -> None:
        super().__init__(detail)
        self.status, self.detail, self.hint, self.errors = status, detail, hint, list(errors)


def unusable(error: ValidationError) -> ProblemError:
    """What pydantic found wrong: 400 for what is no JSON at all, else 422 with one entry a field.

    The input is never echoed: it may be large, and it may be a person's words.
    """
    details = error.errors(include_url=False, include_context=False, include_input=False)
    if details[0]["type"] == "json_invalid":
        return ProblemError(400, "The body is no valid JSON.", "Send one JSON object in UTF-8.")
    errors = [{"field": ".".join(map(str, d["loc"])), "message": d["msg"]} for d in details[:20]]
    named = ", ".join(dict.fromkeys(e["field"] for e in errors if e["field"]))
    return ProblemError(422, f"Not usable: {named or 'the body'}.", "See /openapi.json for the fields.", errors)


def wants_page() -> bool:
    """A browser asks for text/html by name; programs (curl's */*, API clients) get JSON."""
    accept = request.headers.get("Accept", "")
    return "text/html" in accept and not request.path.startswith("/api/")


def respond(problem: ProblemError, headers: Mapping[str, str] | None = None) -> Response:
    """The problem as JSON or as a page, with the headers that the error carries (405 needs Allow)."""
    if wants_page():
        response = Response(render_template("error.html", problem=problem), status=problem.status)
    else:
        body = {
            "type": "about:blank",
            "title": TITLES.get(problem.status, "Error"),
            "status": problem.status,
            "detail": problem.detail,
            "hint": problem.hint,
            "errors": problem.errors,
        }
        text = json.dumps(body, ensure_ascii=False)
        response = Response(text, status=problem.status, content_type=PROBLEM_JSON)
    response.headers.extend(headers or {})
    return response


def _of_http(error: HTTPException) -> Response:
    status = error.code or 500
    kept = {k: v for k, v in error.get_headers() if k.lower() not in ("content-type", "content-length")}
    if 300 <= status < 400:  # a redirect is no problem
        return Response(status=status, headers=kept)
    details = {404: "There is nothing at this address.", 429: "Too many requests from this address."}
    detail = details.get(status, error.description or TITLES.get(status, "Error"))
    return respond(ProblemError(status, detail, HINTS.get(status, "")), kept)


def _of_ours(error: OgpqaError) -> Response:
    status = next((s for cls, s in STATUS_OF.items() if isinstance(error, cls)), 500)
    if status >= 500:
        structlog.get_logger("ogpqa").error("problem", error=type(error).__name__, detail=error.message)
        # Messages of our errors name files: right for the log, not for strangers.
        detail = {503: "There is no index to answer from at the moment."}.get(status, "The server failed.")
        return respond(ProblemError(status, detail, HINTS[500]), {"Retry-After": "10"} if status == 503 else {})
    return respond(ProblemError(status, error.message, error.hint))


def _of_unknown(error: Exception) -> Response:
    structlog.get_logger("ogpqa").error("unexpected", error=type(error).__name__, exc_info=error)
    return _of_http(InternalServerError("The server failed."))


def register_problems(app: Flask) -> None:
    """Make every error of the app a problem."""
    handlers: Mapping[type[Exception], Callable[..., Response]] = {
        ProblemError: respond,
        ValidationError: lambda error: respond(unusable(error)),
        HTTPException: _of_http,
        OgpqaError: _of_ours,
        Exception: _of_unknown,
    }
    for cls, handler in handlers.items():
        app.register_error_handler(cls, handler)
