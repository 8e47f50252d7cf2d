"""Records and passages as rows of the store, and back: what was saved equals what is loaded."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import fields
from functools import cache, lru_cache
from typing import Any

from ogpqa.types import RECORD_TYPES, Page, Passage, Record, Span

PASSAGE_COLUMNS = 'number, page_id, member_id, start, "end", section, text, context, year, record_type'
PAGE_COLUMNS = "page_id, title, url, text, sha256, saved_on, lang"

_AT_ONCE = 64  # texts
ENCODER = json.JSONEncoder(ensure_ascii=False)

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
    values = {name: getattr(record, name) for name in _names(type(record).__name__)}
    return ENCODER.encode({name: value for name, value in values.items() if not _is_default(value)})


def _is_default(value: object) -> bool:
    return value is None or (not value and isinstance(value, tuple | dict))


def as_records(rows: Sequence[tuple[str, str]]) -> Iterator[Record]:
    """The records of rows of types and of what `record_fields` wrote.

    Texts are parsed some at a time: one by one takes twice as long, all at once would hold up every other thread.
    """
    for start in range(0, len(rows), _AT_ONCE):
        some = rows[start : start + _AT_ONCE]
        for (kind, _), values in zip(some, json.loads(f"[{','.join(text for _, text in some)}]"), strict=True):
            yield RECORD_TYPES[kind](**{name: _loaded(name, value) for name, value in values.items()})


@cache
def _names(kind: str) -> tuple[str, ...]:
    return tuple(field.name for field in fields(RECORD_TYPES[kind]))


def passage_row(passage: Passage) -> tuple[Any, ...]:
    """A passage as a row of PASSAGE_COLUMNS."""
    return (
        passage.number,
        passage.page_id,
        passage.member_id,
        passage.span.start,
        passage.span.end,
        _section_text(passage.section),
        passage.text,
        passage.context,
        passage.year,
        passage.record_type,
    )


def as_passage(row: tuple[Any, ...]) -> Passage:
    """The passage of a row."""
    number, page_id, member_id, start, end, section, text, context, year, record_type = row
    return Passage(number, page_id, member_id, Span(start, end), _section(section), text, context, year, record_type)


# A page has a handful of sections and hundreds of passages.
@lru_cache(4096)
def _section_text(section: tuple[str, ...]) -> str:
    return json.dumps(section, ensure_ascii=False)


@lru_cache(4096)
def _section(text: str) -> tuple[str, ...]:
    return tuple(json.loads(text))


def _loaded(name: str, value: Any) -> Any:
    if name in _LOADERS:
        return _LOADERS[name](value)
    return tuple(value) if isinstance(value, list) else value


def as_condition(wanted: Mapping[str, Collection[Any]]) -> tuple[str, list[Any]]:
    """An SQL condition and its values; columns are ours, values are bound."""
    parts = [f"{column} IN ({', '.join('?' * len(values))})" for column, values in wanted.items() if values]
    return " AND ".join(parts) or "true", [value for values in wanted.values() for value in values]
