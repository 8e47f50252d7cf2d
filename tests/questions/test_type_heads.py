"""Types of documents by their last word."""

from __future__ import annotations

import pytest

from ogpqa.questions.reading import QuestionReader
from ogpqa.questions.type_heads import heads_of
from tests.records_made import world_names

READER = QuestionReader(world_names())


def test_types_of_several_words_are_called_by_the_last() -> None:
    """Those of one word are names as they are."""
    types = ["IRM Report", "Letter", "Design Report", "Report Comments", "IRM Report"]
    assert heads_of(types) == {"report": ("IRM Report", "Design Report"), "comment": ("Report Comments",)}


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("Which reports does Latvia list?", ("IRM Report",)),
        ("the report of Latvia", ()),
        ("Which action plans and reports does Latvia list?", ("Action Plan",)),
        ("documents of Latvia", ()),
    ],
)
def test_a_plural_names_types(text: str, types: tuple[str, ...]) -> None:
    """Where no type is named in full, and not in the singular."""
    assert READER.read(text).of_kind("resource_types") == types
