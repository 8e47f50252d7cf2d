"""The rows of "Commitments" and "Resources": a title, perhaps a summary, and a line of facts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from ogpqa.records.sections import Placed, evidence, joined
from ogpqa.records.tables import cells_of, columns_of
from ogpqa.records.wording import load_wording
from ogpqa.types import Commitment, Page, Resource

SEPARATOR = r"\s*[,\t|·]\s*"
EDGES = " ,-–|\t"


@dataclass(frozen=True, slots=True)
class Facts:
    """What the last line of a row says; `title` when it stands on the same line."""

    year: int | None
    code: str | None = None
    area: str | None = None
    resource_type: str | None = None
    format: str | None = None
    title: str = ""
    starred: bool = False


@cache
def commitment_line() -> re.Pattern[str]:
    """CODE, year, policy area; the area (all that follows the year) or the year may be missing."""
    code = load_wording().code
    year = rf"(?:{SEPARATOR}(?P<year>(?:19|20)\d\d)?)?"
    return re.compile(rf"(?:(?P<title>.*\S)\s+)?\(?(?P<code>{code})\)?{year}(?:{SEPARATOR}(?P<area>.*))?")


RESOURCE_LINE = re.compile(rf"(?P<year>(?:19|20)\d\d){SEPARATOR}(?P<rest>\S.*)")
INLINE_RESOURCE = re.compile(rf"(?P<title>.*\S)\s+(?P<year>(?:19|20)\d\d){SEPARATOR}(?P<rest>\S.*)")


@cache
def code_first() -> re.Pattern[str]:
    """CODE title, perhaps with area and year in brackets."""
    return re.compile(rf"\(?(?P<code>{load_wording().code})\)?[\s:.–—-]+(?P<rest>\S.*)")


DASHED = re.compile(r"(?P<head>.*\S)\s+[–—-]\s+(?P<year>(?:19|20)\d\d)(?:\s*,\s*(?P<area>\S.*))?")
BRACKETS = re.compile(r"(?P<head>.*\S)\s*[(\[](?P<inside>[^()\[\]]+)[)\]]")
YEAR = re.compile(r"(?:19|20)\d\d")


def bracketed(text: str) -> tuple[str, list[str]]:
    """What stands before brackets at the end of a line, and the parts inside them."""
    found = BRACKETS.fullmatch(text)
    return (found["head"], [part for part in re.split(SEPARATOR, found["inside"]) if part]) if found else (text, [])


def headed_facts(text: str) -> Facts | None:
    """The facts of a commitment's only line, which begins with its code."""
    found = code_first().fullmatch(text) if len(text) <= 400 else None
    if found is None:
        return None
    if dashed := DASHED.fullmatch(found["rest"]):  # CODE – title – year, area
        return Facts(int(dashed["year"]), found["code"], dashed["area"], title=dashed["head"])
    title, parts = bracketed(found["rest"])
    years = [part for part in parts if YEAR.fullmatch(part)]
    areas = [part for part in parts if part not in years]
    return Facts(int(years[0]) if years else None, found["code"], ", ".join(areas) or None, title=title)


def commitment_facts(text: str) -> Facts | None:
    """The facts of a commitment's last line; None when the line is another."""
    if len(text) > 400:
        return None
    if "\t" in text and (facts := commitment_cells([cell for cell in text.split("\t") if cell])):
        return facts
    found = commitment_line().fullmatch(text)
    if not found or (found["title"] and not found["year"]):
        return None
    year = int(found["year"]) if found["year"] else None
    area, title = (found["area"] or "").strip(" ,"), (found["title"] or "").rstrip(EDGES)
    return Facts(year, found["code"], area or None, title=title)


def column_facts(said: Mapping[str, str]) -> Facts | None:
    """The facts of a row whose table names its columns."""
    if not said or "title" not in said:
        return None
    year, star = said.get("year", ""), said.get("starred", "")
    starred = bool(star) and (is_star(star) or star.casefold() in load_wording().star_cells)
    return Facts(
        int(year) if YEAR.fullmatch(year) else None, said["code"], said.get("area") or None, title=said["title"],
        starred=starred,
    )  # fmt: skip


def commitment_cells(cells: Sequence[str]) -> Facts | None:
    """The facts of a table's row: one cell a code, one a year, the others title and area."""
    codes = [cell for cell in cells if re.fullmatch(load_wording().code, cell)]
    if len(codes) != 1:
        return None
    years = [cell for cell in cells if YEAR.fullmatch(cell)]
    stars = [cell for cell in cells if is_star(cell)]
    known = {*codes, *years, *stars}
    title, area, *_ = [*(cell for cell in cells if cell not in known and not cell.rstrip(".").isdigit()), "", ""]
    areas = load_wording().areas
    if title.casefold() in areas and area and area.casefold() not in areas:
        title, area = area, title
    return Facts(int(years[0]) if years else None, codes[0], area or None, title=title, starred=bool(stars))


def resource_facts(text: str, *, strict: bool = False) -> Facts | None:
    """The facts of a resource's last line. `strict` (outside the section) asks for a known type or format."""
    if len(text) > 400:
        return None
    wording = load_wording()
    if "\t" in text and (facts := resource_cells([cell for cell in text.split("\t") if cell])):
        return facts
    found = RESOURCE_LINE.fullmatch(text)
    if found:
        parts = [part for part in re.split(SEPARATOR, found["rest"].rstrip(" ,")) if part]
        is_format = bool(parts) and parts[-1].casefold() in wording.formats
        kind = ", ".join(parts[:-1] if is_format else parts) or None
        known = is_format or (kind or "").casefold() in wording.resource_types
        # A title may begin with a year and a comma ("2016, a year of reform"): then it is too long for a type.
        if known or (not strict and kind is not None and len(kind.split()) <= 4):
            return Facts(int(found["year"]), resource_type=kind, format=parts[-1] if is_format else None)
        return None
    title, inside = bracketed(text)
    if inside and (facts := resource_cells([title, *inside])):
        return facts
    inline = INLINE_RESOURCE.fullmatch(text)
    facts = resource_facts(f"{inline['year']}, {inline['rest']}", strict=True) if inline else None
    if inline is None or facts is None or facts.format is None:
        return None
    return replace(facts, title=inline["title"].rstrip(EDGES))


