"""Headers on every response: what a browser may load (nothing from elsewhere) and what it may tell others (nothing)."""

from __future__ import annotations

from flask import Flask, Response, request

# No 'unsafe-inline' anywhere: pages hold other people's text, so a page that could run it must not exist.
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
SECURITY_HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",  # addresses hold questions
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), interest-cohort=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
STATIC_SECONDS = 3600


def register_headers(app: Flask) -> None:
    """Set them on every response, errors included."""

    @app.after_request
    def secure(response: Response) -> Response:
        response.headers.update(SECURITY_HEADERS)
        if request.endpoint == "static":
            response.headers["Cache-Control"] = f"public, max-age={STATIC_SECONDS}"
        else:  # answers change with the index, and a shared cache must not keep questions
            response.headers.setdefault(
                "Cache-Control", "no-store" if request.method == "POST" else "private, no-cache"
            )
        return response
