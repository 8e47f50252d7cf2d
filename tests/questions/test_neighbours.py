"""Names side by side that mean one place."""

from __future__ import annotations

import pytest

from ogpqa.questions.entities import find_mentions
from ogpqa.questions.relations import wordings_in
from tests.records_made import SYLVAN, world_names

NAMES = world_names().in_language("en")
COMMON = wordings_in("en").words


def places(text: str) -> list[tuple[str, tuple[str, ...]]]:
    """Kind and values of members and places, in order."""
    kinds = {"members", "places", "countries"}
    return [(m.kind, m.values) for m in find_mentions(text, NAMES, COMMON) if m.kind in kinds]


@pytest.mark.parametrize(
    "text", ["Port Sylvan in Freedonia", "Port Sylvan (Freedonia)", "Port Sylvan, Freedonia", "Port Sylvan Freedonia"]
)
def test_a_city_and_its_country_are_one_place(text: str) -> None:
    """The country only says where the city is."""
    assert places(f"Who is the contact of {text}?") == [("members", (SYLVAN,))]


@pytest.mark.parametrize("text", ["Port Sylvan and Freedonia", "Freedonia or Port Sylvan"])
def test_two_members_that_are_joined_stay_two(text: str) -> None:
    """ "And" joins places, it does not place one in the other."""
    assert {values for _, values in places(text)} == {(SYLVAN,), ("freedonia",)}


@pytest.mark.parametrize("text", ["Latvia, the US state", "Latvia County", "Latvia (province)"])
def test_a_country_with_a_qualifier_is_another_place(text: str) -> None:
    """It is refused by the name that was typed, never answered as the country."""
    ((kind, values),) = places(f"contact for {text}")
    assert kind == "places"
    assert values[0].startswith("Latvia")


def test_an_unknown_place_in_a_member_country_is_unknown() -> None:
    """ "Snowhill, Freedonia" is not Freedonia."""
    assert places("Who is the contact for Snowhill, Freedonia?") == [("places", ("Snowhill, Freedonia",))]


def test_a_city_that_is_no_member_is_not_its_country() -> None:
    """Riga is no member of these pages, though Latvia is."""
    assert places("contact of Riga, Latvia") == [("places", ("Riga",))]


def test_a_country_code_is_a_word_where_another_place_is_named() -> None:
    """ "Chile's electronic ID" is no question about Indonesia; "Chile and ID" is."""
    assert places("Freedonia's electronic LV") == [("members", ("freedonia",))]
    assert len(places("contact for Freedonia and LV")) == 2


def test_a_short_name_in_another_script_is_no_code() -> None:
    """ "智利" has two characters and is Chile, whoever else is named."""
    names = world_names().in_language("zh")
    found = find_mentions("拉脱维亚和智利哪个更早", names, COMMON)
    assert [m.kind for m in found] == ["members", "places"]
