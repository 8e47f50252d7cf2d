"""A commitment's own page: its title with the code, and the facts "at a glance" as key: value lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ogpqa.records.sections import Placed, evidence
from ogpqa.records.wording import load_wording
from ogpqa.types import Commitment, Page, Span

MAX_TITLE = 400
_YEAR = re.compile(r"(?:19|20)\d\d")


def read_commitment_page(page: Page, member_id: str, placed: Sequence[Placed]) -> Iterator[Commitment]:
    """The commitment that the page is about; none when its name bears no code.

    The record's span is the title: the facts below it stay passages, since pages state far more there than a row does.
    """
    # Plain text marks no heading: there the first line is the name.
    name = next((here for here in placed if here.is_heading and here.block.level == 1), next(iter(placed), None))
    found = _title().fullmatch(name.text) if name and len(name.text) <= MAX_TITLE else None
    if name is None or found is None:
        return
    stated: dict[str, tuple[str, Span]] = {}
    for i, here in enumerate(placed):
        below = placed[i + 1] if i + 1 < len(placed) else None
        for field, keys in load_wording().at_a_glance.items():
            if field not in stated and (value := _value(here, below, keys)):
                stated[field] = value
    cycle = _YEAR.search(stated["year"][0]) if "year" in stated else None
    spans = evidence(page, name.span, title=found["title"], code=found["code"])
    yield Commitment(
        record_id="",
        page_id=page.page_id,
        member_id=member_id,
        span=name.span,
        evidence=spans | {field: span for field, (_, span) in stated.items()},
        code=found["code"],
        title=found["title"].strip(" :–-"),
        year=int(cycle[0]) if cycle else None,
        area=stated["area"][0] if "area" in stated else None,
        starred="starred" in stated and stated["starred"][0].casefold() in load_wording().yes,
    )


def _title() -> re.Pattern[str]:
    code = load_wording().code
    return re.compile(rf"(?P<title>\S.*?)\s*\((?P<code>{code})\)")


def _value(here: Placed, below: Placed | None, keys: Sequence[str]) -> tuple[str, Span] | None:
    """What follows a key on its line, or stands on the line below it, and where."""
    key, _, value = here.text.replace("\t", ":", 1).partition(":")
    if key.strip().casefold() not in keys:
        return None
    if value.strip():
        return value.strip(), here.span
    if below is None or ":" in below.text or below.is_heading or below.text.casefold() in load_wording().captions:
        return None
    return below.text, below.span
