"""The publish gate on synthetic members: what holds a generation back, what does not, and what is said."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from ogpqa.config import Settings
from ogpqa.errors import IndexBuildError, IndexMissingError
from ogpqa.index import (
    BuildReport,
    Encoders,
    Gate,
    build_index,
    list_generations,
    prune,
    publish_generation,
    read_decision,
    rollback,
)
from ogpqa.index.decisions import PENDING, Decision, write_decision
from ogpqa.index.generation import current_name
from tests.fakes import HashEncoder
from tests.synthetic.facts import SyntheticMember
from tests.synthetic.members import make_members

SCRIPT = "The people in charge are shown here by a script, once this page has been opened in a browser."
ADDRESS = re.compile(r"[\w.]+@[\w.]+")


@dataclass(frozen=True, slots=True)
class Country:
    """A corpus of synthetic members, built once, and what may happen to it."""

    corpus: Path
    index: Path
    members: tuple[SyntheticMember, ...]

    def build(self, **gate: object) -> BuildReport:
        """Build the corpus as it is now."""
        encoders = Encoders(HashEncoder())
        strict = Gate(**gate)  # type: ignore[arg-type]
        return build_index(self.corpus, self.index, settings=Settings(), encoders=encoders, gate=strict)

    @property
    def serving(self) -> str:
        """The generation that serves."""
        return current_name(self.index)

    def file(self, member: SyntheticMember) -> Path:
        """The member's saved page."""
        return self.corpus / f"{member.page_id}.{member.format}"

    def change(self, change: Callable[[str], str], *members: SyntheticMember) -> None:
        """Rewrite the pages of these members, of all when none is named."""
        for member in members or self.members:
            path = self.file(member)
            path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")

    def with_contacts(self, at_least: int) -> SyntheticMember:
        """A member with so many contacts, on a page of text."""
        return next(m for m in self.members if len(m.contacts) >= at_least and m.format == "txt")


@pytest.fixture
def country(tmp_path: Path) -> Country:
    """Ten members, built."""
    members = make_members(11, 10, tmp_path / "corpus")
    made = Country(tmp_path / "corpus", tmp_path / "index", members)
    assert made.build().outcome == "published"
    return made


def test_contacts_lost_to_a_template_are_held_back(country: Country) -> None:
    """A site that drops heading and addresses loses every contact without an error: each is named, the old serves."""
    before = country.serving
    country.change(lambda text: re.sub(r"(?m)^(##? ?)?Contacts?$|<h2>Contacts?</h2>", "", ADDRESS.sub("", text)))
    report = country.build()
    with_contacts = [m for m in country.members if m.contacts]
    assert (report.outcome, country.serving) == ("held", before)
    for member in with_contacts:
        n = len(member.contacts)
        said = next(r for r in report.reasons if r.startswith(f"{member.name} has no contacts any more; it had {n}."))
        assert "The section is missing or empty." in said


def test_a_section_that_is_not_understood_is_quoted(country: Country) -> None:
    """The reason shows the line on which the parser gave up."""
    member = country.with_contacts(1)
    country.change(lambda text: ADDRESS.sub("", text.replace(member.contacts[0].line, SCRIPT)), member)
    country.change(
        lambda text: "\n".join(x for x in text.splitlines() if x not in {c.line for c in member.contacts[1:]}), member
    )
    report = country.build()
    assert report.outcome == "held"
    assert any(f"is there, but is not understood: it begins “{SCRIPT[:40]}" in reason for reason in report.reasons)


def test_a_contact_who_left_is_fine(country: Country) -> None:
    """One of two contacts goes, another is replaced: nothing is said."""
    member = country.with_contacts(2)
    country.change(lambda text: text.replace(f"{member.contacts[0].line}\n", ""), member)
    other = next(m for m in country.members if m.contacts and m.format == "txt" and m != member)
    country.change(lambda text: text.replace(other.contacts[0].name, "Ada Okafor"), other)
    report = country.build()
    assert (report.outcome, report.reasons) == ("published", ())
    assert report.changed == tuple(sorted((member.page_id, other.page_id)))


def test_a_member_is_only_lost_when_asked(country: Country) -> None:
    """A page that is gone holds the build back; dropping its member lets it serve, and the next build is quiet."""
    member = country.with_contacts(1)
    country.file(member).unlink()
    report = country.build()
    assert report.outcome == "held"
    assert [reason.startswith(f"{member.name} is gone; it had ") for reason in report.reasons] == [True]
    dropped = country.build(dropped=(member.name,))
    assert (dropped.outcome, dropped.deleted, dropped.generation) == ("published", (member.page_id,), report.generation)
    decision = read_decision(country.index, dropped.generation)
    assert decision is not None
    assert (decision.decision, decision.dropped) == ("published", (member.name,))
    assert country.build().outcome == "unchanged"


