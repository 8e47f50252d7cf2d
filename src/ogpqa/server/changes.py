"""What changed between generations, in words for staff: shared by the command line and the feed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from ogpqa.index.diff import TEXT, Change, Comparison

NAMES: Mapping[str, str] = {
    "ActionPlan": "action plan",
    "Resource": "document",
    "Page": "saved copy",
}
FIELDS: Mapping[str, str] = {
    "email": "e-mail",
    "n_commitments": "number of commitments",
    "resource_type": "type",
    "saved_on": "saved on",
    "short_name": "short name",
    "lead_ministry": "lead ministry",
}
# What staff call a change of this field of this type; the first that fits.
OCCASIONS: Sequence[tuple[str, str, str]] = (
    ("ActionPlan", "period", "Plan rolled over"),
    ("Commitment", "code", "Commitment has another code"),
    ("Commitment", "title", "Commitment retitled"),
    ("Commitment", "area", "Area of commitment changed"),
)
NONE = "not stated"
MOST_LINES = 12  # of one section, on each side


def headline(change: Change) -> str:
    """One line that says what happened to what: "Contact replaced: Jihyun Kim"."""
    said = f"{NAMES.get(change.type, change.type.lower())} {change.kind}".capitalize()
    if change.kind == "changed":
        names = {field.field for field in change.fields}
        said = next((words for kind, field, words in OCCASIONS if kind == change.type and field in names), said)
    return f"{said}: {change.label}" if change.label else said


def details(change: Change) -> Iterator[str]:
    """The fields, a line each: "e-mail: old → new"; lines of a text with the sign of what happened to them."""
    for field in change.fields:
        name = FIELDS.get(field.field, field.field)
        before, after = ("; ".join(side) or NONE for side in (field.before, field.after))
        if change.type == TEXT:
            yield from _signed("-", field.before)
            yield from _signed("+", field.after)
        elif change.kind in ("changed", "replaced"):
            yield f"{name}: {before} → {after}"
        elif (told := after if change.kind == "added" else before) != change.label:
            yield f"{name}: {told}"


def _signed(sign: str, lines: Sequence[str]) -> Iterator[str]:
    yield from (f"{sign} {line}" for line in lines[:MOST_LINES])
    if len(lines) > MOST_LINES:
        yield f"{sign} … and {len(lines) - MOST_LINES} more lines"


def changes_payload(comparison: Comparison) -> dict[str, Any]:
    """A comparison as JSON: pages by what happened to them, then each member with what changed about it."""
    return {
        "old": comparison.old,
        "new": comparison.new,
        "built_at": comparison.built_at,
        **{name: list(pages) for name, pages in asdict(comparison.pages).items() if name != "unchanged"},
        "unchanged": len(comparison.pages.unchanged),
        "members": [asdict(changed) for changed in comparison.changed],
    }
