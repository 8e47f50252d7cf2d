"""The words of ogpqa as values: what passes between its modules.

Every value is frozen. Offsets count characters (code points) of `Page.text`, start inclusive, end exclusive, so that
`snippet == page.text[start:end]` can be checked by anyone, at any time.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

BlockKind = Literal["heading", "item", "bullet", "text"]
NONE = (0, 0)  # the amount of members without any row
Aggregate = Literal["value", "list", "count", "first", "latest", "most", "least", "each", "compare", "exists"]
Status = Literal["answered", "partial", "clarify", "not_found", "out_of_scope"]
Kind = Literal["value", "list", "count", "comparison", "passage"]
Reason = Literal[
    "member_not_in_corpus", "code_not_in_corpus", "not_stated", "section_empty", "no_evidence", "out_of_scope",
    "ambiguous", "too_vague",
]  # fmt: skip


class Span(NamedTuple):
    """Where something stands in `Page.text`: characters start (inclusive) to end (exclusive)."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The text that stands there, verbatim."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Block:
    """One heading, list item, bullet or line of running text, in reading order.

    `span` holds the words only: markers such as "1." or a bullet stay outside. `level` is 1 to 6 for headings, else 0.
    `depth` is the indentation of a line in characters (or of nested lists in HTML): a row's second line stands deeper
    than or as deep as its first. `links` are the targets of links in the block (mailto: and https:), in order.
    """

    kind: BlockKind
    span: Span
    level: int = 0
    depth: int = 0
    links: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """One saved page at one time. `text` never holds menus, footers, scripts or hidden links."""

    page_id: str  # [a-z0-9-]{1,80}
    title: str
    url: str | None
    text: str
    sha256: str  # of text as UTF-8
    blocks: tuple[Block, ...]
    saved_on: str | None = None  # ISO date
    lang: str = "en"


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that could not become a page, and why."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A typed fact with its span; one record is one statement of a page.

    Two statements that disagree are two records. `evidence` narrows the span for single fields where the page allows.
    """

    record_id: str  # "<page_id>:<type>:<n>", n counts from 1 in page order
    page_id: str
    member_id: str
    span: Span
    section: tuple[str, ...] = ()
    evidence: Mapping[str, Span] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Member(Record):
    """A government in OGP. `name` is the page's ("Seoul, South Korea"), `short_name` what people call it ("Seoul")."""

    name: str
    short_name: str
    level: Literal["national", "local"]
    country: str | None = None  # of a local member
    since: int | None = None
    lead_ministry: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionPlan(Record):
    """What one place of a page states of the current plan. Fields that this place does not state are None or ()."""

    number: int | None = None
    period: str | None = None  # as the page writes it, "2018-2020"
    n_commitments: int | None = None
    focus: tuple[str, ...] = ()
    themes: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact(Record):
    """A person to write to."""

    name: str
    role: str | None = None
    organisation: str | None = None
    email: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment(Record):
    """One promise of an action plan, as the page lists it."""

    code: str
    title: str
    year: int | None = None
    area: str | None = None
    starred: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource(Record):
    """One document that the page lists."""

    title: str
    year: int | None = None
    resource_type: str | None = None
    format: str | None = None
    summary: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition(Record):
    """A term that the page explains; `code` is its abbreviation in a key, such as "IR"."""

    term: str
    text: str
    code: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Post(Record):
    """One of the recent posts: title and summary."""

    title: str
    summary: str | None = None


RECORD_TYPES: Mapping[str, type[Record]] = {
    cls.__name__: cls for cls in (Member, ActionPlan, Contact, Commitment, Resource, Definition, Post)
}


@dataclass(frozen=True, slots=True)
class Passage:
    """The unit that is encoded, retrieved and quoted. `text == page.text[span.start:span.end]`.

    `context` (member name and heading path) is encoded with the text and never quoted.
    """

    number: int  # 0, 1, 2 … in the order of the index; row of its embedding
    page_id: str
    member_id: str | None
    span: Span
    section: tuple[str, ...]
    text: str
    context: str
    year: int | None = None
    record_type: str | None = None  # set when the passage is one record's row

    @property
    def encoded(self) -> str:
        """What the encoder reads."""
        return f"{self.context}\n{self.text}" if self.context else self.text


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage with its score and rank (1 is best; higher scores are better). A part is None where not found."""

    passage: Passage
    score: float
    rank: int
    dense: float | None = None  # cosine
    lexical: float | None = None  # BM25, positive
    duplicates: tuple[int, ...] = ()  # numbers of the passages found that say the same, for which this one stands


@dataclass(frozen=True, slots=True)
class Question:
    """What a person typed. `history` holds up to five earlier questions, oldest first."""

    text: str
    history: tuple[str, ...] = ()
    member: str | None = None
    lang: str | None = None


@dataclass(frozen=True, slots=True)
class Filters:
    """Of what is asked. Empty means no restriction."""

    members: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    persons: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    periods: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    resource_types: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    country: str | None = None  # of local members
    terms: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()  # names of places that are no members of the index
    level: str | None = None  # "national" or "local"
    starred: bool = False
    current: bool = False
    topic: str | None = None
    amount: tuple[int | None, int | None] | None = None  # least and most: rows of a member, or a number that it states
    ordinal: int | None = None  # the number of the current plan
    same_year_as: tuple[str, ...] = ()  # members in whose year others joined
    joined_before: tuple[str, ...] = ()  # members before whom others joined
    joined_after: tuple[str, ...] = ()  # members after whom others joined
    title_starts: str | None = None  # letters with which a title begins
    title_holds: str | None = None  # words that stand in a title
    lacking: str | None = None  # the field that a row does not state
    denied: tuple[str, ...] = ()  # areas, types of documents, years and organisations that rows must not have
    shared: tuple[str, ...] = ()  # members all of which have what is asked for
    as_of: str | None = None  # whose copy is asked: a date or its beginning ("2020", "2021-03")

    def as_dict(self) -> dict[str, Any]:
        """Only the filters that are set, in declaration order, ready for JSON."""
        pairs = ((name, getattr(self, name)) for name in self.__dataclass_fields__)
        return {name: list(v) if isinstance(v, tuple) else v for name, v in pairs if v}


@dataclass(frozen=True, slots=True)
class Query:
    """What ogpqa understood: relation × aggregate × filters."""

    text: str  # the question as understood, follow-ups filled in
    relation: str | None
    aggregate: Aggregate
    filters: Filters
    lang: str = "en"
    confidence: float = 0.0
    group_by: str | None = None  # for "most": year, area, resource_type or member
    across: bool = False  # asked of all members, not of one
    idle: tuple[str, ...] = ()  # words of the topic without which the question means the same


@dataclass(frozen=True, slots=True)
class Citation:
    """A verbatim quote and where it stands: `snippet == page.text[start:end]`."""

    number: int
    page_id: str
    title: str
    section: tuple[str, ...]
    snippet: str
    start: int
    end: int
    page_sha256: str
    url: str | None
    live_url: str | None
    saved_on: str | None
    lang: str = "en"


@dataclass(frozen=True, slots=True)
class Answer:
    """The reply to one question. `text`, `kind` and `rows` are empty when nothing is answered: `reason` says why."""

    question: str
    status: Status
    query: Query
    reason: Reason | None = None
    text: str | None = None
    kind: Kind | None = None
    rows: tuple[Mapping[str, Any], ...] = ()
    citations: tuple[Citation, ...] = ()
    suggestions: tuple[str, ...] = ()
    message: str | None = None  # in plain words, why not; None when answered
    explanation: Mapping[str, Any] | None = None  # for staff: what was understood, found and scored