def test_a_page_that_cannot_be_read_any_more_says_why(country: Country) -> None:
    """The reason of the reader stands with the member that it cost."""
    member = country.with_contacts(1)
    country.file(member).write_bytes(b"\x00\x01 binary")
    report = country.build()
    assert report.outcome == "held"
    assert f"The file {member.page_id}.txt was skipped: The file is binary." in report.reasons[0]


def test_another_folder_is_noticed(country: Country) -> None:
    """When every member is gone one sentence says so."""
    for member in country.members:
        country.file(member).unlink()
    (country.corpus / "note.txt").write_text("A note about nothing in particular.\n")
    assert country.build().reasons == (
        f"All {len(country.members)} members that are served now are gone. Is this the right folder?",
    )


def test_commitments_that_crumble_are_held_back(country: Country) -> None:
    """A member that keeps a few of many, and all members that lose a third each, are both losses."""
    member = next(m for m in country.members if len(m.commitments) >= 8 and m.format == "txt")
    kept = member.commitments[:2]

    def without(text: str) -> str:
        for lost in member.commitments[2:]:
            text = text.replace(f"{lost.code}, ", "")
        return text

    country.change(without, member)
    report = country.build()
    assert report.outcome == "held"
    assert any(
        f"{member.name} has {len(kept)} commitments; it had {len(member.commitments)}." in r for r in report.reasons
    )


def test_addresses_that_vanish_everywhere_are_held_back(country: Country) -> None:
    """Contacts that all lose their e-mail, as when a site hides addresses, are a loss although no contact is."""
    country.change(lambda text: ADDRESS.sub("[address hidden]", text))
    reasons = country.build().reasons
    assert any("contacts with an e-mail address; they had" in reason for reason in reasons)


def test_force_is_recorded(country: Country) -> None:
    """What was published in spite of reasons keeps them."""
    country.file(country.with_contacts(1)).unlink()
    report = country.build(force=True)
    assert (report.outcome, report.published, country.serving) == ("forced", True, report.generation)
    decision = read_decision(country.index, report.generation)
    assert decision is not None
    assert (decision.decision, decision.reasons) == ("forced", report.reasons)


def test_force_without_reasons_is_nothing_to_record(country: Country) -> None:
    """A forced build that nothing speaks against is an ordinary one."""
    country.change(lambda text: text.replace("Recent Posts", "Latest Posts"))
    report = country.build(force=True)
    assert (report.outcome, read_decision(country.index, report.generation)) == ("published", None)


def test_what_is_held_back_can_be_published_later(country: Country) -> None:
    """It is not rolled back to, not built twice, and serves once somebody insists."""
    country.file(country.with_contacts(1)).unlink()
    first = country.serving
    held = country.build()
    again = country.build()
    assert (again.outcome, again.generation, again.encoded) == ("held", held.generation, held.encoded)
    assert [g.name for g in list_generations(country.index)] == [first, held.generation]
    with pytest.raises(IndexMissingError, match="held back"):
        rollback(country.index, held.generation)
    assert publish_generation(country.index, held.generation, Gate()).decision == "held"
    assert country.serving == first
    assert publish_generation(country.index, held.generation, Gate(force=True)).decision == "forced"
    assert country.serving == held.generation
    with pytest.raises(IndexMissingError, match="that is held back"):
        publish_generation(country.index, held.generation, Gate(force=True))
    assert rollback(country.index) == first


def test_no_rollback_to_what_never_served(country: Country) -> None:
    """The generation before is the last one that served."""
    first = country.serving
    path = country.file(country.with_contacts(1))
    text = path.read_text(encoding="utf-8")
    path.unlink()
    held = country.build().generation
    path.write_text(text.replace("Recent Posts", "Latest Posts"), encoding="utf-8")
    second = country.build()
    assert second.outcome == "published"
    assert rollback(country.index) == first
    assert prune(country.index, keep=1) == (held,)
    assert read_decision(country.index, held) is None


def test_a_build_that_was_killed_before_its_check_is_held_back(country: Country) -> None:
    """A generation with a name but without a decision never serves by accident; building again decides."""
    country.change(lambda text: text.replace("Recent Posts", "Latest Posts"))
    first, built = country.serving, country.build().generation
    (country.index / "current").write_text(f"{first}\n")
    write_decision(country.index, built, Decision("held", (PENDING,)))
    report = country.build()
    assert (report.outcome, report.generation, country.serving) == ("published", built, built)
    assert read_decision(country.index, built) is None


