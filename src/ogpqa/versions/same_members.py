"""One id for a member that its pages call by several names, and documents given to the member they are about.

A government is renamed and its pages move; codes and addresses stay. Two names are one member when their pages share an
address (/members/x and /countries/X/) or a commitment, code and title alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from ogpqa.types import Commitment, Member, Page, Record
from ogpqa.versions.copies import day_of, member_address

_DIGITS = "0123456789"


def shared_ids(pages: Sequence[Page], records: Sequence[Record]) -> dict[str, str]:
    """The id to use for each member id that is not the one to use."""
    by_id = {page.page_id: page for page in pages}
    members = [r for r in records if isinstance(r, Member)]
    levels = {r.member_id: r.level for r in members}
    age: dict[str, tuple[str, str]] = {}
    for member in members:
        day = day_of(by_id[member.page_id])
        age[member.member_id] = min(age.get(member.member_id, (day, member.member_id)), (day, member.member_id))
    ids: dict[str, str] = {}
    for group in _groups([*_at_one_address(by_id, members), *_with_one_commitment(records, levels)]):
        same = [member for member in group if levels[member] == levels[group[0]]]
        first = min(same, key=lambda member: age[member])
        ids |= {member: first for member in same if member != first}
    return ids


def owners_of_documents(pages: Sequence[Page], records: Sequence[Record]) -> dict[str, str]:
    """The member of each page that is no member's own: by its address below the member's (/members/x/commitments/y),
    else by codes that begin as those of one member's page only, else by the only member's name in its title.
    """
    own = {r.page_id: r.member_id for r in records if isinstance(r, Member)}
    prefixes = _prefixes(records, own)
    at = {place[0]: own[page.page_id] for page in pages if page.page_id in own and (place := member_address(page.url))}
    ids = set(own.values())
    owners = {}
    for page in pages:
        place = member_address(page.url)
        if place and page.page_id not in own and (member := at.get(place[0], place[0])) in ids:
            owners[page.page_id] = member
    for record in records:
        if isinstance(record, Commitment) and record.page_id not in own:
            found = prefixes.get(record.code.rstrip(_DIGITS), set())
            if len(found) == 1:
                owners.setdefault(record.page_id, *found)
    names = _names(r for r in records if isinstance(r, Member))
    for page in pages:
        if page.page_id not in own and page.page_id not in owners and (named := _named_in(page.title, names)):
            owners[page.page_id] = named
    return owners


def _names(members: Iterable[Member]) -> dict[str, str | None]:
    """The member that each name means, as words; None where several bear it."""
    found: dict[str, str | None] = {}
    for member in members:
        for name in {_words(member.name), _words(member.short_name)}:
            found[name] = member.member_id if found.get(name, member.member_id) == member.member_id else None
    return found


def _named_in(title: str, names: Mapping[str, str | None]) -> str | None:
    """The member whose name the title holds, when it is the only one; a name inside a longer one is none."""
    said = f" {_words(title)} "
    there = [name for name in names if f" {name} " in said]
    longest = [name for name in there if not any(f" {name} " in f" {other} " for other in there if other != name)]
    found = {names[name] for name in longest}
    return found.pop() if len(found) == 1 else None


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def _prefixes(records: Iterable[Record], own: Mapping[str, str]) -> dict[str, set[str]]:
    """The members on whose pages commitments bear a code that begins so."""
    found: dict[str, set[str]] = {}
    for record in records:
        if isinstance(record, Commitment) and record.page_id in own:
            found.setdefault(record.code.rstrip(_DIGITS), set()).add(own[record.page_id])
    return found


def _at_one_address(pages: Mapping[str, Page], members: Iterable[Member]) -> Iterator[tuple[str, str]]:
    first: dict[str, str] = {}
    for member in members:
        place = member_address(pages[member.page_id].url)
        if place and not place[1]:
            yield first.setdefault(place[0], member.member_id), member.member_id


def _with_one_commitment(records: Iterable[Record], levels: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    first: dict[tuple[str, str, str], str] = {}
    for record in records:
        if isinstance(record, Commitment) and record.title and record.member_id in levels:
            key = (levels[record.member_id], record.code, " ".join(record.title.casefold().split()))
            yield first.setdefault(key, record.member_id), record.member_id


def _groups(pairs: Iterable[tuple[str, str]]) -> list[list[str]]:
    """Ids that pairs join, directly or by way of others; groups of one left out."""
    group: dict[str, list[str]] = {}
    for a, b in pairs:
        one, other = group.setdefault(a, [a]), group.setdefault(b, [b])
        if one is not other:
            one += other
            group |= dict.fromkeys(other, one)
    return [members for members in {id(found): found for found in group.values()}.values() if len(members) > 1]
