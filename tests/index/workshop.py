"""A small corpus of lines, encoders that count, and what an index built of it answers."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ogpqa.config import Settings
from ogpqa.index import BuildReport, Encoders, Index, build_index, open_index
from tests.fakes import HashEncoder, read_lines

PAGES = {
    "kenya": "Contact Philip Thigo\nOpen contracting portal 2018\nBeneficial ownership register\n",
    "seoul": "Contact Kim in Seoul\nOpen data and participatory budgets\n서울의 담당자는 누구인가요\n",
    "latvia": "Atklātie dati un São Tomé\nLobbying transparency 2020\n公開データ と 予算 の 透明性\n",
}
EXEMPLARS = {"en": ("who is the contact for MEMBER", "how many commitments"), "crosslingual": ("quién es el contacto",)}


@dataclass(frozen=True, slots=True)
class Workshop:
    """A corpus folder and an index folder, with encoders that count."""

    corpus: Path
    index: Path
    dense: HashEncoder
    other: HashEncoder

    @property
    def encoders(self) -> Encoders:
        """What stands in for the compiled encoders."""
        return Encoders(self.dense, self.other)

    def build(self) -> BuildReport:
        """Build the corpus as it is now."""
        self.dense.encoded.clear()
        self.other.encoded.clear()
        return build_index(
            self.corpus,
            self.index,
            settings=Settings(),
            exemplars=EXEMPLARS,
            encoders=self.encoders,
            read=read_lines,
        )

    def open(self) -> Index:
        """Open what serves."""
        return open_index(self.index, threads=1, encoders=self.encoders)

    def write(self, page_id: str, text: str) -> None:
        """Save a page."""
        (self.corpus / f"{page_id}.txt").write_text(text, encoding="utf-8")

    @property
    def generation(self) -> Path:
        """The folder of the generation that serves."""
        return self.index / "generations" / (self.index / "current").read_text().strip()


def answers(index: Index) -> list[object]:
    """What an index replies to some questions: equal indexes give equal answers."""
    questions = ["open data", "Contact Kim", "담당자는", "transparency 2020", "nothing of it"]
    rows = index.encoder.encode(questions)
    found = [
        (index.store.search_lexical(q, 5), index.vectors.search(row, 5)) for q, row in zip(questions, rows, strict=True)
    ]
    return [index.store.pages, index.store.records, tuple(index.store.passages()), found]
