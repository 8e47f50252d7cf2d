"""A page -> its records, each with its span. Pages without a member give none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ogpqa.corpus.layouts import load_layouts
from ogpqa.records.commitment_page import read_commitment_page
from ogpqa.records.contacts import read_contacts
from ogpqa.records.definitions import read_definitions
from ogpqa.records.members import member_id_of, read_member
from ogpqa.records.plans import read_plans
from ogpqa.records.posts import read_posts
from ogpqa.records.rows import read_rows
from ogpqa.records.sections import Placed, place
from ogpqa.types import Page, Record, Resource


def read_records(page: Page) -> tuple[Record, ...]:
    """Every fact that the page states, in page order; ids count each type from 1."""
    records = sorted(found_records(page, place(page)), key=lambda record: (record.span.start, record.span.end))
    counts: Counter[str] = Counter()
    numbered = []
    for record in records:
        kind = type(record).__name__
        counts[kind] += 1
        numbered.append(replace(record, record_id=f"{page.page_id}:{kind}:{counts[kind]}"))
    return tuple(numbered)


def found_records(page: Page, placed: Sequence[Placed]) -> Iterator[Record]:
    """The records of all readers, still without ids."""
    member = read_member(page, placed)
    title = load_layouts().clean_title(page.title)
    member_id = member.member_id if member else member_id_of(title, page.page_id)
    if member is not None:
        yield member
        yield from read_plans(page, member.member_id, placed)
        yield from read_contacts(page, member.member_id, placed)
        yield from read_definitions(page, member.member_id, placed)
        yield from read_posts(page, member.member_id, placed)
    else:
        yield from read_commitment_page(page, member_id, placed)
    # Rows stand by their codes and types even where the page has lost its headings and the name.
    of_a_document = member is None and any(here.is_heading and here.block.level == 1 for here in placed)
    for row in read_rows(page, member_id, placed):
        # What stands below a document's name tells its year and type; it is listed on its member's page.
        if not (of_a_document and isinstance(row, Resource) and not row.title):
            yield row
