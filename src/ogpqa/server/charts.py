"""Bar charts as numbers for an inline SVG: the template draws them, and a table beside it says the same in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

WIDTH = 320  # of the drawing, in its own units; the page scales it
ROW = 40
BAR = 14


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its label, its value, and where it is drawn."""

    label: str
    value: int
    y: int
    width: int


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars from top to bottom, on a drawing of this size."""

    bars: tuple[Bar, ...]
    width: int
    height: int


def bar_chart(values: Iterable[str], *, by_label: bool = False) -> Chart:
    """How often each value occurs: most frequent first, or in the order of the labels, backwards."""
    counts = Counter(values)
    order = sorted(counts.items(), reverse=True) if by_label else sorted(counts.items(), key=lambda p: (-p[1], p[0]))
    most = max(counts.values(), default=1)
    room = WIDTH - 40  # for the number at the bar's end
    bars = (Bar(label, n, i * ROW, max(2, round(room * n / most))) for i, (label, n) in enumerate(order))
    return Chart(tuple(bars), WIDTH, ROW * len(order))
