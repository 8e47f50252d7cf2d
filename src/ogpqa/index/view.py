"""What of a store may be seen: one id for each member, and nothing that was excluded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from ogpqa.index.store import Shown, Store
from ogpqa.types import Member, Page, Record
from ogpqa.versions import owners_of_documents, shared_ids


def view_of(store: Store) -> Store:
    """The store as it is shown to everybody who asks."""
    pages, records = store.pages, store.records
    owners = _owners(pages, records)
    if not owners:
        return store
    moved = [
        replace(r, member_id=owners[r.page_id]) if r.member_id != owners.get(r.page_id, r.member_id) else r
        for r in records
    ]
    return store.showing(Shown(pages, moved, owners))


def _owners(pages: Sequence[Page], records: Sequence[Record]) -> Mapping[str, str]:
    """The member of each page, where the records name another one: the page says its name otherwise, or not at all."""
    ids = shared_ids(pages, records)
    own = {r.page_id: r.member_id for r in records}
    own |= {r.page_id: r.member_id for r in records if isinstance(r, Member)}
    renamed = {page_id: ids[member] for page_id, member in own.items() if member in ids}
    documents = owners_of_documents(pages, records)
    return renamed | {page_id: ids.get(member, member) for page_id, member in documents.items()}
