"""The member that a page is about: name, level, year of joining, lead ministry."""

from __future__ import annotations

from collections.abc import Sequence

from ogpqa.corpus.draft import name_at, slug
from ogpqa.corpus.layouts import load_layouts
from ogpqa.records.sections import Placed, labelled, locate, visible
from ogpqa.records.wording import load_wording
from ogpqa.types import Member, Page, Span

MAX_SENTENCE = 1000


def member_id_of(name: str, page_id: str) -> str:
    """The id that all pages of the member share; the page's own where the name has no Latin letters."""
    plain = slug(name) or page_id
    return load_wording().same_member.get(plain, plain)


def split_name(name: str) -> tuple[str, str | None]:
    """Short name and country: ("Seoul", "South Korea") of a local member; the country is None of a national one."""
    before, comma, after = name.rpartition(",")
    if not comma or not before.strip() or not after.strip():
        return name, None
    if after.strip().casefold() in load_wording().inverted:
        return before.strip(), None
    return name.partition(",")[0].strip(), after.strip()


def read_member(page: Page, placed: Sequence[Placed]) -> Member | None:
    """The member that the page is about; None when no name stands on it or nothing marks it as a member's page."""
    if not is_member_page(placed):
        return None
    span = name_span(page)
    if span is None:
        return None
    name = visible(span.of(page.text))
    short, country = split_name(name)
    evidence: dict[str, Span] = {}
    since = None
    if said := since_line(placed) or joined_in(placed):
        since, evidence["since"] = said
    lead = lead_ministry(page, placed)
    if lead:
        evidence["lead_ministry"] = lead
    return Member(
        record_id="",
        page_id=page.page_id,
        member_id=member_id_of(name, page.page_id),
        span=span,
        evidence=evidence,
        name=name,
        short_name=short,
        level="national" if country is None else "local",
        country=country,
        since=since,
        lead_ministry=visible(lead.of(page.text)) if lead else None,
    )


def since_line(placed: Sequence[Placed]) -> tuple[int, Span] | None:
    """The year of joining that a line gives, or a label and the line below it, and where."""
    for here, with_below in labelled(placed):
        for lines in (here, with_below):
            if lines is not None and (year := load_layouts().since_year(lines.text)) is not None:
                return year, lines.span
    return None


def joined_in(placed: Sequence[Placed]) -> tuple[int, Span] | None:
    """The year of joining that a sentence of the page gives, and where."""
    for here in placed:
        for pattern in load_wording().joined:
            if len(here.text) <= MAX_SENTENCE and (found := pattern.search(here.text)):
                return int(found[1]), here.span
    return None


def is_member_page(placed: Sequence[Placed]) -> bool:
    """Whether the page is a member's: it says when the member joined, or has at least two of the main sections."""
    sections = {here.key for here in placed if here.key}
    return len(sections) > 1 or since_line(placed) is not None


def name_span(page: Page) -> Span | None:
    """Where the member's name stands: the block of the name, else where the page's title stands in the text."""
    at = name_at(page.blocks, page.text, load_layouts())
    if at is not None:
        return page.blocks[at].span
    title = load_layouts().clean_title(page.title)
    return locate(page, Span(0, len(page.text)), title)


def lead_ministry(page: Page, placed: Sequence[Placed]) -> Span | None:
    """The line below "Lead Ministry", or what follows it on the line."""
    layouts = load_layouts()
    for here, below in zip(placed, [*placed[1:], None], strict=True):
        known = layouts.heading(here.text) if here.is_heading else None
        if known is not None and known.key == "lead" and below is not None and not below.is_heading:
            return below.span
        label, colon, value = here.text.replace("\t", ":").partition(":")
        if colon and value.strip() and (known := layouts.heading(label)) is not None and known.key == "lead":
            return locate(page, here.span, value.strip())
    return None