def test_a_decision_that_cannot_be_read_holds_back(country: Country) -> None:
    """Damage is no permission."""
    name = country.serving
    (country.index / "generations" / f"{name}.gate.json").write_text("{")
    decision = read_decision(country.index, name)
    assert decision is not None
    assert decision.decision == "held"


def test_questions_hold_back_what_they_did_not_before(country: Country) -> None:
    """The questions are asked of the new generation, by name, with the one that serves; each failure is a reason."""
    country.change(lambda text: text.replace("Recent Posts", "Latest Posts"))
    asked: list[tuple[str, str | None]] = []

    def questions(name: str, serving: str | None) -> list[str]:
        asked.append((name, serving))
        return ["The question “Who?” is answered wrongly: lacks 'Ada'."]

    before = country.serving
    report = country.build(questions=questions)
    assert asked == [(report.generation, before)]
    assert (report.outcome, report.reasons) == ("held", ("The question “Who?” is answered wrongly: lacks 'Ada'.",))


def test_a_first_build_is_only_held_back_for_itself(tmp_path: Path) -> None:
    """Without a generation before, skipped files and doubled pages count; a page or two of them do not."""
    members = make_members(12, 10, tmp_path / "corpus")
    made = Country(tmp_path / "corpus", tmp_path / "index", members)
    (made.corpus / "scan.pdf").write_bytes(b"%PDF-1.4 nothing")
    (made.corpus / "twin.txt").write_bytes(made.file(members[0]).read_bytes())
    assert made.build().outcome == "published"
    for n in range(8):
        (made.corpus / f"scan-{n}.pdf").write_bytes(b"%PDF-1.4 nothing")
        (made.corpus / f"twin-{n}.txt").write_bytes(made.file(members[0]).read_bytes())
    fresh = Country(made.corpus, tmp_path / "other", members)
    report = fresh.build()
    assert (report.outcome, report.serving) == ("held", None)
    assert any("files cannot be read. " in reason for reason in report.reasons)
    assert any("have the very text of another page" in reason for reason in report.reasons)
    with pytest.raises(IndexMissingError):
        assert fresh.serving


def test_rows_that_stand_twice_everywhere_are_held_back(country: Country) -> None:
    """A template that prints its lists twice doubles every count."""

    def doubled(text: str) -> str:
        found = re.search(r"(?ms)^Commitments\n(.*?)^Resources\n", text)
        return text.replace(found[1], found[1] * 2) if found else text

    country.change(doubled)
    assert any("rows of type Commitment are on their page already" in reason for reason in country.build().reasons)


def test_what_is_excluded_is_not_missed(country: Country) -> None:
    """Members that exclude.toml leaves out are neither lost nor unreadable."""
    ids = ", ".join(f'"{member.page_id}"' for member in country.members[:6])
    (country.corpus / "exclude.toml").write_text(f"pages = [{ids}]\n", encoding="utf-8")
    report = country.build()
    assert (report.outcome, report.reasons, len(report.skipped)) == ("published", (), 6)


def test_a_member_under_another_name_is_not_lost(country: Country) -> None:
    """A government that is renamed is known by its commitments; one with other commitments is another."""
    member = next(m for m in country.members if len(m.commitments) > 3 and m.format == "txt")
    path = country.file(member)
    text = path.read_text(encoding="utf-8").replace(member.name, "Republic of Zembla")
    path.unlink()
    (country.corpus / "zembla.txt").write_text(text, encoding="utf-8")
    assert country.build().reasons == ()
    (country.corpus / "zembla.txt").write_text(
        text.replace("Republic of Zembla", "Sylvania").replace("0", "9"), "utf-8"
    )
    assert any("is gone" in reason for reason in country.build().reasons)


def test_an_older_copy_does_not_stand_in_for_the_newest(country: Country) -> None:
    """A new copy of a page without its contacts holds the build back, although the older copy has them still."""
    member = country.with_contacts(1)
    old = country.file(member).read_text(encoding="utf-8")
    new = re.sub(r"(?ms)^Contacts?$.*?^Commitments$", "Contacts\n\nCommitments", old)
    (country.corpus / f"{member.page_id}-2035.txt").write_text(new, encoding="utf-8")
    reasons = country.build().reasons
    assert [reason.startswith(f"{member.name} has no contacts any more") for reason in reasons] == [True]


def test_nobody_drops_a_stranger(country: Country) -> None:
    """A mistyped member is an error that names some."""
    country.file(country.with_contacts(1)).unlink()
    with pytest.raises(IndexBuildError, match="no member 'Atlantiss' to drop"):
        country.build(dropped=("Atlantiss",))
