"""A contact's line -> name, role, organisation. Between name and role stands nothing but a space.

Names may be of any language, so what is looked for is the role: it begins at the first word of roles.toml behind a
plausible name, if a word for an office ("Director") stands there or behind. An e-mail address that repeats a word
makes that word part of the name. The organisation begins behind the first comma.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ogpqa.records.names import name_length
from ogpqa.records.roles import load_roles

COMMA = re.compile(r"\s*[,،，、]\s*")
STRONG = re.compile(r"\s*\t\s*|\s+[-–—|/·•]\s+|\s*[|;·•]\s*|:\s+|\s+\((?=[^()]*\)?$)")
EDGES = " ,;:|-–—\t،，、"
MAX_NAME = 6


@dataclass(frozen=True, slots=True)
class Person:
    """The parts of a contact's line, as they stand there."""

    name: str
    role: str | None = None
    organisation: str | None = None


def read_person(line: str, email: str | None = None) -> Person | None:
    """The person of a line without its e-mail address; None when nothing is left. `email` helps to find the name."""
    line = re.sub(r"[^\S\t]+", " ", line).strip(EDGES)
    label, colon, rest = line.partition(":")
    if colon and label.strip().casefold() in load_roles().labels:
        line = rest.strip(EDGES)
    if not line:
        return None
    parts = [part.strip(EDGES) for part in STRONG.split(line)]
    parts = [part if "(" in part else part.rstrip(")") for part in parts if part]
    if len(parts) > 1 and is_name(parts[0], email):
        return behind_name(parts[0], ", ".join(parts[1:]))
    return from_running_line(re.sub(r"\s*\t\s*", " ", line), email)


def is_name(part: str, email: str | None = None) -> bool:
    """Whether the part is a person's name and nothing else."""
    words = part.split()
    if not words or COMMA.search(part) or len(words) > MAX_NAME:
        return False
    roles = load_roles()
    if any(roles.is_joint(word) for word in words) or not is_person(words):
        return False
    return name_length(words, email) == len(words)


def from_running_line(line: str, email: str | None) -> Person:
    """The person of a line in which a space or a comma sets name and role apart."""
    roles = load_roles()
    head, tail = cut(line)
    words = head.split()
    if leading := role_first(words):
        name, role = leading
        return Person(name, role, tail)
    if not is_person(words):
        return Person(head, None, tail)
    length = name_length(words, email)
    name, rest = " ".join(words[:length]), words[length:]
    if rest:
        return with_rest(name, rest, tail)
    first, _, behind = (tail or "").partition(" ")
    if tail and roles.is_degree(first):  # "Ana Ruiz, PhD, Director" or "Ana Ruiz, PhD Director"
        return behind_name(f"{name}, {first.strip(EDGES)}", behind.strip(EDGES))
    return behind_name(name, tail or "")


def cut(line: str) -> tuple[str, str | None]:
    """The line before and behind its first comma."""
    found = COMMA.search(line)
    return (line[: found.start()], line[found.end() :] or None) if found else (line, None)


def with_rest(name: str, rest: list[str], tail: str | None) -> Person:
    """The person whose role, or organisation without a role, stands right behind the name."""
    roles = load_roles()
    if roles.begins_organisation(rest[0]) and not any(roles.is_office(word) for word in rest):
        return Person(name, None, ", ".join([" ".join(rest), *([tail] if tail else [])]))
    if tail is None and (at := organisation_start(rest)):
        return Person(name, " ".join(rest[:at]), " ".join(rest[at:]))
    return Person(name, " ".join(rest), tail or organisation_in(rest))


def behind_name(name: str, text: str) -> Person:
    """The person of whom a separator sets the name apart: behind it role and organisation, or one of the two."""
    roles = load_roles()
    head, tail = cut(text)
    words = head.split()
    if not words:
        return Person(name)
    if any(roles.is_office(word) for word in words):
        return with_rest(name, words, tail)
    lower = words[0][:1].islower() and not roles.begins_organisation(words[0])
    named = roles.begins_role(words[0]) and not roles.begins_organisation(words[0])
    if tail and (named or lower):
        return Person(name, head, tail)
    return Person(name, None, text)


def organisation_start(words: list[str]) -> int | None:
    """Where the organisation begins in "Director Ministry of Finance"; None when a small word joins the two."""
    roles = load_roles()
    for i in range(1, len(words)):
        if roles.begins_organisation(words[i]) and roles.is_office(words[i - 1]):
            return None if any(roles.is_office(word) for word in words[i:]) else i
    return None


def organisation_in(words: list[str]) -> str | None:
    """The organisation inside "Director of State Chancellery": what stands behind the first "of", if it names one.

    The role keeps its words too: where the page sets no comma nobody can say which of the two they are.
    """
    roles = load_roles()
    for i in range(1, len(words) - 1):
        if words[i].casefold() in ("of", "at", "for", "in"):
            behind = words[i + 1 :]
            behind = behind[1:] if behind[0].casefold() == "the" else behind
            return " ".join(behind) if any(roles.begins_organisation(word) for word in behind) else None
    return None


def is_person(words: list[str]) -> bool:
    """Whether the line begins with a person's name rather than with a team's or an organisation's."""
    roles = load_roles()
    first = words[0] if words else ""
    if roles.is_surname_too(first) or roles.is_honorific(first):
        return True
    return not (roles.begins_role(first) or roles.begins_organisation(first)) or title_before(words)


def title_before(words: list[str]) -> bool:
    """Whether the line is "Ambassador Ana Ruiz …": an office, then words that no role holds."""
    roles = load_roles()
    behind = words[1:3]
    plain = not any(roles.begins_role(w) or roles.is_joint(w) or roles.begins_organisation(w) for w in behind)
    return len(behind) == 2 and roles.is_office(words[0]) and plain and any(roles.is_office(w) for w in words[3:])


def role_first(words: list[str]) -> tuple[str, str] | None:
    """Name and role of "Deputy Director Yujin Lee"; None for every other line."""
    roles = load_roles()
    if not words or not roles.begins_role(words[0]) or roles.is_honorific(words[0]) or roles.is_surname_too(words[0]):
        return None
    last = max((i for i, word in enumerate(words) if roles.is_office(word.rstrip(":"))), default=-1)
    name = words[last + 1 :]
    if last < 0 or not 2 <= len(name) <= MAX_NAME or roles.is_particle(name[0]):
        return None
    if any(roles.begins_role(word) or roles.begins_organisation(word) or roles.is_joint(word) for word in name):
        return None
    return " ".join(name), " ".join(words[: last + 1]).rstrip(":")
