"""The greatest cosine of each name's examples."""

from __future__ import annotations

import numpy as np
import pytest

from ogpqa.index import NamedRows

ROWS = np.eye(4, dtype=np.float32)
NAMES = ["joined", "contact", "joined", "plan"]


def test_each_name_has_the_cosine_of_its_nearest_example() -> None:
    """Examples of one name need not stand together."""
    greatest = NamedRows(ROWS, NAMES).greatest([np.array([0.1, 0.2, 0.3, 0.4], np.float32)])
    assert greatest == pytest.approx({"contact": 0.2, "joined": 0.3, "plan": 0.4})


def test_of_several_asked_rows_the_nearest_counts() -> None:
    """The maximum over all of them."""
    greatest = NamedRows(ROWS, NAMES).greatest([ROWS[0], ROWS[1]])
    assert greatest == {"contact": 1.0, "joined": 1.0, "plan": 0.0}


def test_without_a_question_nothing_is_near() -> None:
    """Every name keeps a score; without examples there is no name."""
    assert NamedRows(ROWS, NAMES).greatest([]) == {"contact": -1.0, "joined": -1.0, "plan": -1.0}
    assert NamedRows(ROWS[:0], []).greatest([ROWS[0]]) == {}
