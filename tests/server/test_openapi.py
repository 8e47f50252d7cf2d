"""The server does what its openapi.json says, also for requests that a person would not think of."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance

from ogpqa.config import Settings
from ogpqa.server.app import create_app
from tests.fakes_assistant import FakeAssistant


def make_app() -> Flask:
    """A server whose feedback goes nowhere."""
    return create_app(FakeAssistant(), Settings(rate_limit="off", feedback=Path("/dev/null/feedback.sqlite")))


schema = schemathesis.openapi.from_wsgi("/openapi.json", make_app())


@pytest.mark.slow
@schema.exclude(operation_id="feedback").parametrize()
@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
def test_the_api_keeps_its_word(case: schemathesis.Case[Any]) -> None:
    """Status codes, types and bodies are as documented; right requests are taken, wrong ones are refused."""
    # Its WSGI client unpacks nothing. That a question needs a letter or a digit is a rule that no schema can say: "\\w"
    # means something else in each language of schemas, and a wrong pattern would refuse Korean.
    case.call_and_validate(headers={"Accept-Encoding": "identity"}, excluded_checks=[positive_data_acceptance])
