"""How far a build is: pages, passages, rate and time left, on a terminal only."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text

if TYPE_CHECKING:
    from ogpqa.index import Progress as Tell

# What is said of a step, and what it counts.
STEPS = {
    "read": ("Reading pages", "pages"),
    "encode en": ("Encoding passages", "passages"),
    "encode crosslingual": ("Encoding passages for other languages", "passages"),
    "encode en exemplars": ("Encoding example questions", "questions"),
    "encode crosslingual exemplars": ("Encoding example questions for other languages", "questions"),
    "write": ("Writing", ""),
    "check": ("Checking", ""),
}


class Rate(ProgressColumn):
    """Done a second, in the step's own unit."""

    def render(self, task: Task) -> Text:
        """ "12.3 pages/s"; nothing before there is a rate."""
        unit = task.fields["unit"]
        return Text(f"{task.speed:.1f} {unit}/s" if task.speed and unit else "", style="dim")


@contextmanager
def show_progress(console: Console | None = None) -> Iterator[Tell | None]:
    """What hears how far a build is while the context is open; None where nobody watches."""
    out = console or Console(file=sys.stderr)
    if not out.is_terminal:
        yield None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), Rate(), TimeRemainingColumn())
    with Progress(*columns, console=out, transient=True) as progress:
        tasks: dict[str, TaskID] = {}

        def tell(step: str, done: int, total: int) -> None:
            said, unit = STEPS.get(step, (step, ""))
            if step not in tasks:
                tasks[step] = progress.add_task(said, total=total, unit=unit)
            progress.update(tasks[step], completed=done, total=total)

        yield tell