def resource_cells(cells: Sequence[str]) -> Facts | None:
    """The facts of a table's row: one cell a year, one a known type, the first of the others a title."""
    wording = load_wording()
    years = [cell for cell in cells if YEAR.fullmatch(cell)]
    kinds = [cell for cell in cells if cell.casefold() in wording.resource_types]
    formats = [cell for cell in cells if cell.casefold() in wording.formats]
    known = {*years, *kinds, *formats}
    words = [cell for cell in cells if cell not in known and not cell.rstrip(".").isdigit()]
    if len(years) != 1 or len(kinds) != 1 or not words:
        return None
    return Facts(int(years[0]), resource_type=kinds[0], format=next(iter(formats), None), title=words[0])


def read_rows(page: Page, member_id: str, placed: Sequence[Placed]) -> Iterator[Commitment | Resource]:
    """The commitments and resources, wherever their lines stand; inside the sections the wording may be looser."""
    held: list[Placed] = []
    above: int | None = None  # the year that stands over rows
    columns: tuple[str | None, ...] = ()  # of the table, where its head names them
    for i, here in enumerate(placed):
        if i and (here.key != placed[i - 1].key or is_section(here)):
            held = []
        if is_section(here) or here.key in ("contacts", "data", "posts"):
            continue
        facts = None
        columns = columns_of(here.text) or columns
        if here.key != "resources":
            facts = column_facts(cells_of(here.text, columns)) or commitment_facts(here.text)
            if facts and facts.year is None and here.key != "commitments":
                facts = None  # a code in passing, as in a heading
            if here.key == "commitments":
                above = int(here.text) if YEAR.fullmatch(here.text) else above
                facts = facts or headed_facts(here.text)
                facts = replace(facts, year=facts.year or above) if facts and facts.title else facts
        if facts is None and here.key != "commitments":
            facts = resource_facts(here.text, strict=here.key != "resources")
        if facts is None:
            held.append(here)
            continue
        yield row(page, member_id, row_lines(held, here, facts), facts)
        held = []


def is_section(here: Placed) -> bool:
    """Whether the block opens a main section or names the page."""
    return here.is_heading and here.block.level <= 2


def row_lines(held: Sequence[Placed], last: Placed, facts: Facts) -> list[Placed]:
    """The lines of the row that ends with `last`: from its list item or heading on, else all since the row before."""
    # Without its section a page has lost its titles too: what stands above is another row or a menu.
    if facts.title or last.key not in ("commitments", "resources"):
        return [last]
    starts = [i for i, one in enumerate(held) if one.block.kind in ("item", "bullet", "heading")]
    if last.block.kind in ("item", "bullet") and not starts:
        return [last]
    start = starts[-1] if starts else 0
    if start and is_star(held[start - 1].text):
        start -= 1
    return [*held[start:], last]


def is_star(text: str) -> bool:
    """Whether the line only says that the commitment is starred."""
    return text.casefold() in load_wording().starred


def titled(lines: Sequence[str]) -> tuple[str, str, bool]:
    """Title, summary and whether a star stands before or below the title."""
    wording = load_wording()
    texts: list[str] = []
    starred = False
    for text in lines:
        mark = next((mark for mark in wording.starred if text.casefold().startswith(mark) and not texts), "")
        starred = starred or bool(mark) or is_star(text)
        text = "" if is_star(text) else text[len(mark) :].lstrip(" :–-") if mark else text
        behind = next((mark for mark in wording.starred if text.casefold().endswith(f" {mark}") and not texts), "")
        text, starred = text[: len(text) - len(behind)].rstrip(), starred or bool(behind)
        if text and text not in wording.more:
            texts.append(text)
    summary = " ".join(texts[1:])
    for more in wording.more:
        summary = summary.removesuffix(f" {more}") if more.startswith("(") else summary
    return (texts[0] if texts else ""), summary, starred


def row(page: Page, member_id: str, lines: Sequence[Placed], facts: Facts) -> Commitment | Resource:
    """The record of one row."""
    title, summary, starred = titled([facts.title] if facts.title else [line.text for line in lines[:-1]])
    span, first = joined(lines[0].span, lines[-1].span), lines[0]
    section = first.path[:-1] if first.is_heading else first.path
    year = str(facts.year) if facts.year else None
    spans = evidence(page, span, title=title, summary=summary) | evidence(
        page, lines[-1].span, year=year, code=facts.code, area=facts.area, resource_type=facts.resource_type
    )
    if facts.code:
        return Commitment(
            record_id="",
            page_id=page.page_id,
            member_id=member_id,
            span=span,
            section=section,
            evidence=spans,
            code=facts.code,
            title=title,
            year=facts.year,
            area=facts.area,
            starred=starred or facts.starred,
        )
    return Resource(
        record_id="",
        page_id=page.page_id,
        member_id=member_id,
        span=span,
        section=section,
        evidence=spans,
        title=title,
        year=facts.year,
        resource_type=facts.resource_type,
        format=facts.format,
        summary=summary or None,
    )
