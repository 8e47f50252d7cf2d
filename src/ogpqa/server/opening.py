"""Opening the assistant that serves with the encoders of the one before: they are most of the memory and the time."""

from __future__ import annotations

from ogpqa.assistant import Assistant, exclude_file, reranker_of
from ogpqa.config import Settings
from ogpqa.errors import OgpqaError, SettingsError
from ogpqa.exclusions import read_exclusions
from ogpqa.index import Encoders, open_index
from ogpqa.server import ports


def open_after(settings: Settings, before: ports.Assistant | None) -> Assistant:
    """An assistant over the generation that serves now. An index of other encoders, or damage, is opened from scratch,
    so that what is raised is what `open_assistant` raises.

    An exclude.toml that is not usable is an error at the start; later the exclusions of the one before go on.
    """
    try:
        excluded = read_exclusions(exclude_file(settings))
    except SettingsError:
        if not isinstance(before, Assistant):
            raise
        excluded = before.index.listed
    if isinstance(before, Assistant) and (before.index.crosslingual or not settings.crosslingual):
        crosslingual = before.index.crosslingual
        encoders = Encoders(before.index.encoder, crosslingual.encoder if crosslingual else None, before.index.judge)
        try:
            index = open_index(
                settings.index,
                threads=settings.question_threads,
                encoders=encoders,
                exclusions=excluded,
                judge=settings.judge,
            )
            return Assistant(index, reranker_of(settings))
        except OgpqaError:
            pass
    index = open_index(settings.index, threads=settings.question_threads, exclusions=excluded, judge=settings.judge)
    return Assistant(index, reranker_of(settings))
