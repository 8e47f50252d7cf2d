"""The golden questions: answers that were reviewed stay as they are, word for word and quote for quote."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from ogpqa.corpus import load_corpus
from tests.golden.frozen import CORPUS, Asked, ask, by_hand, gather_corpus, kept, load_asked, questions, write_pages
from tests.golden.score import Golden, Payload, assistant_answers, folded, reasons_against
from tests.golden.wordings import load_wordings

SHOWN = 30
UPDATE = "Right on purpose? `python -m tests.golden.update` writes the answers anew; review the diff."


@pytest.fixture(scope="session")
def asked() -> tuple[Asked, ...]:
    """All golden questions."""
    return load_asked()


@pytest.fixture(scope="session")
def golden_answer(
    build_real_index: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory
) -> Callable[[Golden], Payload]:
    """A function that answers from a fresh index of the golden pages, built once a run with the real model."""
    answer, _ = assistant_answers(build_real_index(gather_corpus(tmp_path_factory.mktemp("golden") / "corpus")))
    return answer


def difference(question: Asked, now: dict[str, object]) -> str:
    """What changed in one answer, as - and + lines."""
    lines = [f"{question.id}: {' || '.join((*question.golden.history, question.golden.question))}"]
    for key, value in now.items():
        if value != question.answer[key]:
            lines += [f"  - {key}: {question.answer[key]}", f"  + {key}: {value}"]
    return "\n".join(lines)


def test_answers_stay_as_reviewed(asked: tuple[Asked, ...], golden_answer: Callable[[Golden], Payload]) -> None:
    """Status, reason, text and cited places of every golden question are what was reviewed."""
    changed = [difference(q, now) for q in asked if (now := kept(ask(q.row, golden_answer))) != q.answer]
    if changed:
        more = [f"… and {len(changed) - SHOWN} more"] if len(changed) > SHOWN else []
        head = f"{len(changed)} of {len(asked)} answers changed. {UPDATE}"
        pytest.fail("\n\n".join([head, *changed[:SHOWN], *more]), pytrace=False)


def test_frozen_answers_are_right(asked: tuple[Asked, ...], tmp_path: Path) -> None:
    """What was frozen holds what its gold asks for, and its quotes stand on the pages."""
    pages = {p.page_id: p.text for p in load_corpus(gather_corpus(tmp_path / "corpus")).pages}
    for q in asked:
        cited = [
            {"page_id": page, "start": start, "end": end, "snippet": pages[page][start:end]}
            for page, start, end in q.answer["cites"]
        ]
        answer = {"text": q.answer["text"]} if q.answer["text"] is not None else None
        payload = {"status": q.answer["status"], "reason": q.answer["reason"], "answer": answer, "citations": cited}
        assert not reasons_against(q.golden, payload, pages), q.id


def test_there_are_many_in_every_language(asked: tuple[Asked, ...]) -> None:
    """At least three hundred questions, some in each of fifteen languages, each once."""
    langs = [q.golden.lang for q in asked]
    assert len(asked) >= 300
    assert len({q.id for q in asked}) == len(asked)
    assert {lang for lang in set(langs) if langs.count(lang) >= 4} == set(load_wordings("build"))


def test_frozen_questions_are_those_that_are_made(asked: tuple[Asked, ...]) -> None:
    """No question was edited in the file alone."""
    made = {row["id"]: row for row in questions()}
    for q in asked:
        assert {key: value for key, value in q.row.items() if key != "frozen"} == made[q.id]


def test_pages_are_written_from_their_facts(tmp_path: Path) -> None:
    """The committed pages are those of the maker."""
    write_pages(tmp_path / "corpus")
    made = {path.name: path.read_text(encoding="utf-8") for path in (tmp_path / "corpus").iterdir()}
    assert {path.name: path.read_text(encoding="utf-8") for path in CORPUS.iterdir()} == made


def test_no_golden_question_says_what_is_set_aside() -> None:
    """Golden questions are read by whoever builds: none written by hand has words of its kind that only measure."""
    for row in by_hand():
        text = folded(" || ".join((*row["history"], row["question"])))
        for wording in load_wordings("aside")[row["lang"]].get(row["kind"], ()):
            pattern = re.sub(r"\\\{[^}]*\\\}", ".+", re.escape(folded(wording)))
            words = re.sub(r"\{[^}]*\}", "", wording)
            assert not (any(map(str.isalpha, words)) and re.fullmatch(pattern, text)), row["kind"]
