"""API v1: answers with citations, lists with filters, pages whose offsets can be checked."""

from __future__ import annotations

import csv
import hashlib
import io
from typing import Any

import pytest
from flask.testing import FlaskClient

from ogpqa.server.endpoints import ENDPOINTS
from ogpqa.server.schemas import AskResponse, IndexResponse, ListResponse, MemberResponse, PageResponse, SearchResponse
from tests.fakes_assistant import ANSWERS


def ask(client: FlaskClient, question: str, **fields: Any) -> dict[str, Any]:
    """The answer to a question, checked against its schema."""
    response = client.post("/api/v1/ask", json={"question": question, **fields})
    assert response.status_code == 200, response.text
    body: dict[str, Any] = response.get_json()
    AskResponse.model_validate(body, strict=False)
    return body


def get(client: FlaskClient, address: str) -> dict[str, Any]:
    """A GET's JSON."""
    response = client.get(address)
    assert response.status_code == 200, response.text
    body: dict[str, Any] = response.get_json()
    return body


@pytest.mark.parametrize("question", ANSWERS)
def test_every_kind_of_answer_fits_the_schema(client: FlaskClient, question: str) -> None:
    """Each status, kind and record type leaves the server as the schema says."""
    body = ask(client, question)
    assert (body["answer"] is None) == (body["status"] in {"clarify", "not_found", "out_of_scope"})
    assert (body["reason"] is None) == (body["status"] == "answered")


def test_a_citation_cuts_its_snippet_out_of_the_page(client: FlaskClient) -> None:
    """Anyone can check a quote with /pages: same digest, same characters."""
    for citation in ask(client, "Who is Seoul's contact?")["citations"]:
        page = get(client, f"/api/v1/pages/{citation['page_id']}")
        PageResponse.model_validate(page)
        assert page["text"][citation["start"] : citation["end"]] == citation["snippet"]
        assert hashlib.sha256(page["text"].encode()).hexdigest() == page["sha256"] == citation["page_sha256"]


def test_a_follow_up_uses_what_was_asked_before(client: FlaskClient) -> None:
    """`history` fills in what the question leaves out, and the answer says how it was understood."""
    assert ask(client, "And the e-mail?")["status"] == "clarify"
    body = ask(client, "And the e-mail?", history=["Who is Seoul's contact?"])
    assert body["query"]["text"] == "What is the e-mail of Seoul's contact?"


def test_an_explanation_comes_when_asked_for(client: FlaskClient) -> None:
    """What was scored is for staff who ask for it."""
    assert "explanation" not in ask(client, "Who is Seoul's contact?")
    assert ask(client, "Who is Seoul's contact?", explain=True)["explanation"]


def test_letters_stay_letters(client: FlaskClient) -> None:
    """JSON is UTF-8, not escapes."""
    assert "담당자" in client.post("/api/v1/ask", json={"question": "서울 담당자는 누구인가요?"}).text


def test_search_gives_passages_best_first(client: FlaskClient) -> None:
    """Hits have ranks from 1 and scores that fall."""
    body = get(client, "/api/v1/search?q=open+data&k=3")
    SearchResponse.model_validate(body)
    assert [hit["rank"] for hit in body["hits"]] == [1, 2, 3]
    assert body["hits"] == sorted(body["hits"], key=lambda hit: -hit["score"])


@pytest.mark.parametrize(
    ("address", "total"),
    [
        ("members", 3),
        ("members?level=national", 1),
        ("members?q=SEOUL", 1),
        ("members?country=south+korea", 1),
        ("contacts", 4),
        ("contacts?member=south-korea", 2),
        ("contacts?q=yujinflee", 1),
        ("commitments", 4),
        ("commitments?year=2018", 2),
        ("commitments?starred=true", 1),
        ("commitments?code=kr0036", 1),
        ("commitments?area=open+data&year=2018", 1),
        ("commitments?member=nobody", 0),
        ("resources?type=action+plan", 1),
        ("resources?year=1999", 0),
    ],
)
def test_lists_are_filtered(client: FlaskClient, address: str, total: int) -> None:
    """Each filter restricts, letter case apart, and filters add up."""
    body = get(client, f"/api/v1/{address}")
    ListResponse.model_validate(body)
    assert body["total"] == len(body["items"]) == total


def test_lists_come_in_parts(client: FlaskClient) -> None:
    """limit and offset cut the list; the parts make the whole."""
    whole = get(client, "/api/v1/commitments")["items"]
    parts = [get(client, f"/api/v1/commitments?limit=1&offset={i}")["items"] for i in range(4)]
    assert [item for part in parts for item in part] == whole


def test_items_say_where_they_stand(client: FlaskClient) -> None:
    """Each item's snippet is its page's text at its offsets."""
    for item in get(client, "/api/v1/commitments")["items"]:
        page = get(client, f"/api/v1/pages/{item['page_id']}")
        assert page["text"][item["start"] : item["end"]] == item["snippet"]


def test_csv_has_the_same_rows_and_no_formula(client: FlaskClient) -> None:
    """CSV carries a header and the rows; a cell never starts a formula."""
    response = client.get("/api/v1/commitments?format=csv")
    assert response.content_type == "text/csv; charset=utf-8"
    rows = list(csv.DictReader(io.StringIO(response.text.removeprefix("\ufeff"))))
    assert [row["code"] for row in rows] == [i["code"] for i in get(client, "/api/v1/commitments")["items"]]
    assert not any(value.startswith(("=", "+", "-", "@")) for row in rows for value in row.values())


def test_a_member_comes_with_all_its_records(client: FlaskClient) -> None:
    """One member: its profile, pages and records by type."""
    body = get(client, "/api/v1/members/south-korea")
    MemberResponse.model_validate(body)
    assert body["member"]["since"] == 2011
    assert len(body["records"]["Contact"]) == 2
    assert [page["page_id"] for page in body["pages"]] == ["south-korea"]


def test_the_index_says_what_it_holds(client: FlaskClient) -> None:
    """Counts of pages, members and records by type."""
    body = get(client, "/api/v1/index")
    IndexResponse.model_validate(body)
    assert body["pages"] == body["members"] == 3
    assert body["records"]["Commitment"] == 4


def test_openapi_names_every_endpoint(client: FlaskClient) -> None:
    """openapi.json is made from the table that makes the routes."""
    paths = get(client, "/openapi.json")["paths"]
    assert len([method for path in paths.values() for method in path]) == len(ENDPOINTS) + 1  # the feed
    assert "/api/v1/members/{member_id}" in paths


def test_counters_count_without_questions(client: FlaskClient) -> None:
    """/metrics counts answers by status and knows no question."""
    ask(client, "Who is Seoul's contact?")
    text = client.get("/metrics").text
    assert 'ogpqa_answers_total{reason="",status="answered"} 1.0' in text
    assert "Seoul" not in text
