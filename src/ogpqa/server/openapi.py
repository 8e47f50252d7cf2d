"""openapi.json, made from the table of endpoints and the pydantic models."""

from __future__ import annotations

from functools import cache
from typing import Any, Literal

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from ogpqa import __version__
from ogpqa.server.endpoints import ENDPOINTS, Endpoint
from ogpqa.server.problems import TITLES
from ogpqa.server.schemas import Problem

REF = "#/components/schemas/{model}"
ID_SCHEMA = {"type": "string", "pattern": "^[a-z0-9-]{1,80}$"}


@cache
def openapi_document() -> dict[str, Any]:
    """The OpenAPI 3.1 document of API v1."""
    _, schemas = models_json_schema(_models(), ref_template=REF)
    paths: dict[str, dict[str, Any]] = {}
    for endpoint in ENDPOINTS:
        path = "/api/v1" + endpoint.path.replace("<", "{").replace(">", "}")
        paths.setdefault(path, {})[endpoint.method.lower()] = _operation(endpoint, schemas["$defs"])
    paths["/changes.atom"] = {"get": _feed()}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "ogpqa",
            "version": __version__,
            "description": "Answers about members of the Open Government Partnership, each proved by quotes.",
        },
        "paths": paths,
        "components": {"schemas": schemas["$defs"], "responses": {"Problem": _problem()}},
    }


def _models() -> list[tuple[type[BaseModel], Literal["validation", "serialization"]]]:
    requests = {e.request for e in ENDPOINTS if e.request}
    responses: set[type[BaseModel]] = {Problem, *(e.response for e in ENDPOINTS)}
    models = sorted(requests | responses, key=lambda model: model.__name__)
    return [(model, "validation" if model in requests else "serialization") for model in models]


def _operation(endpoint: Endpoint, schemas: dict[str, Any]) -> dict[str, Any]:
    content = {"application/json": {"schema": _ref(endpoint.response.__name__)}}
    if endpoint.csv:
        content["text/csv"] = {"schema": {"type": "string"}}
    codes = [422, 429, 500, 503] + [404] * bool(endpoint.parameters) + [400, 413, 415] * (endpoint.method == "POST")
    operation: dict[str, Any] = {
        "operationId": endpoint.name,
        "summary": endpoint.summary,
        "responses": {
            str(endpoint.status): {"description": "Done", "content": content},
            **{str(code): {"$ref": "#/components/responses/Problem"} for code in sorted(codes)},
        },
    }
    parameters = [{"name": n, "in": "path", "required": True, "schema": ID_SCHEMA} for n in endpoint.parameters]
    if endpoint.request and endpoint.method == "POST":
        body = {"application/json": {"schema": _ref(endpoint.request.__name__)}}
        operation["requestBody"] = {"required": True, "content": body}
    elif endpoint.request:
        parameters += _query_parameters(schemas[endpoint.request.__name__])
    if parameters:
        operation["parameters"] = parameters
    return operation


def _feed() -> dict[str, Any]:
    content = {"application/atom+xml": {"schema": {"type": "string"}}}
    problems = {str(code): {"$ref": "#/components/responses/Problem"} for code in (429, 500, 503)}
    return {
        "operationId": "feed",
        "summary": "What changed in the newest generations, as an Atom feed",
        "responses": {"200": {"description": "Done", "content": content}, **problems},
    }


def _query_parameters(schema: dict[str, Any]) -> list[dict[str, Any]]:
    required = set(schema.get("required", ()))
    return [
        {"name": name, "in": "query", "required": name in required, "schema": _without_null(field)}
        for name, field in schema["properties"].items()
    ]


def _without_null(field: dict[str, Any]) -> dict[str, Any]:
    """A query string has no null: an optional parameter is left out."""
    options = [option for option in field.get("anyOf", ()) if option.get("type") != "null"]
    rest = {k: v for k, v in field.items() if k not in ("anyOf", "default") or (k == "default" and v is not None)}
    return {**rest, **options[0]} if options else rest


def _ref(name: str) -> dict[str, str]:
    return {"$ref": REF.format(model=name)}


def _problem() -> dict[str, Any]:
    described = ", ".join(f"{code} {title.lower()}" for code, title in TITLES.items())
    content = {"application/problem+json": {"schema": _ref("Problem")}}
    return {"description": f"RFC 9457: {described}", "content": content}
