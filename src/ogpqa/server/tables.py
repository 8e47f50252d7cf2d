"""Lists as CSV for spreadsheets."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from typing import Any

# A spreadsheet runs a cell that starts like this as a formula; the apostrophe makes it text (OWASP, CSV injection).
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def as_csv(items: Sequence[Mapping[str, Any]]) -> str:
    """Rows under a header of the fields' names; empty when there are none."""
    buffer = io.StringIO()
    if items:
        writer = csv.writer(buffer)
        writer.writerow(items[0])
        writer.writerows([_cell(value) for value in item.values()] for item in items)
    return buffer.getvalue()


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, (list, tuple)):
        return _cell(" > ".join(map(str, value)))
    text = str(value)
    return "'" + text if text.startswith(FORMULA_STARTS) else text
