"""The project's own corpus: the facts of the seed pages in our own words."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest

from ogpqa.corpus import load_corpus
from ogpqa.records import read_records
from ogpqa.resources import corpus_folder
from ogpqa.types import ActionPlan, Commitment, Contact, Definition, Member, Page, Post, Record, Resource

IDS = ("seoul-south-korea", "south-korea")
OWN_WORDS = {"themes", "summary", "text", "span", "evidence"}


def page(folder: Path, page_id: str) -> Page:
    """The page of this id."""
    return next(page for page in load_corpus(folder).pages if page.page_id == page_id)


def facts(records: tuple[Record, ...]) -> list[object]:
    """What the records say where it is a fact: not the wording of sentences."""
    kept = (Member, ActionPlan, Contact, Commitment, Resource, Post)
    found = [[getattr(r, f.name) for f in fields(r) if f.name not in OWN_WORDS] for r in records if isinstance(r, kept)]
    return [*found, *[(r.code, r.section) for r in records if isinstance(r, Definition)]]


def test_the_corpus_loads() -> None:
    """Two pages with their addresses, no file skipped, no trap link."""
    corpus = load_corpus(corpus_folder())
    assert corpus.skipped == ()
    assert [page.page_id for page in corpus.pages] == list(IDS)
    assert [page.url for page in corpus.pages] == [f"https://www.opengovpartnership.org/members/{i}/" for i in IDS]
    assert not any("NOT follow" in page.text for page in corpus.pages)


@pytest.mark.parametrize("page_id", IDS)
def test_facts_are_those_of_the_seed(shared: Path, page_id: str) -> None:
    """Names, roles, addresses, numbers, codes, titles, years, types and areas stand as on the seed page."""
    assert facts(read_records(page(corpus_folder(), page_id))) == facts(read_records(page(shared / "seeds", page_id)))


@pytest.mark.parametrize("page_id", IDS)
def test_sentences_are_our_own(shared: Path, page_id: str) -> None:
    """No sentence of eight words or more stands as on the seed page, facts and titles excepted."""
    seed, ours = page(shared / "seeds", page_id), page(corpus_folder(), page_id)
    titles = {getattr(r, "title", "") for r in read_records(ours)} | {
        h.span.of(ours.text) for h in ours.blocks if h.level
    }
    lines = {" ".join(r.span.of(ours.text).split()) for r in read_records(ours) if isinstance(r, Contact)}
    mine = " ".join(ours.text.split())
    for sentence in re.split(r"(?<=[.!?…])\s|\n", seed.text):
        words = re.sub(r"^(?:•|\d+\.) ", "", " ".join(sentence.split()))
        if len(words.split()) >= 8 and words not in titles | lines and not words.startswith("Policy Area Focus:"):
            assert words not in mine
