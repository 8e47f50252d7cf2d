"""A contact's line -> name, role, organisation. Between name and role stands nothing but a space.

The role begins at the first word of roles.toml behind a plausible name, if an office ("Director") follows. Names of any
language are allowed: what counts is where the role begins, and whose letters the e-mail address repeats.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from ogpqa.records.roles import Roles, load_roles

COMMAS = ",،，、"
STRONG = re.compile(r"\s*\t\s*|\s+[-–—|/·•]\s+|\s*[|;·•]\s*|:\s+|\s+\((?=[^)]*\)?$)")
MAX_NAME = 5
COMMON_WORD = re.compile(r"(?:tion|sion|tions|ology|graphy|ics|ship|ships|ical|ional|mental|cial|ization|isation|ments?|ness)$")


@dataclass(frozen=True, slots=True)
class Person:
    """The parts of a contact's line, as they stand there."""

    name: str
    role: str | None = None
    organisation: str | None = None


def read_person(line: str, email: str | None = None) -> Person | None:
    """The person of a line without its e-mail address; `email` helps to tell a surname from a role. None when empty."""
    line = re.sub(r"[ \u00a0]+", " ", line).strip(" ,;:|-–—\t")
    if not line:
        return None
    parts = [part.strip(f" {COMMAS};") for part in STRONG.split(line)]
    parts = [part.removesuffix(")") if "(" not in part else part for part in parts if part]
    if len(parts) > 1 and is_name_alone(parts[0], email):
        return from_parts(parts)
    return from_running_line(line.replace("\t", " "), email)


def is_name_alone(part: str, email: str | None) -> bool:
    """Whether the part is a whole name: short, and no role begins in it."""
    words = part.split()
    return not any(c in part for c in COMMAS) and len(words) <= MAX_NAME + 1 and name_length(words, email) == len(words)


def from_parts(parts: list[str]) -> Person:
    """The person of a line whose parts are set apart by dashes, bars or cells."""
    name, rest = parts[0], parts[1:]
    role, organisation = split_role(rest[0])
    if role is None:
        return Person(name, None, ", ".join(rest) or None)
    return Person(name, role, ", ".join([*([organisation] if organisation else []), *rest[1:]]) or None)


def from_running_line(line: str, email: str | None) -> Person:
    """The person of a line in which name and role are set apart by a space or a comma."""
    roles = load_roles()
    head, tail = cut(line)
    while tail and roles.is_degree(tail.split(None, 1)[0].strip(COMMAS)) and not roles.is_office(tail.split()[0]):
        degree, _, tail = tail.partition(" ") if cut(tail)[1] is None else (cut(tail)[0], "", cut(tail)[1] or "")
        head, more = f"{head}, {degree}", ""
        tail = tail.strip(f" {COMMAS}") or more
        if not degree or len(degree.split()) > 1:
            words = degree.split()
            head = f"{head.rsplit(',', 1)[0]}, {words[0]}"
            return with_role(head, f"{' '.join(words[1:])}, {tail}" if tail else " ".join(words[1:]))
        if tail and roles.begins_role(tail.split()[0]):
            return with_role(head, tail)
    words = head.split()
    if leading := role_first(words):
        name, role = leading
        return Person(name, role, tail or None)
    if not is_person(words, roles):
        return Person(head, None, tail or None)
    length = name_length(words, email)
    name, rest = " ".join(words[:length]), " ".join(words[length:])
    if rest:
        return with_rest(name, rest, tail)
    return with_role(name, tail) if tail else Person(name)


def cut(line: str) -> tuple[str, str | None]:
    """The line before and behind its first comma; None when there is none."""
    found = re.search(rf"\s*[{COMMAS}]\s*", line)
    return (line[: found.start()], line[found.end() :]) if found else (line, None)


def with_rest(name: str, rest: str, tail: str | None) -> Person:
    """The person whose role (or organisation) stands behind the name, before the first comma."""
    roles = load_roles()
    words = rest.split()
    if roles.begins_organisation(words[0]) and not any(roles.is_office(word) for word in words):
        return Person(name, None, f"{rest}, {tail}" if tail else rest)
    return Person(name, rest, tail or organisation_in(words))


def with_role(name: str, tail: str) -> Person:
    """The person whose role and organisation stand behind a comma."""
    role, organisation = split_role(tail)
    return Person(name, role, organisation)


def split_role(text: str) -> tuple[str | None, str | None]:
    """Role and organisation of what stands behind a name: "Director, Ministry of X" or just one of the two."""
    roles = load_roles()
    head, tail = cut(text)
    words = head.split()
    if words and any(roles.is_office(word) for word in words):
        return head, tail or organisation_in(words)
    return None, text or None


def organisation_in(words: list[str]) -> str | None:
    """The organisation inside "Director of State Chancellery": what stands behind the first small word, if one is in it.

    The role keeps its words too: where the page sets no comma nobody can say which of the two they are.
    """
    roles = load_roles()
    for i, word in enumerate(words[:-1]):
        if i and roles.is_joint(word) and word.casefold() in ("of", "at", "for", "in"):
            behind = words[i + 1 :]
            behind = behind[1:] if behind[0].casefold() == "the" else behind
            return " ".join(behind) if any(roles.begins_organisation(w) for w in behind) else None
    return None


