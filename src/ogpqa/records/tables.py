"""Tables of commitments whose head names the columns: each cell is what its column says, in whatever order."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from ogpqa.records.wording import load_wording

_FEWEST = 2  # columns that have to be named, the code's among them


def columns_of(text: str) -> tuple[str | None, ...]:
    """The fields of a table's columns when the line is its head; () for any other line."""
    cells = [cell.strip().casefold() for cell in text.split("\t")]
    fields = tuple(load_wording().columns.get(cell) for cell in cells)
    named = [field for field in fields if field]
    return fields if "code" in named and len(set(named)) == len(named) >= _FEWEST else ()


def cells_of(text: str, columns: Sequence[str | None]) -> Mapping[str, str]:
    """What a row of the table says, by field; empty when its code's column holds no code."""
    cells = [cell.strip() for cell in text.split("\t")]
    said = {field: cell for field, cell in zip(columns, cells, strict=False) if field}
    return said if len(cells) > 1 and re.fullmatch(load_wording().code, said.get("code", "")) else {}
