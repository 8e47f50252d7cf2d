"""Words that change with the sound beside them."""

from __future__ import annotations

import pytest

from ogpqa.answers.joins import woven


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("서울", "서울은"),
        ("가나", "가나는"),
        ("Jordan", "Jordan은"),
        ("Georgia", "Georgia는"),
        ("Hong Kong", "Hong Kong은"),
        ("“Title” (GH0001)", "“Title” (GH0001)은"),
        ("2012", "2012는"),
        ("", "는"),
    ],
)
def test_a_korean_particle_fits_the_sound_before(name: str, text: str) -> None:
    """A closing consonant decides; brackets and quotes are not spoken."""
    assert woven("{name}[은/는]", {"name": name}) == text


@pytest.mark.parametrize(
    ("n", "text"), [(8, "8로"), (3, "3으로"), (2, "2로"), ("서울", "서울로"), ("일본", "일본으로")]
)
def test_before_ro_an_l_counts_as_open(n: object, text: str) -> None:
    """The one particle that treats ㄹ like a vowel."""
    assert woven("{n}[으로/로]", {"n": n}) == text


@pytest.mark.parametrize(
    ("name", "text"), [("Armenia", "d’Armenia"), ("Georgia", "de Georgia"), ("Éire", "d’Éire"), ("«Open»", "d’«Open»")]
)
def test_french_shortens_before_a_vowel(name: str, text: str) -> None:
    """Accents do not hide a vowel, nor do quotes."""
    assert woven("[de /d’]{name}", {"name": name}) == text


@pytest.mark.parametrize(("name", "text"), [("Indonesia", "Chile e Indonesia"), ("Ghana", "Chile y Ghana")])
def test_spanish_y_becomes_e_before_i(name: str, text: str) -> None:
    """Two equal sounds are not spoken in a row."""
    assert woven("Chile [y/e] {name}", {"name": name}) == text


def test_what_is_filled_in_is_left_as_it_is() -> None:
    """A title may hold what looks like a choice, or a brace."""
    assert woven("{title}[은/는]", {"title": "[은/는] {x}"}) == "[은/는] {x}는"


def test_citations_are_no_choice() -> None:
    """Marks stand in square brackets too."""
    assert woven("{n} [1] {m}", {"n": 1, "m": "[2]"}) == "1 [1] [2]"
