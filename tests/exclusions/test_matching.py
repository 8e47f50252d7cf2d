"""Where excluded people and addresses stand, however they are written."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ogpqa.exclusions import NOTHING, Exclusions
from tests.records_made import page

SOME = Exclusions(
    persons=dict.fromkeys(["Jihyun Kim", "김지현", "Dr Ana Ruíz", "Anna de la Cruz"], ""),
    emails={"kim@city.go.example": ""},
)


def found(text: str, exclusions: Exclusions = SOME) -> list[str]:
    """The texts that are found."""
    return [span.of(text) for span in exclusions.find(text)]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("by Jihyun Kim, Officer", "Jihyun Kim"),
        ("JIHYUN\n  KIM", "JIHYUN\n  KIM"),
        ("Kim, Ji-hyun (Officer)", "Kim, Ji-hyun"),
        ("Kim Jihyun's office", "Kim Jihyun"),
        ("담당자 김지현은 과장입니다", "김지현"),
        ("Ana RUIZ", "Ana RUIZ"),
        ("Ana\u00a0Rui\u0301z", "Ana\u00a0Rui\u0301z"),
        ("A\u00adna M. Ru\u200biz", "A\u00adna M. Ru\u200biz"),
        ("Cruz, Anna de la", "Cruz, Anna de la"),
        ("write to Kim@City.go.example.", "Kim@City.go.example"),
        ("<kim@city.go.example>", "kim@city.go.example"),
        ("kim [at] city [dot] go.example", "kim [at] city [dot] go.example"),
    ],
)
def test_an_excluded_name_or_address_is_found(text: str, what: str) -> None:
    """Case, accents, white space, hyphens, order and invisible letters make no difference."""
    assert found(text) == [what]
    assert SOME.holds(text)


@pytest.mark.parametrize(
    "text",
    ["Jihyun Kimball", "Kim and Jihyun", "Jihyun. She met Kim", "Anna Ruizova", "jkim@city.go.example",
     "kim@city.go.example.org", "kim@city.go", "Cruz", ""],
)  # fmt: skip
def test_others_are_not_found(text: str) -> None:
    """Longer names, other addresses, the words of a name apart."""
    assert found(text) == []


def test_nothing_finds_nothing() -> None:
    """And is false."""
    assert found("Jihyun Kim", NOTHING) == []
    assert not NOTHING
    assert SOME


@given(st.text(max_size=30), st.text(max_size=30))
def test_a_name_is_found_between_any_texts(before: str, after: str) -> None:
    """What is found is a place of the text, and holds the name."""
    text = f"{before} Jihyun Kim {after}"
    assert any("Jihyun Kim" in span.of(text) or span.of(text) in text for span in SOME.find(text))


@given(st.text(max_size=80))
def test_places_lie_inside_the_text(text: str) -> None:
    """Whatever folding does to its length."""
    some = Exclusions(persons={"ss i": "", "한": ""})
    assert all(0 <= span.start < span.end <= len(text) for span in some.find(text))


def test_pages_are_named_by_id_or_address() -> None:
    """An address however it is written; the reason comes along."""
    some = Exclusions(pages={"freedonia": "asked to", "https://www.ogp.example/members/x": ""})
    assert some.reason_against(page("freedonia", "x")) == "asked to"
    assert some.reason_against(replace(page("y", "x"), url="http://ogp.example/Members/X/#top")) == ""
    assert some.reason_against(replace(page("y", "x"), url="https://ogp.example/members/y")) is None


def test_two_lists_are_one() -> None:
    """What either excludes is excluded."""
    both = SOME | Exclusions(pages={"a": ""}, persons={"Bo Li": ""})
    assert both.holds("Bo Li")
    assert both.holds("Jihyun Kim")
    assert both.pages == {"a": ""}
    assert both.digest != SOME.digest
