"""The records of an index, ready to be asked: by type and member, and the pages that they stand on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from ogpqa.types import Member, Page, Record


class Facts:
    """Records by type and member, in page order. Only the newest page of a member counts."""

    def __init__(self, pages: Sequence[Page], records: Sequence[Record]) -> None:
        self.pages: Mapping[str, Page] = {page.page_id: page for page in pages}
        self.members: dict[str, Member] = {}
        newest = _newest_pages(pages, records)
        self._rows: dict[str, dict[str, list[Record]]] = defaultdict(lambda: defaultdict(list))
        for record in records:
            if newest.get(record.member_id, record.page_id) != record.page_id:
                continue
            self._rows[type(record).__name__][record.member_id].append(record)
            if isinstance(record, Member):
                self.members.setdefault(record.member_id, record)

    def rows(self, record_type: str, members: Iterable[str] = ()) -> list[Record]:
        """The records of a type, of the given members in their order, or of all."""
        by_member = self._rows[record_type]
        chosen = list(members) or list(by_member)
        return [record for member in chosen for record in by_member.get(member, ())]

    def member_name(self, member_id: str) -> str:
        """The name as the member's page writes it, or the id."""
        member = self.members.get(member_id)
        return member.name if member else member_id


def _newest_pages(pages: Sequence[Page], records: Sequence[Record]) -> Mapping[str, str]:
    """The page that answers for each member: the latest saved_on; undated pages first in order of page id."""
    saved = {page.page_id: page.saved_on or "" for page in pages}
    newest: dict[str, str] = {}
    for record in records:
        if isinstance(record, Member):
            held = newest.get(record.member_id)
            if held is None or saved[record.page_id] > saved[held]:
                newest[record.member_id] = record.page_id
    return newest
