"""How much one client may ask: requests a minute, and bytes a request."""

from __future__ import annotations

from flask import Flask, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from limits import parse_many

from ogpqa.config import Settings
from ogpqa.errors import SettingsError
from ogpqa.server.bounds import MAX_BODY

# Watching the server and loading its assets costs nothing worth limiting.
EXEMPT = frozenset({"static", "healthz", "readyz", "metrics", "favicon", "robots"})


def register_limits(app: Flask, settings: Settings) -> None:
    """Bound bodies, and requests unless OGPQA_RATE_LIMIT=off. Counts are kept per process, in memory."""
    app.config["MAX_CONTENT_LENGTH"] = MAX_BODY
    app.config["MAX_FORM_MEMORY_SIZE"] = MAX_BODY
    if settings.rate_limit.strip().casefold() == "off":
        return
    try:
        parse_many(settings.rate_limit)
    except ValueError as error:
        raise SettingsError(
            f"OGPQA_RATE_LIMIT={settings.rate_limit!r} is not usable.", 'Write it as "60 per minute", or off.'
        ) from error
    Limiter(
        get_remote_address,
        app=app,
        application_limits=[settings.rate_limit],
        application_limits_exempt_when=lambda: request.endpoint in EXEMPT,
        storage_uri="memory://",
        headers_enabled=True,
        retry_after="delta-seconds",
    )
