"""A term is explained by its label, its heading, a sentence about it, or by being spelt out."""

from __future__ import annotations

import pytest

from ogpqa.answers.terms import explains, spells_out


@pytest.mark.parametrize(
    ("term", "text", "section"),
    [
        ("delegate", "Delegate: Officials handed over the decision", ()),
        ("pd", "(PD) Partly Done: Some of it was finished.", ()),
        ("partly done", "(PD) Partly Done: Some of it was finished.", ()),
        ("quota books", "They list what each boat may catch.", ("Fishing", "Quota Books")),
        ("quota books", "Quota books are lists of what each boat may catch.", ()),
        ("delegate the decision", "Delegate: Officials handed over the decision", ()),
    ],
)
def test_what_explains(term: str, text: str, section: tuple[str, ...]) -> None:
    """Labels, codes, headings and subjects of sentences are what a text is about."""
    assert explains(term, text, section)


@pytest.mark.parametrize("term", ["z", "handed", "officials", "decision", "delegated powers"])
def test_what_does_not_explain(term: str) -> None:
    """A word that merely stands in an explanation is not explained by it."""
    assert not explains(term, "Delegate: Officials handed over the decision", ("Definitions",))


@pytest.mark.parametrize(
    "text",
    [
        "Quota books are older than boats.",
        "Quota books are not what skippers of the small boats in the northern harbours like to read.",
    ],
)
def test_a_comparison_explains_nothing(text: str) -> None:
    """What is larger than another thing, or what it is not, is no meaning."""
    assert not explains("quota books", text, ())


@pytest.mark.parametrize(
    ("abbreviation", "text", "spelt"),
    [
        ("BSF", "Money comes from the Blue Sky Fund (BSF).", True),
        ("foia", "the Freedom of Information Act (FOIA) is old", True),
        ("BSF", "BSF (Blue Sky Fund) pays.", True),
        ("BSF", "Money comes from a fund (BSF).", False),
        ("BSF", "The Blue Sky Fund pays.", False),
        ("blue sky", "Blue Sky Fund (BSF)", False),
    ],
)
def test_abbreviations_are_spelt_out_next_to_their_words(abbreviation: str, text: str, spelt: bool) -> None:
    """The initials of the words before or in the brackets make the abbreviation; small words may stand between."""
    assert spells_out(abbreviation, text) is spelt
