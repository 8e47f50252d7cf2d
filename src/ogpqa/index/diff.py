"""What changed between two generations, member by member and field by field.

Records are matched by what stays when the rest changes: a commitment by its code, a contact by e-mail or name, a
document by title. Of a member with several saved copies the newest one speaks. Linear in what the pages hold.
"""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Literal

from ogpqa.index.before import Difference, difference_of
from ogpqa.index.store import Store
from ogpqa.types import ActionPlan, Member, Page, Passage, Record

Kind = Literal["added", "removed", "changed", "replaced"]
TEXT, PAGE = "Text", "Page"
# By type, the fields that name a record, the surest first.
KEYS: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "Contact": (("email",), ("name",)),
    "Commitment": (("code",), ("title", "year"), ("title",)),
    "Resource": (("title", "year"), ("title",)),
    "Definition": (("term",),),
    "Post": (("title",),),
}
# Types of which a page states one thing in several places: their values are compared, not their records.
MERGED: tuple[type[Record], ...] = (Member, ActionPlan)
SUCCEEDED = frozenset({"Contact"})  # where one goes and one comes, the second takes the place of the first
LABELS: Mapping[str, tuple[str, ...]] = {"Contact": ("name",), "Commitment": ("code", "title"), "Definition": ("term",)}
PLACE = frozenset(f.name for f in fields(Record))


@dataclass(frozen=True, slots=True)
class FieldChange:
    """What a field stated before and states after; () when nothing. A page may state several values."""

    field: str
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """A record, a section's text or a saved page that came, went or differs."""

    kind: Kind
    type: str  # of the record; "Text" of a section, "Page" for a saved copy
    label: str
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class Changed:
    """A member (or a page that is no member's) with all that changed about it."""

    subject: str  # member id or page id
    name: str
    page_id: str
    url: str | None
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """All that changed from one generation to another."""

    old: str
    new: str
    built_at: str  # of the new one
    pages: Difference
    changed: tuple[Changed, ...]  # by name


class Edition:
    """A generation's pages and records as they are compared, seen as they are shown to everybody who asks."""

    def __init__(self, name: str, built_at: str, store: Store) -> None:
        self.name, self.built_at = name, built_at
        self.pages = {page.page_id: page for page in store.pages}
        self.records: dict[str, list[Record]] = {page_id: [] for page_id in self.pages}
        for record in store.records:
            self.records[record.page_id].append(record)
        self.passages: dict[str, list[Passage]] = {page_id: [] for page_id in self.pages}
        for passage in store.passages():
            self.passages[passage.page_id].append(passage)
        self.copies: dict[str, list[Page]] = defaultdict(list)  # of each subject, oldest first
        for page in sorted(self.pages.values(), key=lambda page: (page.saved_on or "", page.page_id)):
            self.copies[self.member_of(page) or page.page_id].append(page)

    def member_of(self, page: Page) -> str | None:
        """Whose page it is, if it is a member's."""
        return next((p.member_id for p in self.passages[page.page_id]), None)

    def newest(self, subject: str) -> Page | None:
        """The copy that speaks for a subject."""
        copies = self.copies.get(subject)
        return copies[-1] if copies else None

    def lines(self, page: Page, stated: Sequence[Record]) -> dict[tuple[str, ...], list[str]]:
        """The lines of a page by section, but those of rows and of these records."""
        spans = [record.span for record in stated if record.page_id == page.page_id]
        found: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for passage in self.passages[page.page_id]:
            at = passage.span.start
            for line in passage.text.splitlines(keepends=True) if passage.record_type is None else ():
                end = at + len(line)
                if line.strip() and not any(span.start < end and at < span.end for span in spans):
                    found[passage.section].append(" ".join(line.split()))
                at = end
        return found


def compare(old: Edition, new: Edition) -> Comparison:
    """What changed from one edition to another."""
    subjects = {**old.copies, **new.copies}
    found = [changed for subject in subjects if (changed := _changed(subject, old, new))]
    return Comparison(
        old=old.name,
        new=new.name,
        built_at=new.built_at,
        pages=difference_of(old.pages, new.pages),
        changed=tuple(sorted(found, key=lambda c: (c.name.casefold(), c.subject))),
    )


def _changed(subject: str, old: Edition, new: Edition) -> Changed | None:
    before, after = old.newest(subject), new.newest(subject)
    page = after or before
    if page is None:
        return None
    if before is None or after is None:
        kind: Kind = "added" if before is None else "removed"
        is_member = (new if after else old).member_of(page) is not None
        changes = [Change(kind, Member.__name__ if is_member else PAGE, _squeezed(page.title), ())]
    else:
        changes = [*_copies(old.copies[subject], new.copies[subject]), *_page(before, after)]
        if before.text != after.text or old.records[before.page_id] != new.records[after.page_id]:
            changes += _contents(old, new, before, after)
    return Changed(subject, _squeezed(page.title), page.page_id, page.url, tuple(changes)) if changes else None


def _copies(old: Sequence[Page], new: Sequence[Page]) -> Iterator[Change]:
    """Saved copies that came and went."""
    had, has = {page.page_id: page for page in old}, {page.page_id: page for page in new}
    for page_id in sorted(had.keys() ^ has.keys()):
        page = has.get(page_id) or had[page_id]
        saved = (page.saved_on,) if page.saved_on else ()
        dates = FieldChange("saved_on", (), saved) if page_id in has else FieldChange("saved_on", saved, ())
        yield Change("added" if page_id in has else "removed", PAGE, page_id, (dates,))


