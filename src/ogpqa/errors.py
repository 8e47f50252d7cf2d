"""Errors that say what happened and what to do.

Raised inside; translated once at each edge: the CLI prints one line and exits with 1, the server answers problem+json.
A question that the pages do not answer is no error: it is an `Answer` with a reason.
"""

from __future__ import annotations


class OgpqaError(Exception):
    """Something that a person can mend. `message` says what happened to which file or value, `hint` what to do."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()


class SettingsError(OgpqaError):
    """A setting or a data file of the program is not usable."""


class PageError(OgpqaError):
    """A saved file cannot become a page."""


class IndexDamagedError(OgpqaError):
    """A file of a generation is missing or not as its manifest says."""


class IndexMissingError(OgpqaError):
    """There is no index to answer from."""


class IndexBuildError(OgpqaError):
    """A generation cannot be written now: another build runs, or the disk is full. The old one still serves."""


class QuestionError(OgpqaError):
    """A question that cannot be read: empty, too long, or without a letter or digit."""


class ModelError(OgpqaError):
    """An encoder's model is missing, damaged or does not compute what it should."""
