"""An answer as JSON."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from ogpqa.answers.abstain import abstain
from ogpqa.answers.payload import as_payload
from ogpqa.answers.records import answer_from_records
from ogpqa.types import Answer
from tests.records_made import nothing_near, query, world


def payload(answer: Answer) -> dict[str, Any]:
    """The payload, as it arrives after JSON."""
    body = as_payload(answer, generation="g1", built_at="2026-01-01T00:00:00Z", elapsed_ms=1.23456)
    return dict(json.loads(json.dumps(body)))


def contacts() -> Answer:
    """An answer with rows and citations."""
    found = answer_from_records("who?", query("contact", "list", members=("freedonia",)), world(), nothing_near)
    assert found is not None
    return found


def test_an_answer_has_text_rows_and_citations() -> None:
    """Plain dicts and lists; tuples are lists, offsets numbers."""
    body = payload(contacts())
    assert body["status"] == "answered"
    assert body["answer"]["kind"] == "list"
    assert [row["name"] for row in body["answer"]["rows"]] == ["Rufus Firefly", "Gloria Teasdale"]
    assert [row["citation"] for row in body["answer"]["rows"]] == [c["number"] for c in body["citations"]]
    cited = body["citations"][0]
    assert cited["snippet"] == world().pages["freedonia"].text[cited["start"] : cited["end"]]
    assert isinstance(cited["section"], list)
    assert body["message"] is None


def test_what_was_understood_is_there() -> None:
    """Relation, aggregate, language and only the filters that are set."""
    body = payload(contacts())["query"]
    assert body == {
        "text": "…",
        "relation": "contact",
        "aggregate": "list",
        "filters": {"members": ["freedonia"]},
        "lang": "en",
    }


def test_a_refusal_has_a_message_and_no_answer() -> None:
    """A person reads why, a program the reason."""
    body = payload(abstain("blorp?", query(None), "no_evidence", suggestions=["Who …?"]))
    assert (body["answer"], body["status"], body["reason"]) == (None, "not_found", "no_evidence")
    assert body["message"]
    assert body["suggestions"] == ["Who …?"]


@pytest.mark.parametrize("told", [None, {"outcome": "answered from records"}])
def test_an_explanation_is_there_when_asked(told: dict[str, Any] | None) -> None:
    """Otherwise the key is not there at all."""
    body = payload(replace(contacts(), explanation=told))
    assert body.get("explanation") == told
    assert ("explanation" in body) is (told is not None)


def test_index_and_time_are_told() -> None:
    """Which generation answered, and in how many milliseconds, to one place."""
    body = payload(contacts())
    assert body["index"] == {"generation": "g1", "built_at": "2026-01-01T00:00:00Z"}
    assert body["elapsed_ms"] == 1.2
