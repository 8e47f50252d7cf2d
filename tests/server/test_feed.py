"""The Atom feed: valid, escaped, with ids that stay; served with the changes of the newest generations."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from flask.testing import FlaskClient

from ogpqa.config import Settings
from ogpqa.index import Change, Changed, Comparison, Difference, FieldChange, list_generations
from ogpqa.server.app import create_app
from ogpqa.server.feed import ATOM, XHTML, atom_feed
from tests.fakes_assistant import FakeAssistant, make_index
from tests.index.office import MEMBER, Office
from tests.synthetic.facts import SyntheticContact

A, X = f"{{{ATOM}}}", f"{{{XHTML}}}"
HOSTILE = "<script>alert(1)</script> & \x00\x0b\ufffe\ud800 ]]>"


def comparison(name: str = "Evil", value: str = "b", old: str = "one", url: str | None = None) -> Comparison:
    """One member changed one contact."""
    change = Change("changed", "Contact", name, (FieldChange("email", ("a",), (value,)),))
    changed = Changed("evil", name, "evil", url, (change,))
    return Comparison(old, "two", "2026-01-02T03:04:05+00:00", Difference((), ("evil",), (), ()), (changed,))


def parsed(feed: bytes) -> ET.Element:
    """The feed, after checking that it has what RFC 4287 asks for."""
    root = ET.fromstring(feed)
    assert root.tag == f"{A}feed"
    assert root.find(f"{A}author/{A}name") is not None
    for element in (root, *root.iter(f"{A}entry")):
        for name in ("id", "title", "updated"):
            assert [e.text for e in element.findall(A + name)] != [None], name
            assert len(element.findall(A + name)) == 1, name
        assert datetime.fromisoformat(str(element.findtext(f"{A}updated"))).tzinfo
        assert str(element.findtext(f"{A}id")).startswith("urn:uuid:")
    ids = [e.text for e in root.iter(f"{A}id")]
    assert len(set(ids)) == len(ids)
    for content in root.iter(f"{A}content"):
        assert content.get("type") == "xhtml"
        assert [child.tag for child in content] == [f"{X}div"]
    return root


def test_an_entry_tells_its_changes() -> None:
    """The title names the member and what happened; the content the fields before and after."""
    (entry,) = parsed(atom_feed([comparison("Jo Lee", url="https://example.org/jo")])).iter(f"{A}entry")
    assert entry.findtext(f"{A}title") == "Jo Lee: Contact changed: Jo Lee"
    assert "e-mail: a → b" in "".join(entry.itertext())
    assert [link.get("href") for link in entry.iter(f"{A}link")] == ["https://example.org/jo"]


def test_hostile_text_stays_text() -> None:
    """Markup is escaped, what XML cannot hold is replaced, and a link that is no web address is left out."""
    for url in ("javascript:alert(1)", "https://a b", HOSTILE):
        feed = atom_feed([comparison(HOSTILE, HOSTILE, url=url)], address=f"http://x/{HOSTILE}")
        root = parsed(feed)
        assert "<script>alert(1)</script> & " in str(root.findtext(f"{A}entry/{A}title"))
        assert root.find(f"{A}entry/{A}link") is None
        assert b"<script" not in feed


def test_ids_stay() -> None:
    """The same change has the same id; another generation or member has another."""
    first, again, other = (
        parsed(atom_feed([made])).findtext(f"{A}entry/{A}id")
        for made in (comparison(), comparison(value="c"), comparison(old="zero"))
    )
    assert first == again
    assert first != other


def test_a_feed_of_nothing_is_a_feed() -> None:
    """Before anything changed it has no entries."""
    assert list(parsed(atom_feed([])).iter(f"{A}entry")) == []


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """Three generations: a contact came, then another."""
    office = Office(tmp_path)
    for n in range(3):
        new = tuple(SyntheticContact(f"Person{i} Made", "Clerk", "Registry", None) for i in range(n))
        office.publish(replace(MEMBER, contacts=(*MEMBER.contacts, *new)))
    return office


def client_over(office: Office, serving: int) -> FlaskClient:
    """A server that answers from that generation of the office's."""
    name = list_generations(office.index)[serving].name
    settings = Settings(rate_limit="off", index=office.index, feedback=office.folder / "f.sqlite")
    return create_app(FakeAssistant(replace(make_index(), name=name)), settings).test_client()


def test_the_feed_is_served(office: Office) -> None:
    """All steps up to the generation that serves, newest first; unchanged, it is not sent again."""
    client = client_over(office, 2)
    response = client.get("/changes.atom")
    assert (response.status_code, response.mimetype) == (200, "application/atom+xml")
    root = parsed(response.data)
    assert ["Person1 Made" in str(e.findtext(f"{A}title")) for e in root.iter(f"{A}entry")] == [True, False]
    assert root.find(f"{A}link[@rel='self']") is not None
    again = client.get("/changes.atom", headers={"If-None-Match": response.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert client_over(office, 1).get("/changes.atom").headers["ETag"] != response.headers["ETag"]


def test_programs_get_the_same_as_json(office: Office) -> None:
    """Newest generation first, with the pages and the fields of each member."""
    body = client_over(office, 2).get("/api/v1/changes").get_json()
    assert [len(step["members"]) for step in body["changes"]] == [1, 1]
    assert body["changes"][0]["members"][0]["changes"][0]["label"] == "Person1 Made"
    assert body["changes"][0]["changed"] == [MEMBER.page_id]


def test_a_generation_that_cannot_be_read_is_left_out(office: Office) -> None:
    """A damaged one, and one that was pruned, are no error; the server over no index has an empty feed."""
    first = list_generations(office.index)[0].name
    (office.index / "generations" / first / "store.sqlite").write_bytes(b"")
    body = client_over(office, 2).get("/api/v1/changes").get_json()
    assert len(body["changes"]) == 1
    assert client_over(office, 0).get("/api/v1/changes").get_json()["changes"] == []
