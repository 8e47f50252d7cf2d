"""Names of the world's places, from CLDR and the aliases."""

from __future__ import annotations

import pytest

from ogpqa.questions.language import LANGUAGES
from ogpqa.questions.places import city_name, languages_naming, load_aliases, load_places, short_forms, territory_code


@pytest.mark.parametrize(
    ("name", "code"),
    [("Latvia", "LV"), ("latvia", "LV"), ("Cote d'Ivoire", "CI"), ("the Philippines", "PH"), ("Holland", "NL"),
     ("UK", "GB"), ("Freedonia", None), ("", None)],
)  # fmt: skip
def test_countries_are_known_by_name_and_alias(name: str, code: str | None) -> None:
    """However it is written; an invented country has no code."""
    assert territory_code(name) == code


def test_a_name_of_two_countries_is_settled_the_same_way_each_time() -> None:
    """Congo is one of two states, Niger is not Nigeria."""
    assert territory_code("Congo") == "CG"
    assert territory_code("DR Congo") == "CD"
    assert (territory_code("Niger"), territory_code("Nigeria")) == ("NE", "NG")


@pytest.mark.parametrize(
    ("name", "city"), [("Bogotá", "Bogota"), ("sao paulo", "São Paulo"), ("Riga", "Riga"), ("Port Sylvan", None)]
)
def test_cities_are_known_in_english(name: str, city: str | None) -> None:
    """Larger cities and those of the aliases, by one English name."""
    assert city_name(name) == city


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_language_names_the_countries(lang: str) -> None:
    """All languages have names for the same countries, none of them blank."""
    places = load_places(lang)
    assert set(places.territories) >= {"LV", "KE", "CL", "FI"}
    assert all(name.strip() for names in places.territories.values() for name in names)


def test_unions_and_test_codes_are_no_countries() -> None:
    """CLDR lists the UN, the EU and pseudo regions among territories."""
    assert not {"UN", "EU", "ZZ", "XA"} & set(load_places("en").territories)


def test_aliases_are_lists_of_names() -> None:
    """Every entry has names, without white space around them."""
    aliases = load_aliases()
    groups = [*aliases.territories.values(), *aliases.cities.values(), aliases.others, aliases.qualifiers]
    assert all(groups)
    assert [name for names in groups for name in names if name != name.strip() or not name] == []
    assert {"dr", "mrs"} <= aliases.honorifics
    assert "state" in aliases.droppable


@pytest.mark.parametrize(
    ("words", "langs"),
    [(["noord", "macedonie"], ("nl",)), (["maroc"], ("fr",)), (["latvia"], ()), (["somewhere"], ())],
)
def test_a_country_in_one_language_tells_it(words: list[str], langs: tuple[str, ...]) -> None:
    """Names that English has too tell nothing."""
    assert languages_naming(words) == langs


def test_two_joined_names_have_initials() -> None:
    """ "T&T" is Trinidad and Tobago."""
    assert list(short_forms("Trinidad and Tobago")) == ["Trinidad", "T&T"]
