"""The API's requests and responses as pydantic models: they check what comes in and document what goes out.

Requests refuse unknown fields, so that a mistyped filter is said and not silently dropped.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from ogpqa.server.bounds import MAX_HISTORY, MAX_QUESTION
from ogpqa.types import Kind, Reason, Status

QuestionText = Annotated[str, StringConstraints(min_length=1, max_length=MAX_QUESTION)]
MemberId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]{1,80}$")]
Lang = Annotated[str, StringConstraints(pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,3}$")]
Word = Annotated[str, StringConstraints(min_length=1, max_length=100)]


class Request(BaseModel):
    """A request's fields; others are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class AskRequest(Request):
    """A question, and what was asked before it."""

    question: QuestionText = Field(description="what a person typed", examples=["Who is Seoul's contact?"])
    history: list[QuestionText] = Field(
        default=[], max_length=MAX_HISTORY, description="earlier questions, oldest first"
    )
    member: MemberId | None = Field(None, description="answer from this member's pages when the question names none")
    lang: Lang | None = Field(None, description="the question's language; found out when not given")
    explain: bool = Field(False, description="add what was understood, found and scored")


class SearchRequest(Request):
    """A search for passages."""

    q: QuestionText = Field(description="words to look for")
    k: int = Field(10, ge=1, le=50, description="passages at most")


class Paging(Request):
    """Which part of a list, and in which form."""

    limit: int = Field(100, ge=1, le=1000)
    offset: int = Field(0, ge=0, le=1_000_000)
    format: Literal["json", "csv"] = "json"


class MembersRequest(Paging):
    """Members, filtered."""

    q: Word | None = Field(None, description="part of the name")
    level: Literal["national", "local"] | None = None
    country: Word | None = Field(None, description="country of a local member, as its page writes it")


class RecordsRequest(Paging):
    """Records, filtered."""

    member: MemberId | None = None
    q: Word | None = Field(None, description="part of any text field")


class ContactsRequest(RecordsRequest):
    """Contacts, filtered."""


class CommitmentsRequest(RecordsRequest):
    """Commitments, filtered."""

    code: Word | None = None
    year: int | None = Field(None, ge=1900, le=2200)
    area: Word | None = Field(None, description="policy area, as the page writes it")
    starred: bool | None = None


class ResourcesRequest(RecordsRequest):
    """Documents, filtered."""

    year: int | None = Field(None, ge=1900, le=2200)
    type: Word | None = Field(None, description="resource type, as the page writes it")


class FeedbackRequest(Request):
    """Whether an answer answered the question. The question is kept only with `consent`."""

    helpful: bool
    comment: Annotated[str, StringConstraints(max_length=500)] = ""
    question: Annotated[str, StringConstraints(max_length=MAX_QUESTION)] = ""
    consent: bool = Field(False, description="keep the question's text with this feedback")
    status: Status | None = None
    reason: Reason | None = None
    lang: Lang | None = None


class IndexName(BaseModel):
    """The generation that answered."""

    generation: str
    built_at: str


class Response(BaseModel):
    """A response says which generation it comes from."""

    index: IndexName


class CitationModel(BaseModel):
    """A verbatim quote: `snippet == text[start:end]` of the page with this digest."""

    number: int
    page_id: str
    title: str
    section: list[str]
    snippet: str
    start: int
    end: int
    page_sha256: str
    url: str | None
    live_url: str | None
    saved_on: str | None
    lang: str


class AnswerModel(BaseModel):
    """What the pages say."""

    text: str
    kind: Kind
    rows: list[dict[str, Any]]


class AskResponse(Response):
    """An answer with its citations, or the reason why there is none."""

    question: str
    status: Status
    reason: Reason | None
    message: str | None
    answer: AnswerModel | None
    citations: list[CitationModel]
    query: dict[str, Any]
    suggestions: list[str]
    elapsed_ms: float
    explanation: dict[str, Any] | None = None


class HitModel(BaseModel):
    """A passage, where it stands, its rank (1 is best) and its score (higher is better)."""

    rank: int
    score: float
    page_id: str
    member_id: str | None
    title: str
    section: list[str]
    text: str
    start: int
    end: int
    page_sha256: str


class SearchResponse(Response):
    """Passages, best first."""

    q: str
    hits: list[HitModel]
    elapsed_ms: float


class ListResponse(Response):
    """A part of a list: `total` counts what the filters leave, `items` starts at `offset`."""

    total: int
    limit: int
    offset: int
    items: list[dict[str, Any]]


class MemberResponse(Response):
    """One member with all its records, by type."""

    member: dict[str, Any]
    pages: list[dict[str, Any]]
    records: dict[str, list[dict[str, Any]]]


class PageResponse(Response):
    """One saved page with its text, so that offsets can be checked."""

    page_id: str
    title: str
    url: str | None
    saved_on: str | None
    lang: str
    sha256: str
    text: str


class IndexResponse(Response):
    """What the index holds."""

    pages: int
    members: int
    records: dict[str, int]


class FieldChangeModel(BaseModel):
    """What a field stated before and states after; empty when nothing."""

    field: str
    before: list[str]
    after: list[str]


class ChangeModel(BaseModel):
    """A record, the text of a section ("Text") or a saved copy ("Page") that came, went or differs."""

    kind: Literal["added", "removed", "changed", "replaced"]
    type: str
    label: str
    fields: list[FieldChangeModel]


class ChangedModel(BaseModel):
    """A member, or a page that is no member's, with all that changed about it."""

    subject: str = Field(description="member id or page id")
    name: str
    page_id: str
    url: str | None
    changes: list[ChangeModel]


class ComparisonModel(BaseModel):
    """From one generation to the next: ids of pages that came, changed and went, then the changes by member."""

    old: str
    new: str
    built_at: str
    created: list[str]
    changed: list[str]
    deleted: list[str]
    unchanged: int
    members: list[ChangedModel]


class ChangesResponse(Response):
    """What changed, newest generation first. Feed readers take /changes.atom."""

    changes: list[ComparisonModel]


class FeedbackResponse(BaseModel):
    """Feedback was kept."""

    stored: bool


class FieldError(BaseModel):
    """What is wrong with one field of a request."""

    field: str
    message: str


class Problem(BaseModel):
    """RFC 9457: the one shape of every error."""

    type: str
    title: str
    status: int
    detail: str
    hint: str
    errors: list[FieldError]
