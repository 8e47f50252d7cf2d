"""What a build did, and how long each of its steps took."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Literal

from ogpqa.types import Skipped


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildReport:
    """What a build did. Page ids against the generation before; `encoded`, `copied` count passages and their parts."""

    generation: str
    # "unchanged": nothing differs, the generation before goes on serving; "held": it does too, for these `reasons`.
    outcome: Literal["published", "forced", "held", "unchanged"]
    reasons: tuple[str, ...]
    serving: str | None  # the generation that serves now; None when nothing does
    created: tuple[str, ...]
    changed: tuple[str, ...]
    deleted: tuple[str, ...]
    unchanged: tuple[str, ...]
    skipped: tuple[Skipped, ...]
    records: Mapping[str, int]  # by type
    passages: int
    encoded: int
    copied: int
    seconds: float
    steps: Mapping[str, float]  # seconds of each: open, read, encode, write, check
    processor: Mapping[str, float]  # the same in processor time, which other work on the machine does not lengthen

    @property
    def published(self) -> bool:
        """Whether the generation was made to serve by this build."""
        return self.outcome in ("published", "forced")


@dataclass(frozen=True, slots=True)
class Clock:
    """Seconds since the build began, and of each step."""

    started: float = field(default_factory=time.perf_counter)
    steps: dict[str, float] = field(default_factory=dict)
    processor: dict[str, float] = field(default_factory=dict)

    @property
    def seconds(self) -> float:
        """How long ago it began."""
        return time.perf_counter() - self.started

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Count what is done meanwhile under a name."""
        started, processor = time.perf_counter(), time.process_time()
        yield
        self.steps[name] = round(time.perf_counter() - started, 3)
        self.processor[name] = round(time.process_time() - processor, 3)
