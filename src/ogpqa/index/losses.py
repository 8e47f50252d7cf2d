"""What a generation lost of the one before it: members, and what the pages say of each."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from ogpqa.index.limits import CountLimit, load_limits
from ogpqa.index.store import Contents
from ogpqa.types import Commitment, Member, Record, Skipped
from ogpqa.versions import Versions, shared_ids


class Counted:
    """The members of a generation and what the copies of their pages that count now say of them."""

    def __init__(self, contents: Contents) -> None:
        self.contents = contents
        ids = shared_ids(contents.pages, contents.records)
        owned = [replace(r, member_id=ids[r.member_id]) if r.member_id in ids else r for r in contents.records]
        superseded = Versions(contents.pages, owned).superseded
        self.names = {r.member_id: r.name for r in owned if isinstance(r, Member)}
        self.pages_of_members = {r.page_id: r.member_id for r in owned if isinstance(r, Member)}
        self.records: dict[str, list[Record]] = {member_id: [] for member_id in self.names}
        for record in owned:
            if record.page_id not in superseded and record.member_id in self.records:
                self.records[record.member_id].append(record)


def losses(old: Counted, now: Counted, skipped: Sequence[Skipped], excused: Collection[str]) -> Iterator[str]:
    """What was lost, one sentence each. Members that are `excused` may lose anything."""
    renamed = _renamed(old, now)
    pages = {page.page_id for page in now.contents.pages}
    members = [m for m in old.names if m not in excused]
    gone = [m for m in members if renamed.get(m, m) not in now.names]
    if gone and len(gone) == len(old.names) > 1 and not pages & old.pages_of_members.keys():
        yield f"All {len(gone)} members that are served now are gone. Is this the right folder?"
        return
    for member_id in gone:
        yield _said_of_lost(member_id, old, now, skipped)
    yield from _said_of_pages(old, now, skipped, {*gone, *excused})
    staying = {m: now.records[renamed.get(m, m)] for m in members if m not in gone}
    for limit in load_limits().counts:
        counts = {m: (_count(old.records[m], limit), _count(found, limit)) for m, found in staying.items()}
        collapsed = [m for m, (had, has) in counts.items() if limit.per_member and limit.collapsed(had, has)]
        for member_id in collapsed:
            yield _said_of_collapse(old.names[member_id], counts[member_id], limit, now, staying[member_id])
        # Members that collapsed are named already: the total is about what crumbles everywhere.
        had, has = (sum(counts[m][i] for m in staying if m not in collapsed) for i in (0, 1))
        if limit.crumbled(had, has):
            yield f"All members together have {limit.said(has)}; they had {had}."


def _renamed(old: Counted, now: Counted) -> Mapping[str, str]:
    """Members that are there under another id: their pages share an address or a commitment."""
    gone = old.names.keys() - now.names.keys()
    if not gone:
        return {}
    lost = [
        replace(r, page_id=f"before {r.page_id}")
        for member_id in gone
        for r in old.records[member_id]
        if isinstance(r, Member | Commitment)
    ]
    pages = [replace(page, page_id=f"before {page.page_id}") for page in old.contents.pages]
    kept = [r for records in now.records.values() for r in records if isinstance(r, Member | Commitment)]
    ids = shared_ids([*pages, *now.contents.pages], [*lost, *kept])
    by_shared = {ids.get(member_id, member_id): member_id for member_id in now.names}
    return {m: by_shared[shared] for m in gone if (shared := ids.get(m, m)) in by_shared}


def _said_of_lost(member_id: str, old: Counted, now: Counted, skipped: Sequence[Skipped]) -> str:
    had = [
        limit.said(n)
        for limit in load_limits().counts
        if limit.section and (n := _count(old.records[member_id], limit))
    ]
    said = f"{old.names[member_id]} is gone{'; it had ' + ', '.join(had) if had else ''}."
    pages = {record.page_id for record in old.records[member_id]}
    if still := sorted(page.page_id for page in now.contents.pages if page.page_id in pages):
        return f"{said} Its page {still[0]} is there, but is not read as a member's: has it lost its name?"
    reasons = (f" The file {s.path} was skipped: {s.reason}" for s in skipped if _page_id(s.path) in pages)
    return said + next(reasons, "")


def _said_of_pages(old: Counted, now: Counted, skipped: Sequence[Skipped], silent: Collection[str]) -> Iterator[str]:
    """Pages whose files are there and say less; a file that was taken away was meant to go."""
    kept = {page.page_id for page in now.contents.pages}
    lost = {page.page_id for page in old.contents.pages} - kept
    for file in skipped:
        page_id = _page_id(file.path)
        if page_id in lost and old.pages_of_members.get(page_id) not in silent:
            yield f"The page {page_id} is served now and cannot be read any more: {file.reason}"
    for page_id, member_id in old.pages_of_members.items():
        if page_id in kept and page_id not in now.pages_of_members and member_id not in silent:
            yield f"{old.names[member_id]}: the page {page_id} is not read as a member's any more."


def _page_id(path: str) -> str:
    """The id that a file's page most likely had."""
    from ogpqa.corpus import slug

    return slug(path.rsplit("/", 1)[-1].rsplit(".", 1)[0])


def _count(records: Sequence[Record], limit: CountLimit) -> int:
    return sum(limit.counts(record) for record in records)


def _said_of_collapse(
    name: str, counts: tuple[int, int], limit: CountLimit, now: Counted, records: Sequence[Record]
) -> str:
    had, has = counts
    section = "" if has or not limit.section else _section_of(limit.section, now, {r.page_id for r in records})
    return f"{name} has {limit.said(has)}{'' if has else ' any more'}; it had {had}.{section}"


def _section_of(key: str, now: Counted, pages: Collection[str]) -> str:
    """What has become of the section that held them."""
    from ogpqa.corpus.layouts import load_layouts

    layouts = load_layouts()
    for passage in now.contents.passages:
        known = layouts.heading(passage.section[0]) if passage.page_id in pages and passage.section else None
        if known is not None and known.key == key:
            line = " ".join(passage.text.split())[:80]
            return f" The section {passage.section[0]} is there, but is not understood: it begins “{line}”."
    return " The section is missing or empty."
