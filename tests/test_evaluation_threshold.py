"""Thresholds are chosen on questions, kept beside the generations, and taken when the index is opened."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ogpqa.answers.evidence import Features
from ogpqa.answers.weighing import Weights
from ogpqa.assistant import open_assistant
from ogpqa.config import Settings
from ogpqa.errors import IndexDamagedError, OgpqaError
from ogpqa.evaluation.calibrate import Example
from ogpqa.evaluation.threshold import FEWEST, calibrate_threshold, outcome
from ogpqa.index.calibration import CALIBRATION, Calibration, read_calibration, write_calibration

WEIGHTS = Weights(coverage=8.0, bias=-4.0, threshold=0.99)
DIGESTS = ("one", "two")


def example(coverage: float, *, answerable: bool, right: bool = True) -> Example:
    """A question whose only passage covers so much of it."""
    return Example("english", answerable, ((Features(coverage=coverage), answerable and right),))


def calibration(threshold: float = 0.4) -> Calibration:
    """A calibration of two encoders."""
    return Calibration(
        thresholds={"english": threshold},
        encoders=DIGESTS,
        measured_at="2031-01-01T00:00:00+00:00",
        questions_sha256="0" * 64,
        counts={"english": {"right": 3}},
    )


def test_the_threshold_parts_answerable_from_unanswerable() -> None:
    """It lies between them, and what is answered, wrong and abstained from is counted apart."""
    asked = [example(0.9, answerable=True) for _ in range(FEWEST)]
    asked += [example(0.95, answerable=True, right=False), example(0.1, answerable=True)]
    asked += [example(0.3, answerable=False) for _ in range(FEWEST)]
    found = outcome(WEIGHTS, asked, "english")
    assert found.chosen
    assert WEIGHTS.probability(Features(coverage=0.3)) < found.threshold <= WEIGHTS.probability(Features(coverage=0.9))
    assert (found.right, found.wrong, found.abstained) == (FEWEST, 1, 1)
    assert (found.answered, found.refused) == (0, FEWEST)


def test_too_few_questions_choose_nothing() -> None:
    """The threshold that stands is kept, and the outcome says so."""
    found = outcome(WEIGHTS, [example(0.9, answerable=True), example(0.1, answerable=False)], "english")
    assert (found.threshold, found.chosen) == (WEIGHTS.threshold, False)


def test_a_calibration_is_read_back_for_its_encoders_alone(tmp_path: Path) -> None:
    """Cosines of another encoder are others, so a threshold on them says nothing."""
    assert read_calibration(tmp_path, DIGESTS) is None
    write_calibration(tmp_path, calibration())
    assert read_calibration(tmp_path, DIGESTS) == calibration()
    assert read_calibration(tmp_path, ("one",)) is None


@pytest.mark.parametrize("damage", ["", "{}", "[]", '{"thresholds": {}}'])
def test_a_damaged_calibration_is_an_error(tmp_path: Path, damage: str) -> None:
    """The file is named; nothing is answered with a threshold that nobody chose."""
    (tmp_path / CALIBRATION).write_text(damage, encoding="utf-8")
    with pytest.raises(IndexDamagedError, match=CALIBRATION):
        read_calibration(tmp_path, DIGESTS)


@pytest.mark.model
def test_calibrating_an_index_sets_its_threshold(corpus_index: Path, tmp_path: Path) -> None:
    """The file is written, opened with the index, and questions about other pages are refused."""
    linked = tmp_path / "index"
    linked.mkdir()
    for path in corpus_index.iterdir():
        (linked / path.name).symlink_to(path)
    rows = [
        {"question": question, "status": status, "contains": ["Early Results"] if status == "answered" else []}
        for question, status in (("What does ER stand for?", "answered"), ("What does QX stand for?", "not_found"))
        for _ in range(FEWEST)
    ]
    file = tmp_path / "questions.jsonl"
    file.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    settings = Settings(index=linked)
    found = calibrate_threshold([file], settings)
    assert found["english"].chosen
    assert not found["crosslingual"].chosen
    assert open_assistant(settings).reader.space("english").threshold == found["english"].threshold
    file.write_text(json.dumps({**rows[0], "pages": ["atlantis"]}), encoding="utf-8")
    with pytest.raises(OgpqaError, match="atlantis"):
        calibrate_threshold([file], settings)
