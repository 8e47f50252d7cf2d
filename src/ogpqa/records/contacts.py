"""The section "Contacts": one person a line, or a few lines a person where a page sets them so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from ogpqa.corpus.layouts import load_layouts
from ogpqa.records.people import Person, is_name, read_person
from ogpqa.records.roles import load_roles
from ogpqa.records.sections import Placed, evidence, joined
from ogpqa.types import Contact, Page

EMAIL = re.compile(
    r"[\w.+'’-]+\s?(?:@|\s?[\[(]\s?at\s?[\])]\s?)\s?[\w-]+(?:(?:\.|\s?[\[(]\s?dot\s?[\])]\s?)[\w-]+)+", re.IGNORECASE
)
PLAIN_EMAIL = re.compile(r"[\w.+'’-]+@[\w-]+(?:\.[\w-]+)+")
AT = re.compile(r"\s?[\[(]\s?at\s?[\])]\s?", re.IGNORECASE)  # "name [at] office [dot] gov"
DOT = re.compile(r"\s?[\[(]\s?dot\s?[\])]\s?", re.IGNORECASE)
EDGES = " ,;:|-–—<>(\t"
MAX_LINES = 5
MAX_LINE = 600  # characters; longer ones are no contact, and patterns stay quick


def read_contacts(page: Page, member_id: str, placed: Sequence[Placed]) -> Iterator[Contact]:
    """Every person of the section."""
    for lines in persons(contact_lines(placed)):
        email = next((address for line in lines if (address := email_of(line))), None)
        person = read_person(join_lines(lines), email)
        if person is None:
            if email is None:
                continue
            person = Person(email)  # an address without a name is still someone to write to
        span = joined(lines[0].span, lines[-1].span)
        yield Contact(
            record_id="",
            page_id=page.page_id,
            member_id=member_id,
            span=span,
            section=lines[0].path[:1],
            evidence=evidence(page, span, **parts(person), email=email),
            name=person.name,
            role=person.role,
            organisation=person.organisation,
            email=email,
        )


def parts(person: Person) -> dict[str, str | None]:
    """The person's fields by name."""
    return {"name": person.name, "role": person.role, "organisation": person.organisation}


def contact_lines(placed: Sequence[Placed]) -> list[Placed]:
    """The lines of the section without its heading and the lead ministry."""
    layouts = load_layouts()
    if not any(here.key == "contacts" for here in placed):
        return [here for here in placed if is_whole_person(here)]
    lines: list[Placed] = []
    below_lead = False
    for here in placed:
        known = layouts.heading(here.text) if here.is_heading else None
        if here.key != "contacts" or (known is not None and known.main):
            below_lead = False
            continue
        label = layouts.heading(here.text.replace("\t", ":").partition(":")[0])
        if (known is not None and known.key == "lead") or (label is not None and label.key == "lead"):
            below_lead = known is not None
            continue
        if below_lead and (len(here.text) > MAX_LINE or not email_of(here)):
            continue  # the ministry's address
        below_lead = False
        if not is_table_head(here) and len(here.text) <= MAX_LINE:
            lines.append(here)
    return lines


def is_whole_person(here: Placed) -> bool:
    """Whether the line alone, on a page that has lost its headings, holds a person, an office and an address."""
    if here.is_heading or len(here.text) > MAX_LINE or not (email := email_of(here)):
        return False
    person = read_person(without_email(here), email)
    if person is None or not person.role or not is_name(person.name, email):
        return False
    return any(load_roles().is_office(word) for word in person.role.split())


def is_table_head(here: Placed) -> bool:
    """Whether the line names the columns of a table, or only what the line below it is."""
    cells = [cell.casefold().rstrip(" :") for cell in here.text.split("\t") if cell]
    return bool(cells) and not email_of(here) and load_roles().columns.issuperset(cells)


def persons(lines: Sequence[Placed]) -> Iterator[list[Placed]]:
    """The lines of each person: a bare name takes the lines below it, an address the line above it."""
    held: list[Placed] = []
    for here in lines:
        if held and begins_person(held, here):
            yield held
            held = []
        held.append(here)
        if email_of(here) and not bare_name(here):
            yield held
            held = []
    if held:
        yield held


def begins_person(held: Sequence[Placed], here: Placed) -> bool:
    """Whether the line is another person than the lines held."""
    if len(held) >= MAX_LINES or here.is_heading or here.block.kind in ("item", "bullet"):
        bullets = here.block.kind == held[0].block.kind == "bullet"
        return not (bullets and bare_name(held[0]) and not bare_name(here))
    if not without_email(here):
        return any(email_of(line) for line in held)
    if len(held) == 1 and not bare_name(held[0]):
        return True
    return bare_name(here) and not (len(held) > 1 and load_roles().begins_organisation(here.text.split()[0]))


def bare_name(here: Placed) -> bool:
    """Whether the line holds a name alone."""
    text = without_email(here)
    words = text.split()
    roles = load_roles()
    if not words or "\t" in text or any(roles.is_office(word) or roles.begins_organisation(word) for word in words):
        return False
    return len(words) <= 6 and is_name(text, email_of(here)) and not any(roles.is_joint(word) for word in words)


def email_of(here: Placed) -> str | None:
    """The first e-mail address of the line: written there, or only the target of a link."""
    if found := EMAIL.search(here.text):
        return DOT.sub(".", AT.sub("@", found[0])).replace(" ", "")
    targets = (link.removeprefix("mailto:") for link in here.block.links if link.startswith("mailto:"))
    return next((target for target in targets if PLAIN_EMAIL.fullmatch(target)), None)


def without_email(here: Placed) -> str:
    """The line's words without addresses and the words of a link that stands for one."""
    text = EMAIL.sub(" ", without_label(here.text))
    text = re.sub(r"<\s*>|\(\s*\)|\[\s*\]", " ", text).strip(EDGES)
    while found := link_words_at_end().search(text):
        text = text[: found.start()].strip(EDGES)
    return text


def without_label(text: str) -> str:
    """The line without the name of what it holds ("Role: Director")."""
    label, colon, rest = text.partition(":")
    return rest.strip() if colon and label.strip().casefold() in load_roles().columns else text


@cache
def link_words_at_end() -> re.Pattern[str]:
    """A link's words that stand for an address ("E-mail"), at the end of a line."""
    words = "|".join(re.escape(word) for word in load_roles().link_words)
    return re.compile(rf"(?:^|(?<=[\s,;|(–]))(?:{words})\)?$", re.IGNORECASE)


def join_lines(lines: Sequence[Placed]) -> str:
    """The lines of one person as one: what stands on its own line is its own part."""
    return "\t".join(text for line in lines if (text := without_email(line)))
