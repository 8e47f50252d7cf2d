"""Where a person's name ends when nothing but a space stands behind it."""

from __future__ import annotations

import re
import unicodedata

from ogpqa.records.roles import Roles, fold, load_roles

MAX_NAME = 4  # words of a name that nothing else tells from a role, particles apart
MAX_REPEATED = 6
COMMON_WORD = re.compile(r"(?:tions?|sion|ology|graphy|ics|ships?|[it]cal|ional|mental|cial|i[sz]ation|ments?|ing)$")
MIN_COMMON_WORD = 8  # letters: "Clement" and "Marion" are names


def name_length(words: list[str], email: str | None = None) -> int:
    """How many of the words are the name: all of them when no role is found and the name is not too long."""
    roles = load_roles()
    start = honorifics(words, roles)
    least = max(start + 1, repeated_in(words, email, roles))
    at = role_start(words, start, least)
    if at is None:
        at = unknown_role_start(words, start, least)
    while at < len(words) and roles.is_degree(words[at]) and not roles.is_office(words[at]):
        at += 1
    return at


def honorifics(words: list[str], roles: Roles) -> int:
    """How many titles stand before the name; "Ambassador Ana Ruiz Director" has one too."""
    start = 0
    while start < len(words) - 1 and roles.is_honorific(words[start]):
        start += 1
    office = start == 0 and roles.is_office(words[0]) and not roles.is_surname_too(words[0])
    return 1 if office and len(words) > 2 else start


def repeated_in(words: list[str], email: str | None, roles: Roles) -> int:
    """How many words the name has at least, since the e-mail address before the @ repeats the last of them."""
    address = letters((email or "").partition("@")[0])
    found = 0
    for i, word in enumerate(words[:MAX_REPEATED]):
        if i and ((roles.begins_role(word) and not roles.is_surname_too(word)) or word.casefold() in roles.joints):
            break
        if len(letters(word)) >= 3 and letters(word) in address:
            found = i + 1
    return found


def letters(word: str) -> str:
    """The word's letters and digits, without case and accents."""
    plain = unicodedata.normalize("NFKD", word.casefold().replace("ı", "i").replace("ø", "o").replace("đ", "d"))
    return "".join(c for c in plain if c.isalnum() and not unicodedata.combining(c))


def role_start(words: list[str], start: int, least: int) -> int | None:
    """Where the role begins, or an organisation where there is none; None when neither is known."""
    roles = load_roles()
    last_office = max((i for i, word in enumerate(words) if roles.is_office(word)), default=-1)
    for i in range(least, last_office + 1):
        single = i - start < 2 and not is_whole_name(words[start])
        if single and roles.is_surname_too(words[i]) and not (joins_next(words, i) and i == last_office):
            continue  # "Sarah Head Policy Adviser": a name of one word is rarer than such a surname
        if roles.begins_role(words[i]) or begins_lower(words, i) or re.search(r"[\d&]", words[i]):
            return i
        if i - start >= 2 and (is_common_word(words[i]) or joins_next(words, i)):
            return i
    return next((i for i in range(max(start + 2, least), len(words)) if roles.begins_organisation(words[i])), None)


def unknown_role_start(words: list[str], start: int, least: int) -> int:
    """Where the name ends when no office is known: before what no name holds, else behind two words and particles."""
    roles = load_roles()
    if is_whole_name(words[start]) and "\uac00" <= words[start][0] <= "\ud7af":
        return start + 1
    many = sum(not roles.is_particle(word) for word in words[start:]) > MAX_NAME
    full = 0
    for i in range(start, len(words)):
        if i >= least and (begins_lower(words, i) or (i - start >= 2 and joins_next(words, i))):
            return i
        full += not roles.is_particle(words[i]) and len(words[i].strip(".")) > 1
        if full >= 2 and i + 1 >= least and (many or odd(words[i + 1 :], roles)):
            return i + 1
    return len(words)


def odd(rest: list[str], roles: Roles) -> bool:
    """Whether a word that names rarely hold is among the rest."""
    return any(is_common_word(word) or roles.begins_role(word) for word in rest)


def is_whole_name(word: str) -> bool:
    """Whether one word is a whole name, as in Korean and Chinese."""
    return 2 <= len(word) <= 4 and all("\u4e00" <= c <= "\u9fff" or "\uac00" <= c <= "\ud7af" for c in word)


def is_common_word(word: str) -> bool:
    """Whether the word ends as nouns and adjectives of offices do, and names do not."""
    return len(word) >= MIN_COMMON_WORD and COMMON_WORD.search(word.casefold()) is not None


def joins_next(words: list[str], i: int) -> bool:
    """Whether a small word such as "of", never part of a name, follows the word."""
    following = words[i + 1] if i + 1 < len(words) else ""
    roles = load_roles()
    return following.casefold() in roles.joints and not roles.is_particle(following)


def begins_lower(words: list[str], i: int) -> bool:
    """Whether a lower-case word that is no particle stands at i, behind words that begin with capitals."""
    word = words[i]
    if not (word[:1].islower() and words[0][:1].isupper()) or load_roles().is_particle(word):
        return False
    return re.match(r"(?:d|l|al|el|ul|ibn|bin|st)[-'’]", fold(word)) is None
