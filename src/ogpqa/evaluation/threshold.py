"""Choose from which probability passages answer, on development questions, and keep it with the index.

The weights of the reader's model stay: they need more questions than most people will write. A threshold needs few.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from ogpqa.answers.weighing import Weights
from ogpqa.assistant import open_assistant
from ogpqa.config import Settings
from ogpqa.errors import OgpqaError
from ogpqa.evaluation.calibrate import SPACES, Example, best_of, examples_of, with_threshold
from ogpqa.evaluation.questions import load_questions
from ogpqa.index.calibration import Calibration, write_calibration

FEWEST = 10  # questions of each sort from which a threshold is chosen


@dataclass(frozen=True, slots=True)
class Outcome:
    """What passages alone do with the questions of one space at a threshold."""

    threshold: float
    chosen: bool  # False: too few questions, the packaged threshold stays
    right: int  # of the answerable
    wrong: int
    abstained: int
    answered: int  # of the unanswerable
    refused: int


def calibrate_threshold(files: Sequence[Path], settings: Settings) -> Mapping[str, Outcome]:
    """Choose the thresholds of the index in `settings` and write them beside its generations.

    Raises OgpqaError when a gold page is not in the index or a file is not usable.
    """
    assistant = open_assistant(settings)
    rows = [row for file in files for row in load_questions(file)]
    missing = {page for row in rows for page in row.pages} - set(assistant.facts.pages)
    if missing:
        raise OgpqaError(
            f"Questions are about pages that {settings.index} does not hold: {', '.join(sorted(missing)[:3])}.",
            "Name development questions about your own pages with --questions.",
        )
    examples = list(examples_of(assistant, rows))
    found = {space: outcome(assistant.reader.space(space), examples, space) for space in SPACES}
    write_calibration(
        settings.index,
        Calibration(
            thresholds={space: one.threshold for space, one in found.items() if one.chosen},
            encoders=assistant.index.digests,
            measured_at=datetime.now(UTC).isoformat(timespec="seconds"),
            questions_sha256=hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest(),
            counts={space: _counts(one) for space, one in found.items()},
        ),
    )
    return found


def outcome(weights: Weights, examples: Sequence[Example], space: str) -> Outcome:
    """The best threshold for the examples of a space, or with too few of them the one that stands."""
    asked = [example for example in examples if example.space == space]
    enough = min(sum(e.answerable for e in asked), sum(not e.answerable for e in asked)) >= FEWEST
    threshold = with_threshold(weights, asked).weights.threshold if enough else weights.threshold
    judged = [(e.answerable, *best_of(e, weights)) for e in asked]
    able = [(p >= threshold, right) for answerable, p, right in judged if answerable]
    others = [p >= threshold for answerable, p, _ in judged if not answerable]
    right = sum(given and ok for given, ok in able)
    given = sum(given for given, _ in able)
    return Outcome(threshold, enough, right, given - right, len(able) - given, sum(others), len(others) - sum(others))


def _counts(one: Outcome) -> dict[str, int]:
    return {name: value for name, value in asdict(one).items() if name not in ("threshold", "chosen")}