def _page(before: Page, after: Page) -> Iterator[Change]:
    """What is said of the page itself."""
    changes = _field_changes(
        {name: _texts(getattr(before, name)) for name in ("title", "url", "saved_on", "lang")},
        {name: _texts(getattr(after, name)) for name in ("title", "url", "saved_on", "lang")},
    )
    if changes:
        yield Change("changed", PAGE, after.page_id, changes)


def _contents(old: Edition, new: Edition, before: Page, after: Page) -> Iterator[Change]:
    """What the two copies state differently: records first, then the text around them."""
    had, has = old.records[before.page_id], new.records[after.page_id]
    told: list[Record] = []  # said by their values: their lines need not be repeated
    for merged in MERGED:
        of_old, of_new = [r for r in had if type(r) is merged], [r for r in has if type(r) is merged]
        if changes := _field_changes(_values(of_old), _values(of_new)):
            told += of_old + of_new
            yield Change("changed", merged.__name__, "", changes)
    for kind in KEYS:
        rows = [[r for r in side if type(r).__name__ == kind] for side in (had, has)]
        yield from _rows(kind, *rows)
    old_lines, new_lines = old.lines(before, told), new.lines(after, told)
    for section in {**old_lines, **new_lines}:
        gone, came = _lines_between(old_lines.get(section, ()), new_lines.get(section, ()))
        if gone or came:
            label = " › ".join(map(_squeezed, section))
            yield Change("changed", TEXT, label, (FieldChange("lines", gone, came),))


def _rows(kind: str, old: Sequence[Record], new: Sequence[Record]) -> Iterator[Change]:
    pairs, gone, came = match(kind, old, new)
    n_succeeded = min(len(gone), len(came)) if kind in SUCCEEDED else 0
    successions = list(zip(gone[:n_succeeded], came[:n_succeeded], strict=True))
    kinds: tuple[tuple[Kind, list[tuple[Record, Record]]], ...] = (("changed", pairs), ("replaced", successions))
    for change, found in kinds:
        for before, after in found:
            if changes := _field_changes(_values([before]), _values([after])):
                yield Change(change, kind, _label(after), changes)
    for record in gone[n_succeeded:]:
        yield Change("removed", kind, _label(record), _field_changes(_values([record]), {}))
    for record in came[n_succeeded:]:
        yield Change("added", kind, _label(record), _field_changes({}, _values([record])))


def match(
    kind: str, old: Sequence[Record], new: Sequence[Record]
) -> tuple[list[tuple[Record, Record]], list[Record], list[Record]]:
    """Pairs of the same thing, what only the old side has and what only the new one has, each in page order.

    Equal records are paired first, so that of two rows with one key the one that changed is found.
    """
    pairs: list[tuple[Record, Record]] = []
    gone, came = list(old), list(new)
    for key in (tuple(_stated(kind, old, new)), *KEYS[kind]):
        waiting: dict[tuple[object, ...], deque[Record]] = defaultdict(deque)
        for record in gone:
            waiting[_key(record, key)].append(record)
        left = []
        for record in came:
            same = waiting.get(_key(record, key)) if any(getattr(record, name) for name in key) else None
            if same:
                pairs.append((same.popleft(), record))
            else:
                left.append(record)
        taken = {id(before) for before, _ in pairs}
        gone, came = [record for record in gone if id(record) not in taken], left
    return pairs, gone, came


def _stated(kind: str, *sides: Sequence[Record]) -> list[str]:
    """Names of the fields that records of this type state."""
    some = next((record for side in sides for record in side), None)
    return [f.name for f in fields(some) if f.name not in PLACE] if some else [KEYS[kind][0][0]]


def _key(record: Record, names: Iterable[str]) -> tuple[object, ...]:
    return tuple(_folded(getattr(record, name)) for name in names)


def _folded(value: object) -> object:
    return " ".join(value.split()).casefold() if isinstance(value, str) else value


def _values(records: Iterable[Record]) -> dict[str, tuple[str, ...]]:
    """All values that the records state, by field, each once and in page order."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for record in records:
        for f in fields(record):
            if f.name not in PLACE:
                found[f.name] |= dict.fromkeys(_texts(getattr(record, f.name)))
    return {name: tuple(values) for name, values in found.items()}


def _field_changes(
    before: Mapping[str, tuple[str, ...]], after: Mapping[str, tuple[str, ...]]
) -> tuple[FieldChange, ...]:
    names = {**before, **after}
    sides = ((name, before.get(name, ()), after.get(name, ())) for name in names)
    return tuple(FieldChange(name, old, new) for name, old, new in sides if old != new)


def _texts(value: object) -> tuple[str, ...]:
    """A field's value as texts: none for what is not stated."""
    if value is None or value is False:
        return ()
    if value is True:
        return ("yes",)
    return tuple(_squeezed(str(v)) for v in value) if isinstance(value, tuple) else (_squeezed(str(value)),)


def _lines_between(old: Sequence[str], new: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Lines that only the old side has and that only the new one has; the order of lines does not count."""
    gone, came = Counter(old) - Counter(new), Counter(new) - Counter(old)
    return tuple(gone.elements()), tuple(came.elements())


def _label(record: Record) -> str:
    names = LABELS.get(type(record).__name__, ("title",))
    return " ".join(text for name in names for text in _texts(getattr(record, name)))


def _squeezed(text: str) -> str:
    return " ".join(text.split())
