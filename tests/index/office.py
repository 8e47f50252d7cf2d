"""An office that publishes pages written from facts and builds an index of them, without a model."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ogpqa.config import Settings
from ogpqa.exclusions import EXCLUDE
from ogpqa.index import Comparison, Encoders, build_index, changes_between
from tests.fakes import HashEncoder
from tests.synthetic.facts import SyntheticMember
from tests.synthetic.invent import invent_members
from tests.synthetic.render import render

MEMBER = next(m for m in invent_members(3, 20) if len(m.contacts) > 1 and m.commitments and m.format == "txt")


@dataclass(frozen=True, slots=True)
class Office:
    """A corpus folder whose pages are written from facts, and the index that is built of it."""

    folder: Path

    def publish(self, *members: SyntheticMember, extra: str = "", excluded: str = "") -> None:
        """Write the pages of these members, and a list of what is excluded, and nothing else, and build; no gate holds
        back what they lose.
        """
        corpus = self.folder / "corpus"
        corpus.mkdir(exist_ok=True)
        for old in corpus.iterdir():
            old.unlink()
        for member in members:
            path = corpus / f"{member.page_id}.{member.format}"
            path.write_text(render(member) + extra, encoding="utf-8")
        (corpus / EXCLUDE).write_text(excluded, encoding="utf-8")
        build_index(corpus, self.index, settings=Settings(), encoders=Encoders(HashEncoder()), gate=None)

    @property
    def index(self) -> Path:
        """The index folder."""
        return self.folder / "index"

    def changes(self) -> Comparison:
        """From the generation before to the one that serves."""
        return changes_between(self.index)
