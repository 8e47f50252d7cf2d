"""How much a client may send. A module of its own, so that the command line can know it without the API's models."""

from __future__ import annotations

MAX_QUESTION = 300  # characters
MAX_HISTORY = 5  # earlier questions
MAX_BODY = 16 * 1024  # bytes
