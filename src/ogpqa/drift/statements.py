"""Pages that say two things: about the plan, or about how many commitments there are."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ogpqa.drift.finding import Finding, Sheet
from ogpqa.types import ActionPlan, Commitment, Member, Record

# Fields of a statement that can only have one value on a page, with what they are called.
ONE_VALUE = {
    ActionPlan: {"number": "Action plan", "period": "Period", "n_commitments": "Number of commitments"},
    Member: {"since": "Year of joining"},
}


def contradictions(sheet: Sheet) -> Iterator[Finding]:
    """Places that state another value than the first place does."""
    first: dict[str, tuple[object, Record]] = {}
    for record in sheet.records:
        for name, called in ONE_VALUE.get(type(record), {}).items():
            value = _plain(getattr(record, name))
            if value is None:
                continue
            told, where = first.setdefault(name, (value, record))
            if told != value:
                start = record.evidence.get(name, record.span).start
                line = sheet.line(where.evidence.get(name, where.span).start)
                yield sheet.at(start, "contradiction", f"{called} {value} here, {told} on line {line}")


def not_listed(sheet: Sheet) -> Iterator[Finding]:
    """A number of commitments on a page that lists none."""
    if any(isinstance(record, Commitment) for record in sheet.records):
        return
    stated = (r for r in sheet.records if isinstance(r, ActionPlan) and r.n_commitments)
    if plan := next(stated, None):
        start = plan.evidence.get("n_commitments", plan.span).start
        yield sheet.at(start, "not-listed", f"{plan.n_commitments} commitments stated, none listed")


def _plain(value: object) -> object:
    """A period with one kind of dash: 2018–2020 and 2018-2020 are the same."""
    return re.sub(r"\s*[-–—/]\s*", "-", value) if isinstance(value, str) else value
