"""What a "not" reaches, and what it leaves open."""

from __future__ import annotations

import pytest

from ogpqa.questions.denials import find_denials
from ogpqa.questions.reading import QuestionReader
from tests.records_made import world_names

READER = QuestionReader(world_names())


def denied(text: str) -> tuple[list[str], bool]:
    """The names that the question denies, and whether a "not" reaches something else."""
    found = find_denials(READER.read(text))
    return [value for m in found.names for value in m.values], found.left_open


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Freedonia's commitments that are not in Health", ["Health"]),
        ("Freedonia's commitments that are not in the policy area of Health", ["Health"]),
        ("commitments not in Health or Open Data", ["Health", "Open Data"]),
        ("documents that are neither action plans nor IRM reports", ["Action Plan", "IRM Report"]),
        ("commitments not from 2018 but 2021", ["2018"]),
        ("Welche Verpflichtungen hat Freedonia außer Health?", ["Health"]),
        ("Health 분야가 아닌 Freedonia 공약", ["Health"]),
        ("Freedonia'nın Health dışındaki taahhütleri", ["Health"]),
    ],
)
def test_a_denial_reaches_the_name_beside_it(text: str, names: list[str]) -> None:
    """Over small words, and over joints to the next name; ahead or behind as the language has it."""
    assert denied(text) == (names, False)


@pytest.mark.parametrize(
    ("text", "names"), [("Freedonia除Health以外2018年的承诺", ["Health"]), ("Freedonia 2018年以外的承诺", ["2018"])]
)
def test_chinese_denies_on_both_sides(text: str, names: list[str]) -> None:
    """What stands between is the nearest name's."""
    found = find_denials(READER.read(text, "zh"))
    assert [value for m in found.names for value in m.values] == names


@pytest.mark.parametrize(
    "text",
    [
        "Freedonia's commitments that are not about glaciers in 2018",
        "Except Freedonia, who has commitments on Health?",
        "members other than Freedonia with commitments on Health",
        "commitments except FR0001",
        "Which members are not local?",
        "commitments not from 2014 to 2018",
    ],
)
def test_what_no_filter_takes_is_left_open(text: str) -> None:
    """Rows of what a question denies are none that it asks for."""
    assert denied(text)[1]


@pytest.mark.parametrize(
    "text",
    [
        "Freedonia's commitments that are not starred in 2018",
        "Was macht Freedonia noch im Bereich Health?",
        "Hat Freedonia keine Verpflichtung zu Health?",
        "非政府 Health 承诺",
        "Freedonia's commitments on Health",
    ],
)
def test_other_words_deny_nothing(text: str) -> None:
    """A star has its own "not", and "what else" and "any" are none."""
    assert denied(text) == ([], False)