def is_person(words: list[str], roles: Roles) -> bool:
    """Whether the line begins with a person's name rather than with a team's or an organisation's."""
    first = words[0] if words else ""
    plain = roles.begins_role(first) or roles.begins_organisation(first)
    return not plain or roles.is_surname_too(first) or roles.is_honorific(first)


def role_first(words: list[str]) -> tuple[str, str] | None:
    """Name and role of "Deputy Director Yujin Lee"; None for every other line."""
    roles = load_roles()
    if not words or not roles.begins_role(words[0]) or roles.is_surname_too(words[0]) or roles.is_honorific(words[0]):
        return None
    last = max((i for i, word in enumerate(words) if roles.is_office(word)), default=-1)
    name = words[last + 1 :]
    known = any(roles.begins_role(w) or roles.begins_organisation(w) or roles.is_joint(w) for w in words[: last + 1][-1:] + name if w != words[last])
    if last < 0 or len(name) < 2 or len(name) > MAX_NAME or known:
        return None
    return " ".join(name), " ".join(words[: last + 1])


def name_length(words: list[str], email: str | None) -> int:
    """How many of the words are the name."""
    roles = load_roles()
    start = 0
    while start < len(words) - 1 and roles.is_honorific(words[start]):
        start += 1
    least = start + 1
    repeated = repeated_in(words, email, roles)
    if repeated is not None:
        least = max(least, repeated + 1)
    at = role_start(words, start, least)
    if at is None:
        at = unknown_role_start(words, start, least)
    while at < len(words) and roles.is_degree(words[at]):
        at += 1
    return at


def repeated_in(words: list[str], email: str | None, roles: Roles) -> int | None:
    """The last of the first words whose letters stand in the e-mail address before the @."""
    address = letters((email or "").partition("@")[0])
    found = None
    for i, word in enumerate(words[: MAX_NAME + 1]):
        if (roles.begins_role(word) and not roles.is_surname_too(word)) or roles.is_joint(word):
            break
        if len(letters(word)) >= 3 and letters(word) in address:
            found = i
    return found


def letters(word: str) -> str:
    """The word's letters, without case and accents."""
    plain = unicodedata.normalize("NFKD", word.casefold())
    return "".join(c for c in plain if c.isalnum() and not unicodedata.combining(c))


def role_start(words: list[str], start: int, least: int) -> int | None:
    """Where the role begins: at the first word of roles behind the name that has an office in it or behind it."""
    roles = load_roles()
    offices = [i for i, word in enumerate(words) if roles.is_office(word)]
    organisation = next((i for i in range(start + 2, len(words)) if roles.begins_organisation(words[i])), None)
    for i in range(least, len(words)):
        word = words[i]
        single = i - start < 2 and not (i - start == 1 and is_whole_name(words[start]))
        if single and roles.is_surname_too(word) and any(o > i for o in offices):
            continue
        if not any(o >= i for o in offices):
            break
        if roles.begins_role(word) or (i - start >= 2 and is_common_word(word)):
            return i
        if i - start >= 1 and begins_lower(words, i):
            return i
        if i - start >= 2 and i + 1 < len(words) and roles.is_joint(words[i + 1]) and not roles.is_particle(words[i + 1]):
            return i
    return organisation


def is_whole_name(word: str) -> bool:
    """Whether one word is a whole name, as in Korean and Chinese."""
    return not word.isascii() and all("\u2e80" <= c <= "\u9fff" or "\uac00" <= c <= "\ud7af" for c in word) and len(word) >= 2


def is_common_word(word: str) -> bool:
    """Whether the word's ending is that of a common noun or adjective rather than of a name."""
    return len(word) >= 8 and COMMON_WORD.search(word.casefold()) is not None


def begins_lower(words: list[str], i: int) -> bool:
    """Whether a lower-case word that is no particle stands at i, behind words that begin with capitals."""
    roles = load_roles()
    word = words[i]
    return word[:1].islower() and words[0][:1].isupper() and not roles.is_particle(word) and not word.startswith(("d'", "al-", "el-", "d’"))


def unknown_role_start(words: list[str], start: int, least: int) -> int:
    """Where the name ends when no office is known: before a lower-case word, else behind two words and their particles."""
    roles = load_roles()
    for i in range(max(least, start + 1), len(words)):
        if begins_lower(words, i) and not roles.is_joint(words[i]):
            return i
        if roles.is_joint(words[i]) and not roles.is_particle(words[i]):
            return max(i - 1, least, start + 2) if i - 1 > start else i
    full = 0
    for i in range(start, len(words)):
        initial = len(words[i].strip(".")) <= 1
        full += not roles.is_particle(words[i]) and not initial
        if full >= 2 and i + 1 >= least:
            rest = words[i + 1 :]
            # Up to four words without any sign of a role are a name of four words.
            return len(words) if len(words) - start <= 4 and not any(is_common_word(w) or roles.begins_role(w) for w in rest) else i + 1
    return len(words)
