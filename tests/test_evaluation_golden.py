"""Golden questions as a condition of publishing, over the real model."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from ogpqa.errors import OgpqaError
from ogpqa.evaluation.golden import golden_check, golden_file
from ogpqa.index.generation import current_name

CONTACT = {"question": "Who is Seoul's contact?", "status": "answered", "contains": ["Jihyun Kim"]}
WRONG = {"question": "When did Seoul join OGP?", "status": "answered", "contains": ["1066"]}


def write(folder: Path, *questions: Mapping[str, object]) -> Path:
    """A file of questions."""
    path = folder / "questions.jsonl"
    path.write_text("".join(json.dumps(question) + "\n" for question in questions), encoding="utf-8")
    return path


def test_the_file_beside_the_pages_comes_first(tmp_path: Path) -> None:
    """questions.jsonl of the first folder that has one, or none."""
    corpus, index = tmp_path / "corpus", tmp_path / "index"
    corpus.mkdir()
    index.mkdir()
    assert golden_file(corpus, index) is None
    in_index = write(index, CONTACT)
    assert golden_file(corpus, index) == in_index
    in_corpus = write(corpus, CONTACT)
    assert golden_file(corpus, index) == in_corpus


def test_a_damaged_file_is_said_before_anything_is_built(tmp_path: Path) -> None:
    """The error names file and line."""
    (tmp_path / "questions.jsonl").write_text("[]\n")
    with pytest.raises(OgpqaError, match="line 1"):
        golden_check(tmp_path / "questions.jsonl", tmp_path, threads=1)


def test_only_questions_that_passed_before_count(corpus_index: Path, tmp_path: Path) -> None:
    """What the new generation answers wrongly is said; what the one that serves answers wrongly too is not."""
    name = current_name(corpus_index)
    check = golden_check(write(tmp_path, CONTACT, WRONG), corpus_index, threads=1)
    said = ["The question “When did Seoul join OGP?” is answered wrongly: lacks '1066'."]
    assert check(name, "20200101T000000Z-00000000") == said
    assert check(name, name) == []
    assert golden_check(write(tmp_path, CONTACT), corpus_index, threads=1)(name, name) == []


def test_where_nothing_serves_no_question_holds_back(corpus_index: Path, tmp_path: Path) -> None:
    """A first build serves: no answer can get worse."""
    assert golden_check(write(tmp_path, WRONG), corpus_index, threads=1)(current_name(corpus_index) or "", None) == []


def test_a_generation_that_cannot_be_opened_excuses_nothing(corpus_index: Path, tmp_path: Path) -> None:
    """When the one that serves is damaged, wrong answers of the new one count."""
    index = tmp_path / "index"
    shutil.copytree(corpus_index, index)
    name = current_name(index)
    check = golden_check(write(tmp_path, WRONG), index, threads=1)
    assert len(check(name, "20200101T000000Z-00000000")) == 1
