"""Wordings, cases and the judge: what keeps the measure honest."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from ogpqa.questions.relations import load_relations
from tests.golden.cases import INTENTS, World, relation_of
from tests.golden.make import SLOT, make, make_questions, shares
from tests.golden.score import Golden, folded, load_golden, numbers_in, reasons_against
from tests.golden.wordings import deal, load_wordings
from tests.synthetic.invent import invent_members

SEOUL = "Jihyun Kim works here. Three commitments."


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Questions of the build wordings over twelve members."""
    folder = tmp_path_factory.mktemp("made")
    make(5, 12, "build", folder)
    return folder


def test_no_wording_is_in_both_splits() -> None:
    """What is set aside was never built with."""
    build, aside = load_wordings("build"), load_wordings("aside")
    for lang, wordings in aside.items():
        for kind, texts in wordings.items():
            assert not set(texts) & set(build[lang].get(kind, ())), (lang, kind)


def test_every_intent_has_wordings_to_build_with_and_aside() -> None:
    """A third of the English wordings of each intent is set aside."""
    build, aside = load_wordings("build")["en"], load_wordings("aside")["en"]
    assert set(build) == set(INTENTS)
    assert set(aside) == set(INTENTS)


def test_all_languages_are_there() -> None:
    """Fifteen languages ask the main questions."""
    langs = "ar de en es fr it ja ko nl pl pt ru th tr zh".split()
    for split in ("build", "aside"):
        assert sorted(load_wordings(split)) == langs


def test_dealing_depends_on_the_words_alone() -> None:
    """The same wordings are dealt alike in any order."""
    words = [f"wording {i}" for i in range(9)]
    assert [set(part) for part in deal("contact", words, "en")] == [set(p) for p in deal("contact", words[::-1], "en")]


def test_questions_have_no_empty_slots(made: Path) -> None:
    """Each slot of a wording is filled, and questions stay within the length that is answered."""
    rows = [json.loads(line) for line in (made / "questions.jsonl").read_text(encoding="utf-8").splitlines()]
    assert len({row["id"] for row in rows}) == len(rows) > 500
    for row in rows:
        for text in (*row["history"], row["question"]):
            assert not SLOT.search(text), row
            assert 1 <= len(text) <= 300, row


def test_gold_stands_on_the_pages_it_names(made: Path) -> None:
    """What an answer must hold is written on one of the pages that it may cite (but for counts and plain yes)."""
    pages = {p.stem: folded(p.read_text(encoding="utf-8").replace("&amp;", "&")) for p in (made / "corpus").iterdir()}
    for golden in load_golden(made / "questions.jsonl"):
        texts = " ".join(pages[name] for name in golden.pages)
        if not golden.kind.startswith("compare"):
            assert all(
                folded(wanted).replace("'", "&#x27;") in texts or folded(wanted) in texts for wanted in golden.contains
            ), golden


def payload(text: str, **more: object) -> dict[str, object]:
    """An answer with one citation of the page "seoul"."""
    cite = {"page_id": "seoul", "snippet": "Jihyun Kim", "start": 0, "end": 10}
    return {"status": "answered", "reason": None, "answer": {"text": text}, "citations": [cite], **more}


@pytest.mark.parametrize(
    ("golden", "given", "n_reasons"),
    [
        (Golden("q", (), "answered", ("seoul",), ("jihyun  KIM",)), payload("It is Jihyun Kim."), 0),
        (Golden("q", (), "answered", ("seoul",), number=3), payload("It has three."), 0),
        (Golden("q", (), "answered", ("seoul",), number=4), payload("It has three."), 1),
        (Golden("q", (), "answered", ("busan",), ("Kim",)), payload("Kim"), 1),
        (Golden("q", (), "answered", (), ("Kim",), excludes=("Lee",)), payload("Kim and Lee"), 1),
        (Golden("q", (), "answered", any_of=("Kim", "Lee")), payload("Park"), 1),
        (Golden("q", (), "not_found"), payload("Kim"), 1),
        (Golden("q", (), "not_found"), payload("", status="clarify"), 0),
        (Golden("q", (), "answered"), payload("Kim", citations=[]), 1),
        (
            Golden("q", (), "answered"),
            payload("Kim", citations=[{"page_id": "seoul", "snippet": "Kim", "start": 0, "end": 3}]),
            1,
        ),
    ],
)
def test_the_judge_names_each_reason(golden: Golden, given: dict[str, object], n_reasons: int) -> None:
    """Content, number, page, verbatim quote and refusal are judged one by one."""
    assert len(reasons_against(golden, given, {"seoul": SEOUL})) == n_reasons


def test_numbers_are_read_as_digits_or_words() -> None:
    """ "Three of 13" names 3 and 13; the numbers of rows and citations say nothing."""
    assert numbers_in("Three of 13 [1]\n1. 2018-2020 [2]") == {3, 13, 2018, 2020}


def test_every_intent_asks_for_a_relation_or_is_a_refusal() -> None:
    """The table by relation leaves out no question, and names relations that there are."""
    assert set(relation_of()) == set(INTENTS)
    named = {relation for relation in relation_of().values() if not relation.startswith(("refused: ", "passages"))}
    assert named <= set(load_relations())


def test_a_share_asks_each_wording_of_more_facts() -> None:
    """An intent with few wordings has the same number of questions as one with many, where there are cases."""
    members = invent_members(5, 12)
    rows = list(make_questions(World(members), "build", 5, shares("build", 40)))
    counts = Counter(row["kind"] for row in rows)
    assert counts["code_member"] >= 40
    assert counts["across_most"] < 40
