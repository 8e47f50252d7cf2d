"""Numbers that a question compares with."""

from __future__ import annotations

import pytest

from ogpqa.questions.amounts import asked_plan, claimed_counts, find_amounts
from ogpqa.questions.mentions import Mention
from ogpqa.questions.relations import wordings_in
from ogpqa.questions.text import tokenise


def amounts(text: str, lang: str = "en", mentions: tuple[Mention, ...] = ()) -> list[tuple[str, tuple[str, ...]]]:
    """Kind and bounds of each amount."""
    tokens = tokenise(text)
    cues = wordings_in(lang).find(text, tokens)
    return [(m.kind, m.values) for m in find_amounts(text, lang, tokens, cues, mentions)]


@pytest.mark.parametrize(
    ("text", "lang", "bounds"),
    [
        ("members with more than 5 commitments", "en", ("6", "")),
        ("who has at least two contacts", "en", ("2", "")),
        ("countries with 10 or more documents", "en", ("10", "")),
        ("who has fewer than 3 reports", "en", ("", "2")),
        ("members with exactly four commitments", "en", ("4", "4")),
        ("miembros con más de 20 compromisos", "es", ("21", "")),
        ("members with more than twenty-five commitments", "en", ("26", "")),
        ("members with at least twenty five commitments", "en", ("25", "")),
        ("les membres avec plus de dix-sept documents", "fr", ("18", "")),
        ("miembros con más de veinte compromisos", "es", ("21", "")),
        ("miembros con más de veinte y cinco compromisos", "es", ("26", "")),
        ("members with more than twelve two-year plans", "en", ("13", "")),
        ("les membres avec au moins trois documents", "fr", ("3", "")),
        ("공약이 20개 이상인 회원은?", "ko", ("20", "")),
    ],
)
def test_a_number_beside_a_comparison_is_a_bound(text: str, lang: str, bounds: tuple[str, str]) -> None:
    """Digits and words for numbers, before and behind what compares."""
    assert amounts(text, lang) == [("amount", bounds)]


@pytest.mark.parametrize("text", ["more commitments in 2016 than in 2018", "who has more documents", "the 5 members"])
def test_other_numbers_are_no_amounts(text: str) -> None:
    """Years, and numbers beside no comparison."""
    assert amounts(text) == []


def test_an_ordinal_counts_beside_a_plan() -> None:
    """ "Fourth" is the number of a plan where no member is named; "the third member" is none."""
    assert amounts("members on their fourth action plan") == [("ordinal", ("4", "4"))]
    assert amounts("who was the third member") == []
    assert amounts("Chile's fourth plan", mentions=(Mention("members", ("chile",), 0, 5),)) == []


@pytest.mark.parametrize(
    ("text", "lang", "numbers"),
    [
        ("Does Freedonia have nine commitments?", "en", ["nine"]),
        ("Freedonia put 12 promises into its plan, is 12 right or what?", "en", ["12", "12"]),
        ("Freedonia has fourteen pledges on its list, true?", "en", ["fourteen"]),
        ("Does Freedonia have nine pledges, list its pledges", "en", []),
        ("¿Tiene Freedonia dos contactos?", "es", ["dos"]),
        ("Hat Freedonia neunzehn Verpflichtungen?", "de", ["neunzehn"]),
        ("Who are the two contacts of Freedonia?", "en", []),
        ("List 5 commitments of Freedonia", "en", []),
        ("Does Freedonia have commitments from 2016?", "en", []),
        ("Are there nine commitments?", "en", []),
        ("Does Freedonia have two commitments beside FR0003?", "en", []),
        ("Existe uma pessoa de contato em Freedonia?", "pt", []),
        ("Does Freedonia have more than nine commitments?", "en", []),
    ],
)
def test_a_number_that_is_claimed_calls_for_the_count(text: str, lang: str, numbers: list[str]) -> None:
    """Of one member, before what is counted, in a question for yes or no; no year, no bound, no list."""
    tokens = tokenise(text)
    at = text.find("Freedonia")
    mentions = [Mention("members", ("freedonia",), at, at + len("Freedonia"))] if at >= 0 else []
    code = text.find("FR0003")
    mentions += [Mention("codes", ("FR0003",), code, code + len("FR0003"))] if code >= 0 else []
    cues = wordings_in(lang).find(text, tokens)
    found = claimed_counts(lang, tokens, cues, mentions)
    assert [text[c.start : c.end] for c in found] == numbers
    assert {c.target for c in found} <= {"aggregate.count"}


@pytest.mark.parametrize(
    ("text", "lang", "number"),
    [
        ("What does Freedonia's first action plan cover?", "en", 1),
        ("commitments in Action Plan 4 of Freedonia", "en", 4),
        ("¿Qué período cubre el primer plan de Freedonia?", "es", 1),
        ("Freedonia's action plan 2018-2020", "en", None),
        ("How many are in its plan: 6 or 21?", "en", None),
        ("First, the plan of Freedonia please", "en", None),
        ("the first commitment of Freedonia's plan", "en", None),
    ],
)
def test_a_plan_is_asked_for_by_its_number(text: str, lang: str, number: int | None) -> None:
    """In words before it or in digits behind it; years are none."""
    tokens = tokenise(text)
    assert asked_plan(text, lang, tokens, wordings_in(lang).find(text, tokens)) == number
