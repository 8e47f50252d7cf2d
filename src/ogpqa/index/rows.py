"""Records and passages as rows of the store, and back: what was saved equals what is loaded."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import fields
from typing import Any

from ogpqa.types import RECORD_TYPES, Page, Passage, Record, Span

PASSAGE_COLUMNS = 'number, page_id, member_id, start, "end", section, text, context, year, record_type'
PAGE_COLUMNS = "page_id, title, url, text, sha256, saved_on, lang"

# How a field's JSON value becomes the value it was; JSON has no tuples.
_LOADERS: Mapping[str, Callable[[Any], Any]] = {
    "span": lambda pair: Span(*pair),
    "evidence": lambda spans: {name: Span(*pair) for name, pair in spans.items()},
}


def page_row(page: Page) -> tuple[Any, ...]:
    """A page as a row of PAGE_COLUMNS; its blocks served the readers of records and are not kept."""
    return page.page_id, page.title, page.url, page.text, page.sha256, page.saved_on, page.lang


def as_page(row: tuple[Any, ...]) -> Page:
    """The page of a row, without blocks."""
    page_id, title, url, text, sha256, saved_on, lang = row
    return Page(page_id, title, url, text, sha256, (), saved_on, lang)


def record_fields(record: Record) -> str:
    """A record's fields as JSON; fields at their defaults are left out."""
    values = {f.name: getattr(record, f.name) for f in fields(record)}
    return json.dumps(
        {name: value for name, value in values.items() if value not in (None, (), {})}, ensure_ascii=False
    )


def as_record(kind: str, text: str) -> Record:
    """The record that `record_fields` wrote."""
    values = json.loads(text)
    return RECORD_TYPES[kind](**{name: _loaded(name, value) for name, value in values.items()})


def passage_row(passage: Passage) -> tuple[Any, ...]:
    """A passage as a row of PASSAGE_COLUMNS."""
    return (
        passage.number,
        passage.page_id,
        passage.member_id,
        passage.span.start,
        passage.span.end,
        json.dumps(passage.section, ensure_ascii=False),
        passage.text,
        passage.context,
        passage.year,
        passage.record_type,
    )


def as_passage(row: tuple[Any, ...]) -> Passage:
    """The passage of a row."""
    number, page_id, member_id, start, end, section, text, context, year, record_type = row
    sections = tuple(json.loads(section))
    return Passage(number, page_id, member_id, Span(start, end), sections, text, context, year, record_type)


def _loaded(name: str, value: Any) -> Any:
    if name in _LOADERS:
        return _LOADERS[name](value)
    return tuple(value) if isinstance(value, list) else value
