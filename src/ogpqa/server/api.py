"""API v1: the table of endpoints wired to what answers them, and the addresses for operators."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from flask import Flask, Response, g, jsonify, request
from pydantic import BaseModel

from ogpqa.config import Settings
from ogpqa.server import schemas
from ogpqa.server.bounds import MAX_BODY
from ogpqa.server.catalogue import as_item, filtered
from ogpqa.server.changes import changes_payload
from ogpqa.server.endpoints import ENDPOINTS, Endpoint, Handler, Result
from ogpqa.server.feedback import Feedback, FeedbackStore
from ogpqa.server.live import Live, Service, in_service
from ogpqa.server.observe import Counters
from ogpqa.server.openapi import openapi_document
from ogpqa.server.payload import ask_payload, index_payload, search_payload
from ogpqa.server.problems import ProblemError
from ogpqa.server.recent import Recent
from ogpqa.server.tables import as_csv
from ogpqa.types import Commitment, Contact, Member, Question, Record, Resource

PREFIX = "/api/v1"
JSON_TYPES = frozenset({"application/json", "application/merge-patch+json"})


def register_api(app: Flask, settings: Settings, counters: Counters, recent: Recent) -> None:
    """Add /api/v1, /openapi.json, /healthz and /readyz to the app."""
    handlers: Mapping[str, Handler] = {
        "ask": lambda service, body: _ask(service, body, counters),
        "search": _search,
        "members": _members,
        "member": _member,
        "contacts": lambda service, query: _listing(service, query, Contact, {}),
        "commitments": lambda service, query: _listing(
            service, query, Commitment, query.model_dump(include={"code", "year", "area", "starred"})
        ),
        "resources": lambda service, query: _listing(
            service, query, Resource, {"year": query.year, "resource_type": query.type}
        ),
        "page": _page,
        "index": _index,
        "changes": lambda service: _changes(service, recent),
        "feedback": lambda service, body: _feedback(service, body, FeedbackStore(settings.feedback)),
    }
    for endpoint in ENDPOINTS:
        app.add_url_rule(
            PREFIX + endpoint.path, f"api.{endpoint.name}", _view(endpoint, handlers[endpoint.name]),
            methods=[endpoint.method],
        )  # fmt: skip
    live: Live = app.extensions["ogpqa"]
    _register_operations(app, live)


def _register_operations(app: Flask, live: Live) -> None:
    @app.get("/openapi.json", endpoint="openapi")
    def openapi() -> Response:
        return jsonify(openapi_document())

    @app.get("/healthz", endpoint="healthz")
    def healthz() -> Response:
        return jsonify({"status": "ok"})

    @app.get("/readyz", endpoint="readyz")
    def readyz() -> Response:
        body: dict[str, Any] = {"status": "ready", "index": index_payload(in_service().assistant.index)}
        if failure := live.failure:  # it answers, but not from what was published last
            body["not_opened"] = {"generation": failure.generation, "error": failure.error}
        if live.not_excluded:  # the list cannot be read: the one before is in force
            body["exclusions_not_read"] = live.not_excluded
        return jsonify(body)


def _view(endpoint: Endpoint, handler: Handler) -> Callable[..., Response]:
    """A Flask view that reads the request, calls the handler and writes what it gives."""

    def view(**path: str) -> Response:
        parsed = () if endpoint.request is None else (read_request(endpoint.request),)
        result: Result = handler(in_service(), *parsed, **path)
        if isinstance(result, Response):
            return result
        response = jsonify(result)
        response.status_code = endpoint.status
        return response

    return view


def read_request(model: type[BaseModel]) -> BaseModel:
    """The request's fields, checked: the JSON body of a POST, else the query string.

    pydantic's own JSON parser bounds its depth, so a body of brackets is an error and no RecursionError.
    """
    if request.method == "POST":
        if request.mimetype not in JSON_TYPES:
            raise ProblemError(415, "The body is not declared as JSON.", "Send Content-Type: application/json.")
        body = request.get_data()
        if len(body) >= MAX_BODY:  # one without a Content-Length was cut there
            raise ProblemError(413, "The body is too large.", "Send at most 16 kB.")
        return model.model_validate_json(body, strict=True)
    repeated = [name for name, values in request.args.lists() if len(values) > 1]
    if repeated:
        raise ProblemError(422, f"Given more than once: {', '.join(repeated[:5])[:100]}.", "Give each parameter once.")
    return model.model_validate_strings(request.args.to_dict())


def _ask(service: Service, body: schemas.AskRequest, counters: Counters) -> Result:
    started = time.perf_counter()
    question = Question(body.question, tuple(body.history), body.member, body.lang)
    answer = service.assistant.answer(question, explain=body.explain)
    counters.count_answer(answer)
    g.answer_status = answer.status
    elapsed = (time.perf_counter() - started) * 1000
    return ask_payload(service.assistant, answer, elapsed, explain=body.explain)


def _search(service: Service, query: schemas.SearchRequest) -> Result:
    started = time.perf_counter()
    hits = service.assistant.search(query.q, query.k)
    return search_payload(service.assistant, query.q, hits, (time.perf_counter() - started) * 1000)


def _members(service: Service, query: schemas.MembersRequest) -> Result:
    members = tuple(service.catalogue.members.values())
    return _paged(service, query, filtered(members, {"level": query.level, "country": query.country}, query.q))


def _listing(
    service: Service, query: schemas.RecordsRequest, record_type: type[Record], wanted: Mapping[str, object]
) -> Result:
    records = service.catalogue.records[record_type.__name__]
    return _paged(service, query, filtered(records, {"member_id": query.member, **wanted}, query.q))


def _paged(service: Service, query: schemas.Paging, records: Sequence[Record]) -> Result:
    part = records[query.offset : query.offset + query.limit]
    items = [as_item(record, service.catalogue.pages[record.page_id]) for record in part]
    if query.format == "csv":
        # The mark tells spreadsheets that the text is UTF-8.
        return Response("\ufeff" + as_csv(items), content_type="text/csv; charset=utf-8")
    return {
        "total": len(records),
        "limit": query.limit,
        "offset": query.offset,
        "items": items,
        "index": index_payload(service.assistant.index),
    }


def _member(service: Service, member_id: str) -> Result:
    catalogue = service.catalogue
    member: Member | None = catalogue.members.get(member_id)
    if member is None:
        raise ProblemError(404, "There is no member of this id.", "See /api/v1/members for the ids.")
    records = {
        name: [as_item(r, catalogue.pages[r.page_id]) for r in found if r.member_id == member_id]
        for name, found in catalogue.records.items()
    }
    pages = [
        {"page_id": p.page_id, "title": p.title, "url": p.url, "saved_on": p.saved_on, "sha256": p.sha256}
        for p in catalogue.member_pages[member_id]
    ]
    item = as_item(member, catalogue.pages[member.page_id])
    return {"member": item, "pages": pages, "records": records, "index": index_payload(service.assistant.index)}


def _page(service: Service, page_id: str) -> Result:
    page = service.catalogue.pages.get(page_id)
    if page is None:
        raise ProblemError(404, "There is no saved page of this id.", "Citations name the ids of their pages.")
    fields: dict[str, Any] = {
        n: getattr(page, n) for n in ("page_id", "title", "url", "saved_on", "lang", "sha256", "text")
    }
    return {**fields, "index": index_payload(service.assistant.index)}


def _index(service: Service) -> Result:
    catalogue = service.catalogue
    return {
        "pages": len(catalogue.pages),
        "members": len(catalogue.members),
        "records": {name: len(records) for name, records in catalogue.records.items()},
        "index": index_payload(service.assistant.index),
    }


def _changes(service: Service, recent: Recent) -> Result:
    found = recent.comparisons(service.assistant.index)
    return {"changes": list(map(changes_payload, found)), "index": index_payload(service.assistant.index)}


def _feedback(service: Service, body: schemas.FeedbackRequest, store: FeedbackStore) -> Result:
    store.add(
        Feedback(
            helpful=body.helpful, comment=body.comment, question=body.question if body.consent else None,
            status=body.status, reason=body.reason, lang=body.lang, generation=service.assistant.index.name,
        )
    )  # fmt: skip
    return {"stored": True}
