"""The web server as a value: `create_app(assistant, settings)` is all there is to know. Start here."""

from __future__ import annotations

from flask import Flask
from flask.json.provider import DefaultJSONProvider
from werkzeug.middleware.proxy_fix import ProxyFix

from ogpqa.config import Settings
from ogpqa.resources import web_folder
from ogpqa.server.api import register_api
from ogpqa.server.compression import register_compression
from ogpqa.server.headers import register_headers
from ogpqa.server.limits import register_limits
from ogpqa.server.live import Live, register_service
from ogpqa.server.observe import register_observation
from ogpqa.server.ports import Assistant
from ogpqa.server.problems import register_problems
from ogpqa.server.recent import Recent, register_feed
from ogpqa.server.web import register_web


class Json(DefaultJSONProvider):
    """JSON as we write it: keys in our order, letters as letters."""

    sort_keys = False
    ensure_ascii = False
    compact = True


def create_app(assistant: Assistant | None, settings: Settings) -> Flask:
    """A server of its own over an assistant; without one it says 503 until `Live.replace` gives it one."""
    web = web_folder()
    app = Flask("ogpqa", template_folder=web / "templates", static_folder=web / "static")
    app.json = Json(app)
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}  # half of a long list's bytes is indentation
    if settings.proxies:  # else the limit on requests would see one client only: the proxy
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=settings.proxies, x_proto=settings.proxies)  # type: ignore[method-assign]
    live = Live(assistant)
    register_service(app, live)
    counters = register_observation(app, live)  # first, so that refused requests are seen too
    register_limits(app, settings)
    register_problems(app)
    register_headers(app)
    register_compression(app)
    recent = Recent(settings.index)
    register_api(app, settings, counters, recent)
    register_feed(app, recent)
    register_web(app, settings, counters)
    return app
