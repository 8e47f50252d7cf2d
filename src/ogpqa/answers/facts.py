"""The records of an index, ready to be asked: by type and member, and the pages that they stand on."""

from __future__ import annotations

import copy
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property

from ogpqa.questions.text import key
from ogpqa.types import Commitment, Contact, Member, Page, Record, Resource
from ogpqa.versions import Copy, Versions

_Rows = dict[str, dict[str, list[Record]]]  # by type and member


class Facts:
    """Records by type and member, in page order: of each member's newest copy, and of other pages about it."""

    def __init__(self, pages: Sequence[Page], records: Sequence[Record]) -> None:
        self.pages: Mapping[str, Page] = {page.page_id: page for page in pages}
        self.versions = Versions(pages, records)
        self._by_page: dict[str, dict[str, list[Record]]] = defaultdict(lambda: defaultdict(list))
        for record in records:
            self._by_page[record.page_id][record.member_id].append(record)
        copies = {c.page_id for found in self.versions.copies.values() for c in found} | self.versions.superseded
        self._others: dict[str, list[Record]] = defaultdict(list)
        for page_id, by_member in self._by_page.items():
            for member, found in by_member.items():
                if page_id not in copies:
                    self._others[member] += found
        self._rows: _Rows = defaultdict(dict)
        self.members: dict[str, Member] = {}
        self._chosen: dict[str, Copy | None] = {}
        self._named: dict[tuple[str, str], Mapping[str, Sequence[Record]]] = {}
        for member in dict.fromkeys(record.member_id for record in records):
            self._choose(member, self.versions.newest(member))
        self._short_names = Counter(m.short_name for m in self.members.values())

    def _choose(self, member: str, chosen: Copy | None) -> None:
        """Let one copy of a member answer for it."""
        own = self._by_page[chosen.page_id][member] if chosen else []
        said = {statement for record in own if (statement := _statement(record))}
        self._chosen[member] = chosen
        for rows in self._rows.values():
            rows.pop(member, None)
        for record in (*own, *(r for r in self._others.get(member, ()) if _statement(r) not in said)):
            self._rows[type(record).__name__].setdefault(member, []).append(record)
        self.members.pop(member, None)
        if named := next((record for record in own if isinstance(record, Member)), None):
            self.members[member] = named

    def rows(self, record_type: str, members: Iterable[str] = ()) -> list[Record]:
        """The records of a type, of the given members in their order, or of all."""
        by_member = self._rows.get(record_type, {})
        chosen = list(members) or list(by_member)
        return [record for member in chosen for record in by_member.get(member, ())]

    def n_rows(self, record_type: str) -> int:
        """How many records of a type there are, of all members."""
        return sum(map(len, self._rows.get(record_type, {}).values()))

    def named(self, record_type: str, field: str) -> Mapping[str, Sequence[Record]]:
        """The records of a type, of all members, by the key of what a field states; "" where it states nothing."""
        if (record_type, field) not in self._named:
            found: dict[str, list[Record]] = defaultdict(list)
            for record in self.rows(record_type):
                found[key(str(getattr(record, field, None) or ""))].append(record)
            self._named[record_type, field] = dict(found)
        return self._named[record_type, field]

    @cached_property
    def member_names(self) -> frozenset[str]:
        """The names of all members, as their pages write them."""
        return frozenset(map(self.member_name, self.members))

    def member_name(self, member_id: str) -> str:
        """The name as the member's page writes it, or the id."""
        member = self.members.get(member_id)
        return member.name if member else member_id

    def is_shared(self, short_name: str) -> bool:
        """Whether several members are called so for short."""
        return self._short_names[short_name] > 1

    def at(self, time: str, members: Sequence[str] = ()) -> Facts:
        """The facts of the copies of that time ("2020", "2021-03"), of the given members or of all."""
        return self._with({m: self.versions.at(m, time) for m in members or self.versions.copies})

    def before(self, member: str, fits: Callable[[Record], bool]) -> Facts | None:
        """The facts of the newest older copy of a member with a record that fits, or None."""
        for older in reversed(self.versions.copies.get(member, ())[:-1]):
            if any(fits(record) for record in self._by_page[older.page_id][member]):
                return self._with({member: older})
        return None

    def copy_of(self, member: str) -> Copy | None:
        """The copy that answers for the member in these facts."""
        return self._chosen.get(member)

    def _with(self, chosen: Mapping[str, Copy | None]) -> Facts:
        other = copy.copy(self)
        other._rows = defaultdict(dict, {kind: dict(rows) for kind, rows in self._rows.items()})
        other.members, other._chosen, other._named = dict(self.members), dict(self._chosen), {}
        other.__dict__.pop("member_names", None)
        for member, copied in chosen.items():
            if copied != self._chosen.get(member):
                other._choose(member, copied)
        return other


def _statement(record: Record) -> tuple[str, ...] | None:
    """What a record says that another page may say again; None for what only a member's own page states."""
    match record:
        case Commitment():
            return "Commitment", record.code
        case Resource():
            return "Resource", record.title.casefold(), str(record.year)
        case Contact():
            return "Contact", record.name.casefold(), (record.email or "").casefold()
        case _:
            return None
