"""Smaller answers for slow connections: nothing here is secret beside what a client sent, so sizes tell nobody."""

from __future__ import annotations

import gzip

from flask import Flask, Response, request

SMALLEST = 1000  # bytes; below, the header costs more than it saves
TYPES = frozenset({"text/html", "text/css", "text/javascript", "text/csv", "image/svg+xml", "application/json"})


def register_compression(app: Flask) -> None:
    """Send text as gzip to clients that take it."""

    @app.after_request
    def compress(response: Response) -> Response:
        if response.mimetype not in TYPES or response.status_code in (204, 206, 304):
            return response
        response.vary.add("Accept-Encoding")
        if request.accept_encodings["gzip"] and "Content-Encoding" not in response.headers:
            response.direct_passthrough = False
            if len(body := response.get_data()) >= SMALLEST:
                response.set_data(gzip.compress(body, compresslevel=5, mtime=0))
                response.headers["Content-Encoding"] = "gzip"
                # The tag names these bytes no longer; a weak one still tells whether the content is the same.
                if tag := response.get_etag()[0]:
                    response.set_etag(tag, weak=True)
        return response
