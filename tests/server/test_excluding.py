"""A running server leaves out what exclude.toml says from the moment it says so, everywhere."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from ogpqa.assistant import Assistant
from ogpqa.config import Settings
from ogpqa.errors import SettingsError
from ogpqa.exclusions import EXCLUDE, read_exclusions
from ogpqa.index import Encoders, open_index
from ogpqa.server import ports
from ogpqa.server.app import create_app
from ogpqa.server.following import Follower
from ogpqa.server.live import Live
from tests.fakes import HashEncoder
from tests.index.office import MEMBER, Office
from tests.synthetic.facts import SyntheticContact

ADA = SyntheticContact("Ada Moon", "Clerk", "Town Hall", "ada.moon@town.example")
LISTED = 'persons = ["Ada Moon"]\n'
PAGE = MEMBER.page_id
PLACES = (
    "/api/v1/contacts", "/api/v1/contacts?format=csv", f"/api/v1/members/{PAGE}", f"/members/{PAGE}", f"/pages/{PAGE}",
    f"/api/v1/pages/{PAGE}", "/changes.atom", "/api/v1/changes", "/api/v1/search?q=moon%20clerk%20town&k=50",
    f"/?q=Who%20is%20the%20contact%20for%20{MEMBER.short_name}%3F",
)  # fmt: skip


class Serving:
    """An office's index, served and followed by hand, with encoders that count."""

    def __init__(self, office: Office) -> None:
        self.office, self.exclude = office, office.index / EXCLUDE
        settings = Settings(index=office.index, rate_limit="off", feedback=office.folder / "f.sqlite")
        app = create_app(self.reopen(None), settings)
        self.live: Live = app.extensions["ogpqa"]
        self.client: FlaskClient = app.test_client()
        self.follower = Follower(self.live, office.index / "current", self.reopen, exclude=self.exclude, retry=0)

    def reopen(self, before: ports.Assistant | None) -> Assistant:
        """Open what serves; a list with a mistake leaves the one before in force."""
        try:
            listed = read_exclusions(self.exclude)
        except SettingsError:
            if before is None:
                raise
            listed = before.index.listed
        encoders = Encoders(HashEncoder())
        return Assistant(open_index(self.office.index, threads=1, encoders=encoders, exclusions=listed))

    def write(self, text: str) -> None:
        """Write the list, and let the server look."""
        self.exclude.write_text(text, encoding="utf-8")
        self.follower.look()

    def said(self) -> dict[str, str]:
        """What each place answers, and the answer to a question for the person."""
        pages = {address: self.client.get(address).get_data(as_text=True) for address in PLACES}
        asked = self.client.post("/api/v1/ask", json={"question": "Who should I write to there?", "member": PAGE})
        return {**pages, "ask": asked.get_data(as_text=True)}

    def places_with(self, text: str) -> list[str]:
        """Where a text is said."""
        return [address for address, said in self.said().items() if text in said]


@pytest.fixture
def serving(tmp_path: Path) -> Serving:
    """A member to whose page a person was added."""
    office = Office(tmp_path)
    office.publish(MEMBER)
    office.publish(replace(MEMBER, contacts=(*MEMBER.contacts[:1], ADA)))
    return Serving(office)


def test_a_listed_person_is_nowhere_from_then_on(serving: Serving) -> None:
    """Neither name nor address, in no page, list, export, search, answer or feed; the others stay."""
    other = MEMBER.contacts[0].name
    assert len(serving.places_with("Ada Moon")) > 7
    with_others = serving.places_with(other)
    serving.write(LISTED)
    assert serving.places_with("Ada Moon") == []
    assert serving.places_with("ada.moon") == []
    assert set(with_others) - set(serving.places_with(other)) <= {"/changes.atom", "/api/v1/changes"}
    serving.write("")
    assert len(serving.places_with("Ada Moon")) > 7


def test_a_question_for_the_person_is_answered_as_if_the_page_never_held_the_name(serving: Serving) -> None:
    """As by an index of the page without it."""

    def asked() -> list[tuple[object, ...]]:
        questions = (
            "Who is Ada Moon?",
            "ada.moon@town.example",
            "Is Ada Moon the contact?",
            "How many contacts are there?",
        )
        bodies = [serving.client.post("/api/v1/ask", json={"question": q}).get_json() for q in questions]
        return [(b["status"], b["reason"], b["message"], b["answer"], b["suggestions"]) for b in bodies]

    serving.write(LISTED)
    without = asked()
    serving.office.publish(replace(MEMBER, contacts=MEMBER.contacts[:1]))
    serving.write("")
    assert asked() == without


def test_quotes_stand_in_the_page_that_is_served(serving: Serving) -> None:
    """With its digest, which is not that of before."""
    before = serving.client.get(f"/api/v1/pages/{PAGE}").get_json()
    serving.write(LISTED)
    page = serving.client.get(f"/api/v1/pages/{PAGE}").get_json()
    assert (page["sha256"] != before["sha256"], len(page["text"])) == (True, len(before["text"]))
    items = serving.client.get("/api/v1/commitments?limit=100").get_json()["items"]
    assert items
    for item in items:
        assert item["page_sha256"] == page["sha256"]
        assert page["text"][item["start"] : item["end"]] == item["snippet"]


def test_a_listed_page_is_not_there(serving: Serving) -> None:
    """404 where it was, and no member."""
    serving.write(f'pages = ["{PAGE}"]')
    assert serving.client.get(f"/pages/{PAGE}").status_code == 404
    assert serving.client.get(f"/api/v1/pages/{PAGE}").status_code == 404
    assert serving.client.get("/api/v1/members").get_json()["total"] == 0


def test_a_mistake_leaves_the_list_before_in_force_and_is_said(serving: Serving) -> None:
    """Without the value, which may be a name; a generation that is published meanwhile keeps it out too."""
    serving.write(LISTED)
    serving.write('persons = ["Ada Moon", ""]')
    ready = serving.client.get("/readyz").get_json()
    assert (ready["status"], ready["exclusions_not_read"]) == ("ready", "exclude.toml: persons[2]")
    assert serving.places_with("Ada Moon") == []
    serving.office.publish(replace(MEMBER, contacts=(ADA,)))
    serving.follower.look()
    assert serving.live.generation == (serving.office.index / "current").read_text().strip()
    assert serving.places_with("Ada Moon") == []
    serving.write(LISTED)
    assert "exclusions_not_read" not in serving.client.get("/readyz").get_json()


def test_nothing_is_opened_anew_while_the_list_stays(serving: Serving) -> None:
    """Looking each second costs nothing."""
    serving.write(LISTED)
    assistant = serving.live.assistant
    serving.follower.look()
    serving.write(f"# in other words\n{LISTED}")
    assert serving.live.assistant is assistant


def test_comparisons_do_not_tell_who_was_excluded_at_the_build(tmp_path: Path) -> None:
    """Else the person would be "removed", by name."""
    office = Office(tmp_path)
    both = replace(MEMBER, contacts=(*MEMBER.contacts[:1], ADA))
    office.publish(both)
    office.publish(both, excluded=LISTED)
    told = office.changes()
    assert "Ada" not in repr(told)
    assert not any(c.type == "Contact" for changed in told.changed for c in changed.changes)
