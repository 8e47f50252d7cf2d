"""A server over the fake assistant."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from ogpqa.config import Settings
from ogpqa.server.app import create_app
from tests.fakes_assistant import FakeAssistant, FakeIndex, make_index


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings without a rate limit, feedback in a folder of the test's own."""
    return Settings(rate_limit="off", feedback=tmp_path / "feedback.sqlite")


@pytest.fixture
def app(settings: Settings) -> Flask:
    """The server."""
    return create_app(FakeAssistant(), settings)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """Its client."""
    return app.test_client()


@pytest.fixture
def fake_index() -> FakeIndex:
    """The fake's generation."""
    return make_index()
