"""Statements on the current plan."""

from __future__ import annotations

import pytest

from ogpqa.records import read_records
from ogpqa.types import ActionPlan, Member
from tests.pages_made import page_from


def plans(lines: str) -> list[tuple[int | None, str | None, int | None, str | None]]:
    """Number, period, commitments and themes that the section's lines state."""
    page = page_from(f"Oz\n\n  • Member Since 2015\n\nCurrent Action Plan\n\n{lines}\n\nContacts\n")
    found = [r for r in read_records(page) if isinstance(r, ActionPlan)]
    assert all(r.evidence for r in found)
    return [(r.number, r.period, r.n_commitments, r.themes) for r in found]


@pytest.mark.parametrize(
    "sentence",
    [
        "Oz is currently implementing 3 commitments from their 2018-2020 action plan.",
        "Oz is currently implementing 3 commitments from its 2018-2020 action plan.",
        "Oz is now implementing 3 commitments of its 2018-2020 action plan.",
        "Oz is at present carrying out three commitments of the 2018-2020 plan.",
        "There are 3 commitments in the 2018-2020 national action plan of Oz.",
    ],
)
def test_the_sentence_on_number_and_period(sentence: str) -> None:
    """The number of commitments and the period are read from several wordings."""
    assert plans(sentence) == [(None, "2018-2020", 3, None)]


@pytest.mark.parametrize(
    ("sentence", "themes"),
    [
        ("This action plan features commitments related to clinics, AI and open data.", "clinics, AI and open data"),
        ("The plan's commitments are related to open data.", "open data"),
        ("Its commitments relate to clinics and rivers.", "clinics and rivers"),
    ],
)
def test_the_sentence_on_themes(sentence: str, themes: str) -> None:
    """Themes are what the commitments are said to be related to."""
    assert plans(sentence) == [(None, None, None, themes)]


def test_no_themes() -> None:
    """A sentence that names no theme states nothing."""
    assert plans("This action plan features commitments related to .") == []


def test_not_specified() -> None:
    """A focus that is not specified is no focus."""
    page = page_from("Oz\n\n  • Member Since 2015\n\nCurrent Action Plan\n\n  • Policy Area Focus: Not specified\n")
    assert not any(isinstance(r, ActionPlan) for r in read_records(page))


def test_dashes() -> None:
    """The period stands as the page writes it."""
    assert plans("2019–2021") == [(None, "2019–2021", None, None)]


def test_both_sentences_in_one_paragraph() -> None:
    """Where one paragraph holds both sentences, one record holds what they state."""
    both = "Oz is currently implementing 3 commitments from their 2018-2020 action plan. This action plan features "
    assert plans(f"{both}commitments related to rivers. More will come.") == [(None, "2018-2020", 3, "rivers")]


def test_labels_above_their_values() -> None:
    """A label alone on its line names the line below it, above the sections too."""
    text = "Oz\n\nMember since\n2015\nAction plan\n3\n\nCURRENT ACTION PLAN\n\nPeriod\n2018-2020\n"
    records = read_records(page_from(text + "Number of commitments\n4\nPolicy area focus\nOpen Data, Health\n"))
    found = [r for r in records if isinstance(r, ActionPlan)]
    assert [(r.number, r.period, r.n_commitments, r.focus) for r in found] == [
        (3, None, None, ()),
        (None, "2018-2020", 4, ("Open Data", "Health")),
    ]
    assert [r.since for r in records if isinstance(r, Member)] == [2015]
