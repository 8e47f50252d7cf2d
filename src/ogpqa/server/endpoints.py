"""API v1 as a table: what each address takes and gives. The routes and openapi.json are both made from it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from flask import Response
from pydantic import BaseModel

from ogpqa.server import schemas

Result = Mapping[str, Any] | Response
Handler = Callable[..., Result]  # (service, request, **path) -> Result


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One operation. `request` is read from the query string of a GET and the JSON body of a POST."""

    method: Literal["GET", "POST"]
    path: str  # Flask's notation, below /api/v1
    name: str
    summary: str
    response: type[BaseModel]
    request: type[BaseModel] | None = None
    status: int = 200
    csv: bool = False

    @property
    def parameters(self) -> tuple[str, ...]:
        """Names in the path, all of them ids matching `[a-z0-9-]{1,80}`."""
        return tuple(part[1:-1] for part in self.path.split("/") if part.startswith("<"))


ENDPOINTS = (
    Endpoint("POST", "/ask", "ask", "Answer a question with citations, or say why not", schemas.AskResponse,
             schemas.AskRequest),
    Endpoint("GET", "/search", "search", "Find passages", schemas.SearchResponse, schemas.SearchRequest),
    Endpoint("GET", "/members", "members", "List members", schemas.ListResponse, schemas.MembersRequest, csv=True),
    Endpoint("GET", "/members/<member_id>", "member", "One member with all its records", schemas.MemberResponse),
    Endpoint("GET", "/contacts", "contacts", "List people to write to", schemas.ListResponse,
             schemas.ContactsRequest, csv=True),
    Endpoint("GET", "/commitments", "commitments", "List commitments", schemas.ListResponse,
             schemas.CommitmentsRequest, csv=True),
    Endpoint("GET", "/resources", "resources", "List documents", schemas.ListResponse,
             schemas.ResourcesRequest, csv=True),
    Endpoint("GET", "/pages/<page_id>", "page", "One saved page with its text", schemas.PageResponse),
    Endpoint("GET", "/index", "index", "What the index holds", schemas.IndexResponse),
    Endpoint("GET", "/changes", "changes", "What changed in the newest generations of the index, newest first",
             schemas.ChangesResponse),
    Endpoint("POST", "/feedback", "feedback", "Say whether an answer answered the question",
             schemas.FeedbackResponse, schemas.FeedbackRequest, status=201),
)  # fmt: skip
