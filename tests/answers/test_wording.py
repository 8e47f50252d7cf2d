"""Templates are filled in, and what a language lacks is said in English."""

from __future__ import annotations

import pytest

from ogpqa.answers.wording import Wording, details_of, head_of, load_wording, row_text
from ogpqa.questions.relations import load_relations
from tests.records_made import commitment, contact, resource

EN = load_wording("en")


@pytest.mark.parametrize(
    ("parts", "text"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", 3], "a, b and 3")]
)
def test_parts_are_joined_as_people_do(parts: list[object], text: str) -> None:
    """The last one with "and"."""
    assert EN.joined(parts) == text


@pytest.mark.parametrize(("n", "noun"), [(0, "contacts"), (1, "contact"), (2, "contacts")])
def test_nouns_by_number(n: int, noun: str) -> None:
    """One is singular, none is plural."""
    assert EN.noun("Contact", n) == noun


def test_what_has_no_noun_is_called_by_its_name() -> None:
    """A new field is shown, not an error."""
    assert EN.noun("tide", 2) == "tide"


def test_the_first_template_that_exists_is_used() -> None:
    """A relation's own sentence before the general one."""
    assert EN.sentence(["tides.one", "single.value"], value="high", marks="[1]") == "high [1]"


def test_missing_values_leave_no_gap() -> None:
    """Blank parts take their white space with them."""
    assert EN.sentence(["profile"], member="Freedonia", level="national member") == "Freedonia is a national member."


def test_a_language_without_file_answers_in_english() -> None:
    """And so does a sentence that a language lacks."""
    assert load_wording("tlh") is not None
    assert load_wording("tlh").lang == "en"
    partial = Wording("xx", {"nouns": {}}, EN)
    assert partial.get("sentences", "single.value") == "{value} {marks}"
    assert partial.get("sentences", "tides") is None


@pytest.mark.parametrize(
    ("name", "value", "text"),
    [("years", (2018,), " from 2018"), ("years", (2018, 2019), " from 2018 and 2019"),
     ("topic", "rivers", " on “rivers”"),
     ("starred", True, " with a star"), ("persons", ("Ada",), "")],
)  # fmt: skip
def test_conditions_are_repeated(name: str, value: object, text: str) -> None:
    """What has no wording is not repeated."""
    assert EN.condition(name, value) == text


def test_a_row_on_one_line() -> None:
    """Title with details in brackets; a contact is read with commas; what is not stated is left out."""
    relations = load_relations()
    promise = commitment("FR0003", "Rivers", area="Health", starred=True)
    assert row_text(promise, relations["commitments"], EN) == "Rivers (FR0003, 2018, Health, starred)"
    assert row_text(contact(role=None), relations["contact"], EN).startswith("Rufus Firefly, Ministry of Mirrors, ")
    assert row_text(resource("Map", year=None, resource_type=None), relations["resources"], EN) == "Map"

    assert details_of(contact(role=None, organisation=None, email=None), relations["contact"], EN) == []
    assert head_of(promise, relations["commitments"]) == "Rivers"


def test_a_verb_agrees_with_the_number_of_members() -> None:
    """One member lists, several list."""
    wording = load_wording("en")
    values = {"scope": "Freedonia", "n": 2, "noun": "commitments", "conditions": "", "marks": "[1]"}
    assert wording.sentence(["count"], several=False, **values) == "Freedonia lists 2 commitments. [1]"
    assert wording.sentence(["count"], several=True, **values) == "Freedonia list 2 commitments. [1]"


def test_rows_of_a_page_that_lost_its_titles_go_by_code_and_type() -> None:
    """Which then stand there once."""
    relations = load_relations()
    promise = commitment("FR0003", "", area="Health")
    assert row_text(promise, relations["commitments"], EN) == "FR0003 (2018, Health)"
    assert row_text(resource(""), relations["resources"], EN) == "Action Plan (2018)"
    assert row_text(resource("", year=None, resource_type=None), relations["resources"], EN) == ""
