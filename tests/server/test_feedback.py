"""Feedback: kept apart from the index, without the question unless its writer agrees."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from ogpqa.config import Settings
from ogpqa.errors import OgpqaError
from ogpqa.server.feedback import SCHEMA, Feedback, FeedbackStore

REPLY = {"helpful": "false", "status": "answered", "question": "Who is it?", "comment": "wrong person", "lang": "ko"}


def test_a_reply_is_kept(client: FlaskClient, settings: Settings) -> None:
    """The page's form is stored with the generation and the day, and thanked for in its language."""
    page = client.post("/feedback", data=REPLY)
    assert page.status_code == 200
    assert 'lang="ko"' in page.text
    (kept,) = FeedbackStore(settings.feedback).all()
    assert (kept.helpful, kept.comment, kept.status, kept.lang) == (False, "wrong person", "answered", "ko")
    assert kept.generation
    assert len(kept.day) == len("2021-03-04")


@pytest.mark.parametrize(("consent", "question"), [({}, None), ({"consent": "true"}, "Who is it?")])
def test_the_question_is_kept_only_with_consent(
    client: FlaskClient, settings: Settings, consent: dict[str, str], question: str | None
) -> None:
    """Without the tick, the question never reaches the file."""
    client.post("/feedback", data={**REPLY, **consent})
    client.post("/api/v1/feedback", json={"helpful": True, "question": "Who is it?", "consent": bool(consent)})
    assert [kept.question for kept in FeedbackStore(settings.feedback).all()] == [question, question]
    assert (b"Who is it?" in settings.feedback.read_bytes()) == bool(consent)


def test_a_reason_may_follow(client: FlaskClient, settings: Settings) -> None:
    """Yes or no first; the thanks ask why, and the reason joins that reply once, without a cookie."""
    page = client.post("/feedback", data={**REPLY, "comment": ""})
    receipt = re.search(r'name="receipt" value="([^"]+)"', page.text)
    assert receipt
    why = {**REPLY, "receipt": receipt[1], "comment": "first", "consent": "true"}
    thanks = client.post("/feedback/why", data=why)
    assert (thanks.status_code, 'name="receipt"' in thanks.text) == (200, False)
    client.post("/feedback/why", data={**why, "comment": "second"})
    client.post("/feedback/why", data={**why, "receipt": "made up", "comment": "third"})
    assert [(f.comment, f.question) for f in FeedbackStore(settings.feedback).all()] == [("first", "Who is it?")]


def test_a_file_without_receipts_goes_on(tmp_path: Path) -> None:
    """Replies that an earlier version kept stay, and new ones join them."""
    path = tmp_path / "feedback.sqlite"
    with closing(sqlite3.connect(path)) as old, old:
        old.execute(SCHEMA.replace(", receipt TEXT", ""))
        old.execute("INSERT INTO feedback (day, helpful, comment) VALUES ('2021-03-04', 1, 'old')")
    store = FeedbackStore(path)
    store.add_reason(store.add(Feedback(helpful=False)), "new", None)
    assert [f.comment for f in store.all()] == ["old", "new"]


def test_a_reply_needs_a_yes_or_no(client: FlaskClient, settings: Settings) -> None:
    """A comment alone is refused, and nothing is written."""
    assert client.post("/feedback", data={"comment": "hm"}).status_code == 422
    assert not settings.feedback.exists()


def test_quotes_in_comments_are_text(tmp_path: Path) -> None:
    """A comment cannot leave its cell."""
    store = FeedbackStore(tmp_path / "new" / "feedback.sqlite")
    store.add(Feedback(helpful=True, comment="'); DROP TABLE feedback; --"))
    store.add(Feedback(helpful=True))
    assert len(store.all()) == 2


def test_a_file_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    """The server says 500 and the log names the file; the page does not."""
    (tmp_path / "file").write_text("no database" * 100)
    with pytest.raises(OgpqaError, match="cannot be kept"):
        FeedbackStore(tmp_path / "file").add(Feedback(helpful=True))
