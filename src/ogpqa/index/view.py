"""What of a store may be seen: one id for each member, and nothing that was excluded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from ogpqa.exclusions import EXCLUDE, NOTHING, Exclusions, Redacted, redact
from ogpqa.index.reading import Reading
from ogpqa.index.store import Contents, Shown, Store
from ogpqa.types import Member, Page, Record, Skipped
from ogpqa.versions import owners_of_documents, shared_ids


def view_of(store: Store, exclusions: Exclusions = NOTHING) -> Store:
    """The store as it is shown to everybody who asks."""
    shown = _without_excluded(store, exclusions) if exclusions else store
    owners = _owners(shown.pages, shown.records)
    if not owners:
        return shown
    moved = [
        replace(r, member_id=owners[r.page_id]) if r.member_id != owners.get(r.page_id, r.member_id) else r
        for r in shown.records
    ]
    return shown.showing(Shown(shown.pages, moved, owners))


def _without_excluded(store: Store, exclusions: Exclusions) -> Store:
    """The store without excluded pages, rows and passages; the text of the other pages without excluded text."""
    found = redact(store.pages, store.records, exclusions)
    touched = {*found.blank, *found.gone}
    if not touched:
        return store
    hidden = [p.number for p in store.passages() if p.page_id in touched and not found.shows(p)]
    return store.showing(Shown(found.pages, found.records, hidden=hidden))


def without_excluded(reading: Reading, exclusions: Exclusions) -> Reading:
    """What was read of a corpus, without what its exclude.toml excludes; excluded pages are reported as skipped."""
    if not exclusions:
        return reading
    contents, found = _redacted(reading.contents, exclusions)
    gone = [Skipped(page, f"{EXCLUDE} excludes it{reason and ': ' + reason}.") for page, reason in found.gone.items()]
    touched = {*found.blank, *found.gone}
    # Files of these pages are read again next time: what is kept of them is not all that they hold.
    whole = {
        digest: one
        for digest, one in reading.outcomes.items()
        if isinstance(one, str) or one.page.page_id not in touched
    }
    skipped = (*reading.skipped, *gone)
    return replace(reading, contents=contents, skipped=skipped, outcomes=whole, exclusions=exclusions)


def contents_without(contents: Contents, exclusions: Exclusions) -> Contents:
    """The contents of a generation without what is excluded, passages numbered anew."""
    return _redacted(contents, exclusions)[0] if exclusions else contents


def _redacted(contents: Contents, exclusions: Exclusions) -> tuple[Contents, Redacted]:
    found = redact(contents.pages, contents.records, exclusions)
    shown = [passage for passage in contents.passages if found.shows(passage)]
    passages = tuple(replace(p, number=n) if p.number != n else p for n, p in enumerate(shown))
    return Contents(found.pages, found.records, passages), found


def _owners(pages: Sequence[Page], records: Sequence[Record]) -> Mapping[str, str]:
    """The member of each page, where the records name another one: the page says its name otherwise, or not at all."""
    ids = shared_ids(pages, records)
    own = {r.page_id: r.member_id for r in records}
    own |= {r.page_id: r.member_id for r in records if isinstance(r, Member)}
    renamed = {page_id: ids[member] for page_id, member in own.items() if member in ids}
    documents = owners_of_documents(pages, records)
    return renamed | {page_id: ids.get(member, member) for page_id, member in documents.items()}
